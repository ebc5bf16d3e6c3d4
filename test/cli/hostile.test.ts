import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtCli, type CliRun, type CliSetting, cli } from '../support/cli.ts';
import { contentsOf, temporaryFolder, writeFiles } from '../support/folders.ts';
import { scenariosFolder } from '../support/scenarios.ts';

const asOf = '2024-07-02T08:00:00Z';
const isRoot = process.getuid?.() === 0;
/** Nobody: whom permissions bind, when the tests run as root. */
const nobody = 65_534;

/** A copy of a sound estate, for one hostile thing to be put into. */
function soundEstate(): string {
  const folder = temporaryFolder();
  cpSync(join(scenariosFolder, 'first-patch/repo'), folder, { recursive: true });
  return folder;
}

/** What holds for every run, whatever it meets. */
function expectCivil(run: CliRun, seconds = 10): void {
  const printed = run.out + run.err;
  expect(printed).not.toMatch(/\n\s+at /);
  expect(printed).not.toMatch(/internal error|TypeError|RangeError|ENOENT:|EACCES:/);
  // Nothing that a stranger wrote reaches the terminal as a control sequence.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  expect(printed).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
  expect(run.seconds).toBeLessThan(seconds);
}

/** Runs commands on an estate, one beside the other, and holds that they write nothing into it. */
async function readOnly(
  folder: string,
  lines: readonly (readonly string[])[],
  setting?: CliSetting,
): Promise<CliRun[]> {
  const before = contentsOf(folder);
  const runs = await Promise.all(lines.map((line) => cli([...line, '-C', folder, '--as-of', asOf], setting)));
  expect(contentsOf(folder)).toEqual(before);
  for (const run of runs) expectCivil(run);
  return runs;
}

interface Hostile {
  /** What is put into the estate. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly arrange?: (folder: string) => void;
  /** Exit code of `validate` and `plan`; 0 where it is worth a warning only. Default: 2. */
  readonly code?: 0;
  /** What `validate` says of it: where, what, and what to do. */
  readonly says: readonly (string | RegExp)[];
}

const team = (extra: string): string => `apiVersion: patchledger/v1\nkind: Team\nmetadata: { name: edge }\n${extra}`;

const hostile: Readonly<Record<string, Hostile>> = {
  'an empty file': {
    files: { 'policies/empty.yaml': '' },
    code: 0,
    says: ['policies/empty.yaml', 'load/empty-file', /hint: /],
  },
  'a binary file': {
    files: { 'policies/binary.yaml': Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0xff, 0xfe, 0x1b, 0x5b]) },
    says: ['policies/binary.yaml', /load\/(binary|not-text|encoding|not-utf8)/, /hint: /],
  },
  'a file of 50 MB': {
    files: { 'inventory/huge.yaml': new Uint8Array(50_000_000).fill(0x61) },
    says: ['inventory/huge.yaml', 'load/too-large', '48 MiB', /hint: /],
  },
  'a catalogue file of 50 MB that is cut off': {
    files: { 'catalog/osv/huge.json': `[${'{"id":"X-1","modified":"2024-01-01T00:00:00Z"},\n'.repeat(1_000_000)}` },
    says: ['catalog/osv/huge.json', 'catalog/syntax', /hint: /],
  },
  'an alias bomb': {
    files: {
      'directory/bomb.yaml': team(
        `spec:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${Array.from(
          { length: 12 },
          (_, level) => `  a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join(', ')}]\n`,
        ).join('')}`,
      ),
    },
    says: ['directory/bomb.yaml', /load\/too-many-aliases|load\/alias/, /hint: /],
  },
  'nesting 10,000 deep': {
    files: { 'directory/deep.yaml': team(`spec: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`) },
    says: ['directory/deep.yaml', 'load/too-deep', /hint: /],
  },
  'nesting 10,000 deep in a catalogue': {
    files: { 'catalog/osv/deep.json': `${'{"id":'.repeat(10_000)}1${'}'.repeat(10_000)}` },
    says: ['catalog/osv/deep.json', /hint: /],
  },
  'nesting 10,000 deep in an observation': {
    files: { 'observed/deep.ndjson': `{"asset":"web-1","components":${'['.repeat(10_000)}${']'.repeat(10_000)}}\n` },
    says: ['observed/deep.ndjson', /hint: /],
  },
  'duplicate keys': {
    files: { 'directory/twice.yaml': team('spec: {}\nspec: {}\n') },
    says: ['directory/twice.yaml:5:1', 'load/duplicate-key', /hint: /],
  },
  tabs: {
    files: { 'directory/tabs.yaml': team('spec:\n\tlead: p-0001\n') },
    says: ['directory/tabs.yaml:5:1', 'load/tab-indent', /hint: Use two spaces/],
  },
  'a kind that does not exist': {
    files: { 'directory/kind.yaml': team('spec: {}\n').replace('Team', 'Taem') },
    says: ['directory/kind.yaml:2:7', 'schema/unknown-kind', 'Did you mean `Team`?'],
  },
  'a reference that leads nowhere': {
    files: { 'directory/reference.yaml': team('spec: { lead: p-4711 }\n') },
    says: ['directory/reference.yaml:4:15', 'link/unknown-reference', 'p-4711', /hint: /],
  },
  'a link that leads out of the estate': {
    arrange: (folder) => symlinkSync('/etc/passwd', join(folder, 'policies/passwd.yaml')),
    says: ['policies/passwd.yaml', 'load/symlink', /hint: /],
  },
  'a folder that is a link': {
    arrange: (folder) => symlinkSync('/etc', join(folder, 'exceptions')),
    says: ['exceptions', 'load/symlink', /hint: /],
  },
  'a pipe that nobody writes into': {
    arrange: (folder) => void execFileSync('mkfifo', [join(folder, 'policies/pipe.yaml')]),
    says: ['policies/pipe.yaml', 'load/special-file', /hint: /],
  },
  'a name that would move the cursor': {
    files: { 'directory/\u001b[2Jclear.yaml': team('spec: {}\n') },
    says: ['load/unsafe-path', /hint: /],
  },
  'values that would move the cursor': {
    files: { 'directory/escape.yaml': team('spec: { "\\e[2J\\e]0;owned\\a": true }\n') },
    says: ['directory/escape.yaml', 'schema/unknown-key', /hint: /],
  },
};

