import type { CommandDefinition } from './command.ts';
import { dataDefinitions } from './data-definitions.ts';
import { evidenceDefinitions } from './evidence-definitions.ts';
import { importDefinition } from './import-definition.ts';
import { proposeDefinition } from './propose-definition.ts';
import { toolDefinitions } from './tool-definitions.ts';

/**
 * Every command, in the order of help; each loads its module only when it runs. Those that need no estate are listed in
 * `tool-definitions.ts`.
 */
export const commandDefinitions: readonly CommandDefinition[] = [
  {
    name: 'init',
    args: [{ name: '[directory]', summary: 'where the estate goes (default: the current folder)' }],
    summary: 'write an estate to start from',
    description:
      'Writes the starter estate: a payments firm with policies, inventory, schedules and a catalogue, every file explained.\n' +
      'With --minimal: a Workspace and an Inventory of your own hosts, everything else left to defaults.\n' +
      'In a folder that is a Git repository already, the files go onto a branch of their own; nothing is overwritten.',
    options: [
      { flags: '--minimal', summary: 'only a Workspace, an Inventory and a pinned policy preset' },
      {
        flags: '--from <file>',
        summary: 'your hosts from CSV, an Ansible inventory, an SBOM or a package list (implies --minimal)',
      },
      { flags: '--ecosystem <name>', summary: 'with a package list: what it is of, such as Debian:12' },
    ],
    examples: [
      { line: 'patchledger init payments', does: 'the whole starter, in ./payments' },
      { line: 'patchledger init --from hosts.csv patches', does: 'your own hosts, a first plan in five minutes' },
      { line: 'patchledger init --from inventory.ini', does: 'the same from an Ansible inventory' },
      { line: 'patchledger init --from web-1.cdx.json', does: 'one machine or image, with what is installed on it' },
      { line: 'patchledger init --from web-1.txt --ecosystem Debian:12', does: 'the same from a dpkg-query list' },
    ],
    load: () => import('./init.ts'),
  },
  {
    name: 'validate',
    args: [],
    summary: 'check every file: syntax, schema, references',
    description:
      'Reads the whole estate and reports every problem with file, line, column, a code and a hint.\n' +
      'Exit 0: no errors. Exit 2: at least one error.',
    formats: ['text', 'summary', 'json', 'github', 'sarif', 'junit'],
    options: [],
    examples: [
      { line: 'patchledger validate', does: 'all problems, with the lines they stand on' },
      { line: 'patchledger validate --format summary', does: 'one line a kind of problem' },
      { line: 'patchledger validate --format github', does: 'annotations for a pull request' },
      { line: 'patchledger validate --format sarif > patchledger.sarif', does: 'for code scanning' },
    ],
    load: () => import('./validate.ts'),
  },
  {
    name: 'test',
    args: [],
    summary: "run the policies' own unit tests",
    description:
      'Runs the tests that stand beside each policy (spec.tests), pinned presets included: given facts and clocks,\n' +
      'the rule, priority and deadline that must come out. Names every rule that no test reaches, with file and line.\n' +
      'Exit 0: all pass. Exit 3: a test failed, or fewer rules are reached than --min-coverage asks for.',
    formats: ['text', 'json', 'junit', 'github'],
    options: [{ flags: '--min-coverage <percent>', summary: 'exit 3 when the tests reach fewer of the rules' }],
    examples: [
      { line: 'patchledger test', does: 'every test, and the rules that none reaches' },
      { line: 'patchledger test --min-coverage 90', does: 'the same as a gate' },
      { line: 'patchledger test --format junit > policy-tests.xml', does: 'for the test report of a pipeline' },
    ],
    load: () => import('./test.ts'),
  },
  {
    name: 'plan',
    args: [],
    summary: 'what is required where, by when, why, and when it is done',
    description:
      'Computes every requirement with its deadline and the visit that will meet it.\n' +
      'The same estate, --as-of and version give the same bytes on every machine.',
    formats: ['text', 'json', 'ndjson', 'markdown', 'csv'],
    options: [{ flags: '--all', summary: 'list every requirement, not only what needs attention first' }],
    examples: [
      { line: 'patchledger plan', does: 'what needs attention, most urgent first' },
      { line: 'patchledger plan --as-of 2026-12-01T08:00:00Z', does: 'the plan as it would read at that instant' },
      { line: 'patchledger plan --json > plan.json', does: 'the whole plan for other programs' },
      { line: 'patchledger plan --format ndjson > plan.ndjson', does: 'the same in lines, for large estates' },
      { line: 'patchledger plan --format csv > plan.csv', does: 'one row a requirement, for spreadsheets' },
    ],
    load: () => import('./plan.ts'),
  },
  {
    name: 'explain',
    args: [
      { name: '<asset>', summary: 'name of an asset' },
      { name: '[subject]', summary: 'a component or an advisory; without it, everything of the asset' },
    ],
    summary: 'the whole derivation behind a line of the plan',
    description:
      'Shows every input with its source and date, the rule that spoke with file and line, every obligation,\n' +
      'the target and the versions refused, and the windows tried.',
    formats: ['text', 'json'],
    options: [],
    examples: [
      { line: 'patchledger explain gw-1', does: 'everything that is decided about an asset' },
      { line: 'patchledger explain gw-1 openssl', does: 'one component' },
      { line: 'patchledger explain gw-1 CVE-2024-6387', does: 'one advisory' },
    ],
    load: () => import('./explain.ts'),
  },
  {
    name: 'except',
    args: [
      { name: '<asset>', summary: 'name of an asset' },
      { name: '<subject>', summary: 'a component, an advisory, or the id of a requirement' },
    ],
    summary: 'draft an exception for work that must wait',
    description:
      'Writes an Exception file for what explain finds, and says what it covers. It never overwrites a file.\n' +
      'An exception has no effect until an ApprovalRecord names it, given by somebody other than who asked for it.',
    options: [
      { flags: '--reason <text>', summary: 'why it must wait (asked for on a terminal)' },
      { flags: '--by <person>', summary: 'id of the person who asks, as a Team lists it (asked for on a terminal)' },
      { flags: '--expires <date|duration>', summary: 'when it ends, such as 2027-03-31 or 14d (default: 30d)' },
      {
        flags: '--treatment <word>',
        summary: 'mitigate, accept, avoid, transfer or vendor-pending (default: mitigate)',
      },
      {
        flags: '--control <text>',
        summary: 'what protects meanwhile; mitigate needs one, may be repeated',
        repeats: true,
      },
      { flags: '--name <name>', summary: 'name of the exception (default: made of both)' },
      { flags: '--dry-run', summary: 'print the file; write nothing' },
    ],
    examples: [
      {
        line: "patchledger except legacy-1 openssl --by p-tariq --reason 'vendor support ends' --control 'no route out'",
        does: 'an exception for all of openssl, for 30 days',
      },
      {
        line: "patchledger except gw-1 CVE-2024-6387 --treatment accept --expires 14d --by p-imke --reason 'no logins' --dry-run",
        does: 'how one for a single advisory would read',
      },
    ],
    load: () => import('./except.ts'),
  },
  {
    name: 'diff',
    args: [
      { name: '<base>', summary: 'a commit, branch or tag' },
      { name: '[head]', summary: 'another one; without it, the files as they are' },
    ],
    summary: 'what a revision does to the fleet',
    description:
      'Decides both sides at one instant and compares: promises loosened or tightened, deadlines and visits moved,\n' +
      'requirements added and removed, exceptions, assets that no policy covers any more.',
    formats: ['text', 'json', 'markdown'],
    options: [{ flags: '--exit-code', summary: 'exit 4 when anything differs' }],
    examples: [
      { line: 'patchledger diff main', does: 'what the files here would change' },
      {
        line: 'patchledger diff HEAD~1 HEAD --format markdown',
        does: 'what the last commit did, for its pull request',
      },
    ],
    load: () => import('./diff.ts'),
  },
  ...evidenceDefinitions,
  ...dataDefinitions,
  {
    name: 'observe',
    args: [],
    summary: 'write the ledger: what opened, became due and ended since the last run',
    description:
      'Compares the estate with its ledger and writes what is new into one file below records/ledger: rules that took\n' +
      'effect, findings that opened, dues that were set or moved, and how findings ended. Run it on the base branch and\n' +
      'commit what it writes: first dues are kept from then on. A run that finds nothing new writes nothing.',
    formats: ['text', 'json'],
    options: [
      { flags: '--dry-run', summary: 'say what would be written; writes nothing' },
      { flags: '--yes', summary: 'do not ask (needed off a terminal)' },
    ],
    examples: [
      { line: 'patchledger observe --dry-run', does: 'what is new since the last run' },
      { line: 'patchledger observe --yes', does: 'write it' },
    ],
    load: () => import('./observe.ts'),
  },
  {
    name: 'calendar',
    args: [],
    summary: 'windows, freezes, visits, dues and duties between two instants',
    description:
      'Shows what is dated: maintenance windows with the places left in them, freezes, visits, deadlines and recurring\n' +
      'activities, as a grid a month and an agenda. With --format ics, a feed that calendar programs subscribe to.\n' +
      'With --rrule it expands one recurrence rule, to try it out; that needs no estate.',
    formats: ['text', 'json', 'ics'],
    options: [
      { flags: '--from <when>', summary: 'a day, a time, or a length from now such as 7d (default: now)' },
      { flags: '--to <when>', summary: 'a day, counted whole, a time, or a length (default: 30d later)' },
      { flags: '--for <length>', summary: 'how long, in place of --to' },
      { flags: '--team <name>', summary: 'only what concerns a team: its assets, their windows, its activities' },
      { flags: '--proposals', summary: 'ask the forge for open proposals; their visits are shown where they stand' },
      { flags: '--rrule <rule>', summary: 'expand this rule, such as "FREQ=MONTHLY;BYDAY=2TU"' },
      { flags: '--start <local>', summary: 'with --rrule: wall clock of the first start, 2026-01-03T22:00' },
      { flags: '--tz <zone>', summary: 'with --rrule: time zone of the start (default: UTC)' },
      { flags: '--offset-days <n>', summary: 'with --rrule: days by which every date is moved' },
      { flags: '--duration <length>', summary: 'with --rrule: shows when each ends' },
      { flags: '--count <n>', summary: 'with --rrule: how many starts (default: 10)' },
    ],
    examples: [
      { line: 'patchledger calendar', does: 'the next 30 days' },
      { line: 'patchledger calendar --from 2026-12-01 --to 2026-12-31 --team platform', does: "a team's December" },
      { line: 'patchledger calendar --for 90d --format ics > patches.ics', does: 'a feed for a calendar program' },
      {
        line: 'patchledger calendar --rrule "FREQ=MONTHLY;BYDAY=2TU" --start 2026-01-01T22:00 --tz Europe/Zurich --offset-days 4',
        does: 'the Saturdays behind Patch Tuesday',
      },
    ],
    load: () => import('./calendar.ts'),
  },
  importDefinition,
  proposeDefinition,
  {
    name: 'report',
    args: [],
    summary: 'render the documents auditors read',
    description:
      'Renders the documents as Markdown and as a static site, with every listing as CSV. Every table says where its\n' +
      'rows come from, what was left out and why, and what is not known. One deployment on a page, from detection to\n' +
      'verification, is a dossier. Templates in the estate, below templates/report/html and templates/report/markdown,\n' +
      'take the place of those that ship.',
    formats: ['all', 'markdown', 'html'],
    options: [
      { flags: '--out <folder>', summary: 'where the documents go (default: docs/patchledger in the estate)' },
      {
        flags: '--period <span>',
        summary: 'what the report looks back on: 2026-01-01..2026-03-31 (days whole), or 90d that end now',
      },
      {
        flags: '--sample <n>',
        summary: 'dossiers of n deployments drawn at random, or of all (default: the 500 newest)',
      },
      { flags: '--seed <text>', summary: 'what the draw starts from; the same seed draws the same' },
      { flags: '--redact', summary: 'pseudonyms in place of assets, people, places and details of what is open' },
      {
        flags: '--cmdb <file>',
        summary: 'a list of assets kept elsewhere (CSV, Ansible), to set against the inventory',
      },
      {
        flags: '--check',
        summary: 'build the report there again from what its manifest names; exit 4 when a byte differs',
      },
      { flags: '--sign <key>', summary: 'sign manifest.json with this SSH key, by ssh-keygen, as manifest.json.sig' },
      {
        flags: '--allowed-signers <file>',
        summary: 'with --check: who may sign, as ssh-keygen reads it (default: allowed_signers in the estate)',
      },
    ],
    examples: [
      { line: 'patchledger report --out audit', does: 'the documents, in ./audit' },
      { line: 'patchledger report --as-of HEAD --out audit', does: 'the same of a commit, as at its time' },
      {
        line: 'patchledger report --period 2026-01-01..2026-06-30 --out audit',
        does: 'what happened in half a year; what it leaves out is counted',
      },
      { line: 'patchledger report --sample 25 --seed 2026-q2 --out audit', does: 'dossiers of a sample to test' },
      { line: 'patchledger report --cmdb cmdb.csv --out audit', does: 'the inventory against a list from outside' },
      { line: 'patchledger report --redact --out public', does: 'the same figures without names' },
      { line: 'patchledger report --check --out audit', does: 'is every byte there what the estate says?' },
    ],
    load: () => import('./report.ts'),
  },
  {
    name: 'completion',
    args: [{ name: '<shell>', summary: 'bash, zsh or fish', choices: ['bash', 'zsh', 'fish'] }],
    summary: 'a script with which a shell completes commands and options',
    description:
      'Prints a script for bash, zsh or fish. It holds the words of this version, so that a key press starts no program;\n' +
      'print it again after an upgrade.',
    options: [],
    examples: [
      { line: 'source <(patchledger completion bash)', does: 'in this bash; in ~/.bashrc for every one' },
      { line: 'patchledger completion zsh > ~/.zfunc/_patchledger', does: 'for zsh, with ~/.zfunc on its fpath' },
      {
        line: 'patchledger completion fish > ~/.config/fish/completions/patchledger.fish',
        does: 'for fish',
      },
    ],
    // Given its list from here: a command that imported this file would close a circle.
    load: async () => ({ run: (await import('./completion.ts')).completionOf(commandDefinitions) }),
  },
  ...toolDefinitions,
];
