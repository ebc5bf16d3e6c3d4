import type { CommandDefinition } from './command.ts';

/** Commands that hand work to engines, take its results in as evidence, and compare. */
export const evidenceDefinitions: readonly CommandDefinition[] = [
  {
    name: 'export',
    args: [
      { name: '<engine>', summary: 'script, ansible, ssm or json', choices: ['script', 'ansible', 'ssm', 'json'] },
    ],
    summary: 'approved visits as files for an engine',
    description:
      'Writes what an engine runs: approved visits that are still to come and whose gates are met. Others are named with\n' +
      'what they lack. What only shows on the spot, such as the health of a cluster, goes along as a check that must pass.\n' +
      'With --emergency, the immediate work of a Change that is not merged yet: who let it run and why is recorded first,\n' +
      'and somebody else must approve the same plan within the time of the policy (approvals.<priority>.reviewWithin).',
    options: [
      { flags: '--change <name>', summary: 'only this Change' },
      { flags: '--out <folder>', summary: 'where the files go (default: patchledger-export/<engine>; json: printed)' },
      { flags: '--emergency', summary: 'hand out immediate work before its merge' },
      { flags: '--by <person>', summary: 'of an emergency: who lets it run, by the id that a Team lists' },
      { flags: '--reason <text>', summary: 'of an emergency: why it cannot wait' },
      {
        flags: '--head <revision>',
        summary: 'of an emergency: the commit that holds the Change (default: its branch here)',
      },
      { flags: '--dry-run', summary: 'say what would be handed over; writes nothing' },
      { flags: '--yes', summary: 'accepted as by other writers; an export never asks' },
    ],
    examples: [
      { line: 'patchledger export ansible --out tonight', does: 'a playbook of what may run' },
      {
        line: 'patchledger export json --change platform-routine-1a2b3c4d-1',
        does: 'one Change, for an engine of your own',
      },
      {
        line: "patchledger export script --emergency --change platform-emergency-1a2b3c4d-1 --by p-imke --reason 'exploited, seen in our logs'",
        does: 'immediate work before its merge, recorded',
      },
    ],
    load: () => import('./export.ts'),
  },
  {
    name: 'check',
    args: [],
    summary: 'the gate: may this be merged, and does the estate hold?',
    description:
      'Of a change (the work tree against the commit where it left the base branch) only what is new or worse than its\n' +
      'base fails, with the evidence and the approvals of the Changes that it brings; so the pull request that mends an\n' +
      'overdue host is green. Roles, owners and approval rules are read from the base. --estate judges all that stands.\n' +
      'In a workflow of GitHub it also writes the summary of the step and the outputs verdict, failed and lane.\n' +
      'Exit 0: may be merged. Exit 2: files are wrong. Exit 3: a check failed. With --strict, exit 6: one was not judged.',
    formats: ['text', 'github', 'sarif', 'junit', 'json', 'markdown'],
    options: [
      { flags: '--base <revision>', summary: 'what to compare with (default: the event, else the base branch)' },
      { flags: '--estate', summary: 'judge the whole estate, not a change' },
      { flags: '--pull-request <number>', summary: 'whose reviews are judged (default: that of the event)' },
      { flags: '--post', summary: 'put the verdicts on the head commit as checks of the forge' },
    ],
    examples: [
      { line: 'patchledger check', does: 'would this branch pass?' },
      { line: 'patchledger check --estate', does: 'does everything that stands hold today?' },
      {
        line: 'patchledger check --base HEAD~1 --format github',
        does: 'annotations on what the last commit made worse',
      },
    ],
    load: () => import('./check.ts'),
  },
  {
    name: 'post-check',
    args: [{ name: '<report>', summary: 'file with what check --json printed' }],
    summary: "put a report's verdicts onto a commit",
    description:
      'For the second half of a check of strangers: a run without rights judges a pull request, this posts what it found.\n' +
      'The report is not believed: it is held to its schema and to a size, every check must be in it, titles and verdicts\n' +
      'are made anew from its problems, and the commit is the one named here. Run it on the base branch.',
    options: [
      { flags: '--commit <id>', summary: 'full id of the commit that was judged' },
      { flags: '--workflow-changed', summary: 'the pull request changes workflows: nothing passes' },
    ],
    examples: [
      {
        line: 'patchledger post-check report.json --commit 4f1c0c9e6f0f3c1f4e3a5f6b7c8d9e0f1a2b3c4d',
        does: 'the verdicts as checks of that commit',
      },
    ],
    load: () => import('./post-check.ts'),
  },
  {
    name: 'record',
    args: [
      {
        name: '<kind>',
        summary:
          'test, deployment, verification, rollback, evaluation, activity, incident, approval, settings, or seal for what is recorded',
        choices: [
          ...['test', 'deployment', 'verification', 'rollback', 'evaluation', 'activity', 'incident'],
          ...['approval', 'settings', 'seal'],
        ],
      },
    ],
    summary: 'take results in as evidence',
    description:
      'Writes one record a job below records/<kind>/<yyyy>/<mm>/. Deployments are read from Ansible (JSON callback), AWS SSM\n' +
      'and CSV, tests from JUnit XML, verifications from CSV, and every kind from JSON or YAML with the fields of its\n' +
      'schema. The name comes from the content, so the same report twice is one record; a correction is a new record.\n' +
      'record approval reads who approved a merge from the forge, or from --from; without a forge, --by asserts it.\n' +
      'record settings writes what guards the base branch on the forge, where that differs from what was recorded last;\n' +
      'record seal writes the digests of merged records that no seal holds yet, chained to the seal before.\n' +
      'Exit 0: recorded. Exit 2: nothing was, because something is wrong. Exit 3: recorded, and it approves nothing.',
    formats: ['text', 'json'],
    options: [
      { flags: '--from <file...>', summary: 'reports, one record a job; - is standard input' },
      { flags: '--by <person>', summary: 'who did it, where the report does not say; for an approval, who asserts it' },
      { flags: '--engine <name>', summary: 'engine of a deployment that comes as CSV' },
      { flags: '--job <id>', summary: "id of the job in the engine, in place of the report's" },
      { flags: '--method <word>', summary: 'how a verification was done, such as package-manager or running-version' },
      { flags: '--change <name>', summary: 'Change that it belongs to; of a test, the versions that were tested' },
      { flags: '--patch <ecosystem/name@version>', summary: 'version that was tested; may be repeated', repeats: true },
      { flags: '--environment <word>', summary: 'environment that a test ran in' },
      {
        flags: '--test-kind <word>',
        summary: 'unit, regression, smoke, security or integration; may be repeated',
        repeats: true,
      },
      { flags: '--asset <name>', summary: 'asset that a test ran on; may be repeated', repeats: true },
      {
        flags: '--artifact <file[=url]>',
        summary: 'file that backs it: its SHA-256 is kept; may be repeated',
        repeats: true,
      },
      { flags: '--claimed-at <instant>', summary: 'when it was, where the report does not say' },
      { flags: '--supersedes <record>', summary: 'record that this one corrects; may be repeated', repeats: true },
      { flags: '--notes <text>', summary: 'anything else worth keeping' },
      { flags: '--pull-request <number>', summary: 'of an approval: the pull request (default: the one of the merge)' },
      { flags: '--merge <commit>', summary: 'of an approval: the merge (default: the last commit of the base branch)' },
      { flags: '--head <revision>', summary: 'of an asserted approval: what was merged, where the merge was a squash' },
      { flags: '--dry-run', summary: 'say what would be recorded; writes nothing' },
      { flags: '--yes', summary: 'accepted as by other writers; recording never asks' },
    ],
    examples: [
      { line: 'patchledger record deployment --from ansible.json --by p-sven', does: 'a run of ansible-playbook' },
      {
        line: 'patchledger record test --from junit.xml --change platform-routine-1a2b3c4d-1 --environment staging --test-kind smoke --by ci',
        does: 'a test run of what a Change brings',
      },
      {
        line: 'patchledger record verification --from checks.csv --method agent --by osquery',
        does: 'what was found after',
      },
      { line: 'patchledger record approval', does: 'who approved the last merge, from the forge' },
      { line: 'patchledger record settings', does: 'rules of the base branch, and who may pass them by' },
      { line: 'patchledger record seal', does: 'the merged records that no seal holds yet' },
      { line: 'patchledger record activity --from drill.yaml --by p-imke', does: 'a drill, from a file of your own' },
    ],
    load: () => import('./record.ts'),
  },
  {
    name: 'verify',
    args: [],
    summary: 'what is recorded as done against what machines report',
    description:
      'Holds every recorded deployment against what was seen last: confirmed, waiting for a reboot, contradicted, or\n' +
      'unseen. Names approved visits whose time is over without a record, and records of work that nobody approved.\n' +
      'With --audit it reads the history of the branch instead: were records or merged Changes ever edited or removed, does\n' +
      'the branch still stand on commits and seals that are kept outside (--anchor), is every record what it was when it\n' +
      'was sealed, was every Change approved by somebody who did not write it, and is what was merged what was approved.\n' +
      'It names commit and file, and prints the digest of the last seal, to be kept outside. With --online it asks the\n' +
      'forge again about every approval that was read from it; what it cannot ask is not known, and never fine.\n' +
      'Exit 0: nothing speaks against the records. Exit 3: something does, or an emergency was not reviewed in time.\n' +
      'Exit 6, with --strict: something was missed, or nobody has looked.',
    formats: ['text', 'json'],
    options: [
      { flags: '--audit', summary: 'prove from the history that records only grew and what was merged was approved' },
      {
        flags: '--anchor <commit|seal>',
        summary: 'with --audit: a commit, or the sha256: of a seal, kept outside; may be repeated',
        repeats: true,
      },
      { flags: '--online', summary: 'with --audit: ask the forge whether it still says what approvals on record say' },
    ],
    examples: [
      { line: 'patchledger verify --audit --anchor 1a2b3c4d', does: 'was anything rewritten since that commit?' },
      { line: 'patchledger verify', does: 'what holds, worst first' },
      { line: 'patchledger verify --strict', does: 'the same as a gate: also what nobody has looked at fails' },
      { line: 'patchledger verify --json > verification.json', does: 'every row, for other programs' },
    ],
    load: () => import('./verify.ts'),
  },
  {
    name: 'metrics',
    args: [],
    summary: 'how well patching went over a period',
    description:
      'Coverage, deadlines kept, time to patch, backlog, failed and rolled back work, what came back, exceptions: from the\n' +
      'ledger and the records, every figure with its formula and its population. Nothing is said where there is nothing.',
    formats: ['text', 'json', 'csv'],
    options: [
      {
        flags: '--period <period>',
        summary: 'a length that ends now, or two days: 90d, 2026-01-01..2026-03-31 (default: 91d)',
      },
    ],
    examples: [
      { line: 'patchledger metrics', does: 'the last quarter' },
      { line: 'patchledger metrics --period 2026-01-01..2026-12-31 --json', does: 'a year, for other programs' },
    ],
    load: () => import('./metrics.ts'),
  },
  {
    name: 'cost',
    args: [],
    summary: 'what patching cost over a period, and what automation saves',
    description:
      'Minutes of people at their fully burdened rate (base plus what the employer pays on top), downtime and tools: by\n' +
      'patch, asset and month, and against the same work by hand. Prices are those of the Workspace (spec.cost); times are\n' +
      'stated there or measured from records. Every figure comes with its formula, its population and every input with its\n' +
      'place. What is not known is named and in no figure: an amount beside it is the least it can be.\n' +
      'Exit 2: the Workspace states no prices. Exit 6, with --strict: something is not known.',
    formats: ['text', 'json', 'csv', 'markdown'],
    options: [
      {
        flags: '--period <period>',
        summary: 'a length that ends now, or two days: 90d, 2026-01-01..2026-03-31 (default: 91d)',
      },
    ],
    examples: [
      { line: 'patchledger cost', does: 'the last quarter' },
      {
        line: 'patchledger cost --period 2026-01-01..2026-12-31 --format csv > cost.csv',
        does: 'a year, for a spreadsheet',
      },
    ],
    load: () => import('./cost.ts'),
  },
];