describe('an estate with', () => {
  it.each(Object.entries(hostile))(
    '%s is told in full and left as it is',
    async (_, { files = {}, arrange, code = 2, says }) => {
      const folder = writeFiles(soundEstate(), files);
      arrange?.(folder);

      const [validated, planned] = await readOnly(folder, [['validate'], ['plan']]);

      expect(validated?.code).toBe(code);
      for (const words of says) expect(validated?.out).toEqual(expect.stringMatching(asPattern(words)));
      // The rest is still planned, and called incomplete.
      expect(planned?.code).toBe(code);
      if (code === 2) expect(planned?.out).toContain('INCOMPLETE');
      expect(planned?.out).toContain('openssh-server');
    },
  );

  it.each([
    ['file', 'policies/base.yaml'],
    ['folder', 'policies'],
  ])('a %s that must not be read is told in full and left as it is', async (_, path) => {
    const folder = soundEstate();
    chmodSync(folder, 0o755);
    const target = join(folder, path);
    chmodSync(target, 0o000);

    const before = isRoot ? [] : contentsOf(join(folder, 'catalog'));
    const setting = { ...(isRoot && { uid: nobody }) };
    const run = await cli(['validate', '-C', folder, '--as-of', asOf], setting);
    chmodSync(target, 0o755);

    expectCivil(run);
    expect(run.code).toBe(2);
    expect(run.out).toContain(`cannot read \`${path}\`: permission denied`);
    expect(run.out).toMatch(/hint: /);
    expect(isRoot ? [] : contentsOf(join(folder, 'catalog'))).toEqual(before);
  });
});

const asPattern = (words: string | RegExp): RegExp =>
  words instanceof RegExp ? words : new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

describe('a command line that', () => {
  it.each<readonly [string, readonly string[], readonly RegExp[]]>([
    ['names no command', ['plann'], [/unknown command 'plann'/, /Did you mean plan\?/]],
    ['asks for two formats', ['plan', '--json', '--format', 'csv'], [/'--json' cannot be used with option '--format/]],
    ['names no option', ['plan', '--formt', 'json'], [/unknown option '--formt'/, /Did you mean --format\?/]],
    [
      'asks for a format that is none',
      ['plan', '--format', 'xml'],
      [/'xml' is invalid/, /text, json, ndjson, markdown, csv/],
    ],
    ['asks for a colour that is none', ['plan', '--color', 'pink'], [/'pink' is invalid/, /auto, always, never/]],
    ['leaves an argument out', ['explain'], [/missing required argument 'asset'/]],
    ['gives too many arguments', ['validate', 'everything'], [/too many arguments/]],
    ['gives no moment', ['plan', '--as-of', 'rubbish'], [/--as-of rubbish/, /hint: write 2026-12-01T08:00:00Z/]],
    ['gives a day that is none', ['plan', '--as-of', '2024-02-30'], [/--as-of 2024-02-30/, /hint: /]],
    ['gives an option as moment', ['plan', '--as-of=--output=/tmp/owned'], [/--as-of --output/, /hint: /]],
    ['asks for an asset that is none', ['explain', 'web-2'], [/no asset web-2/, /did you mean web-1\?/]],
    [
      'asks for a component that is none',
      ['explain', 'web-1', 'opensh-server'],
      [/no component opensh-server/, /did you mean openssh-server\?/],
    ],
    ['writes an advisory small', ['explain', 'web-1', 'cve-2024-6387'], [/did you mean CVE-2024-6387\?/]],
    ['asks for a kind that is none', ['schema', 'Polcy'], [/no kind Polcy/, /hint: /]],
    [
      'asks for an order that is none',
      ['compare-versions', 'COBOL', '1', '2'],
      [/no version order is known for COBOL/, /hint: /],
    ],
    ['gives one version to compare', ['compare-versions', 'npm', '1.0.0'], [/give two versions/]],
  ])('%s is told so', async (_, args, says) => {
    const folder = soundEstate();
    const before = contentsOf(folder);

    const run = await cli([...args], { cwd: folder });

    expectCivil(run);
    expect(run.code).toBe(2);
    expect(run.out).toBe('');
    for (const words of says) expect(run.err).toMatch(words);
    expect(contentsOf(folder)).toEqual(before);
  });

  it.each<readonly [string, string, RegExp]>([
    ['does not exist', 'nowhere', /there is no folder .*nowhere/],
    ['is a file', 'patchledger.yaml', /patchledger\.yaml is not a folder/],
    ['holds no estate', 'catalog/osv', /there is no estate in .*catalog\/osv/],
  ])('works where it %s is told so', async (_, path, says) => {
    const folder = soundEstate();
    const before = contentsOf(folder);

    const runs = await Promise.all(
      [['validate'], ['plan'], ['explain', 'web-1'], ['propose', '--dry-run']].map((line) =>
        cli([...line, '-C', join(folder, path)]),
      ),
    );

    for (const run of runs) {
      expectCivil(run);
      expect(run.code).toBe(2);
      expect(run.out).toBe('');
      expect(run.err).toMatch(says);
      expect(run.err).toMatch(/hint: /);
    }
    expect(contentsOf(folder)).toEqual(before);
  });

  it('proposes outside a Git repository is told so', async () => {
    const [run] = await readOnly(soundEstate(), [['propose', '--yes']]);

    expect(run?.code).toBe(2);
    expect(run?.err).toMatch(/Git repository/);
    expect(run?.err).toMatch(/hint: git init/);
  });

  it('proposes in a repository without a commit is told so', async () => {
    const folder = soundEstate();
    execFileSync('git', ['-C', folder, 'init', '--quiet']);

    const [run] = await readOnly(folder, [['propose', '--yes']]);

    expect(run?.code).toBe(2);
    expect(run?.err).toMatch(/hint: /);
  });
});

describe('a reader that closes the pipe', () => {
  it.each(['plan --quiet --json', 'explain --quiet web-1', 'schema PatchPolicy', '--help'])(
    'ends `%s` quietly',
    async (line) => {
      const estate = join(scenariosFolder, 'first-patch/repo');
      const command = `"${process.execPath}" "${builtCli}" ${line} -C "${estate}" --as-of ${asOf} | head -c 20 >/dev/null; echo "\${PIPESTATUS[0]}"`;

      const run = await cli(['-c', line === '--help' ? command.replace(/ -C .* \|/, ' |') : command], {
        program: ['bash'],
      });

      expectCivil(run);
      expect(run.out.trim()).toBe('0');
      expect(run.err).toBe('');
    },
  );
});
