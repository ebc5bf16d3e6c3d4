import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { git } from '../../src/adapters/git.ts';
import { CommandError } from '../../src/commands/exit.ts';
import { run } from '../../src/commands/init.ts';
import { newEstate } from '../../src/commands/new-estate.ts';
import { openEstate } from '../../src/commands/open-estate.ts';
import { contextIn } from '../support/terminal.ts';

let home = '';
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'patchledger-test-')));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

const csv = 'hostname,env,team,Rack\nweb-1,prod,platform,A 12\ndb-1,moon,dba,\n';

/** Runs `init` in the test's folder; answers what it printed. */
async function init(directory: string | undefined, options: Record<string, string | boolean> = {}, root = home) {
  const context = contextIn(root);
  const code = await run(context, [directory], options);
  return { code, printed: context.terminal.printed(), noted: context.terminal.noted() };
}

/** Runs `init` where it must refuse, and answers the error. */
async function refusal(directory: string | undefined, options: Record<string, string | boolean> = {}) {
  const before = treeOf(home);
  const error = await init(directory, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(treeOf(home)).toEqual(before);
  if (!(error instanceof CommandError)) throw error ?? new Error('it did not refuse');
  return error;
}

/** Every path below a folder with the text of files, repositories' own files aside. */
function treeOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('/.git/'))
    .sort();
}

function place(path: string, text: string): string {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function repository(files: Readonly<Record<string, string>>, branch = 'main'): string {
  const folder = join(home, 'repo');
  for (const [path, text] of Object.entries(files)) place(`repo/${path}`, text);
  git(folder, ['init', '-q', '-b', branch]);
  git(folder, ['config', 'user.name', 'Ada']);
  git(folder, ['config', 'user.email', 'ada@example.org']);
  git(folder, ['add', '.']);
  git(folder, ['commit', '-q', '-m', 'start']);
  return folder;
}

const errorsIn = (root: string, asOf?: string) =>
  openEstate(contextIn(root, { asOf })).diagnostics.filter(({ severity }) => severity === 'error');

const onBranch = (folder: string, branch: string): readonly string[] =>
  git(folder, ['ls-tree', '-r', '--name-only', branch]).trim().split('\n');

describe('init in a folder of its own', () => {
  it('writes the starter as a valid estate and commits it', async () => {
    const { code, printed } = await init('payments');

    const folder = join(home, 'payments');
    expect(code).toBe(0);
    expect(errorsIn(folder)).toEqual([]);
    expect(git(folder, ['status', '--porcelain'])).toBe('');
    expect(git(folder, ['rev-list', '--count', 'main']).trim()).toBe('1');
    expect(existsSync(join(folder, 'demo.json'))).toBe(false);
    expect(printed).toContain(`plan -C ${folder} --as-of `);
    expect(readdirSync(home)).toEqual(['payments']);
  });

  it('writes schemas that the modeline of every file leads to, and that name each other without a network', async () => {
    await init('payments');

    const folder = join(home, 'payments');
    const files = treeOf(folder).filter((path) => /\.yaml$/.test(path) && !path.includes('/catalog/osv/'));
    const lead = files.map((path) => {
      const [, schema] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(path, 'utf8')) ?? [];
      return `${path}: ${schema !== undefined && existsSync(join(dirname(path), schema))}`;
    });
    expect(files.length).toBeGreaterThan(5);
    expect(lead.filter((line) => line.endsWith('false'))).toEqual([]);
    expect(readFileSync(join(folder, '.patchledger/schemas/inventory.schema.json'), 'utf8')).not.toContain('"$id"');
  });

  it('fills the current folder when it is empty, and says nothing of -C', async () => {
    const { printed } = await init(undefined, { minimal: true });

    expect(errorsIn(home)).toEqual([]);
    expect(printed).toContain('sh ');
    expect(existsSync(join(home, 'policies/presets/mission-24h.yaml'))).toBe(true);
  });

  it('goes where a link leads', async () => {
    mkdirSync(join(home, 'real'));
    symlinkSync(join(home, 'real'), join(home, 'link'));

    await init('link', { minimal: true });

    expect(existsSync(join(home, 'real/patchledger.yaml'))).toBe(true);
  });

  it('finishes what a killed run began', async () => {
    const [first, second] = newEstate('minimal').value.filter(({ path }) => !path.startsWith('.'));
    place(`patches/${first?.path}`, first?.text ?? '');
    place(`patches/${second?.path}.4711.tmp`, 'hal');

    const { code } = await init('patches', { minimal: true });

    expect(code).toBe(0);
    expect(treeOf(join(home, 'patches')).filter((path) => path.endsWith('.tmp'))).toEqual([]);
    expect(errorsIn(join(home, 'patches'))).toEqual([]);
  });

  it.each([
    ['holds other files', () => place('patches/notes.txt', 'mine')],
    ['is a file', () => place('patches', 'mine')],
    ['lies below a file', () => place('patches', 'mine'), 'patches/estate'],
    ['is a link that leads nowhere', () => symlinkSync(join(home, 'nowhere'), join(home, 'patches'))],
    ['holds a link', () => symlinkSync('/etc', place('patches/policies/x', '').replace(/x$/, 'presets'))],
  ])('refuses a target that %s, and writes nothing', async (_what, prepare, target = 'patches') => {
    prepare();

    const error = await refusal(target);

    expect(error.exitCode).toBe(2);
    expect(error.hint).toBeDefined();
  });

  it('says in words why a folder cannot be written', async () => {
    const error = await refusal('/proc/patchledger/estate');

    expect(error.exitCode).toBe(2);
    expect(error.message).toMatch(/^cannot write to \/proc\/patchledger\/estate: /);
  });
});

describe('init in an existing repository', () => {
  it('puts the estate onto a branch and leaves work tree, index and branch as they are', async () => {
    const folder = repository({ 'README.md': 'mine\n', '.gitignore': '*.log\n' });
    place('repo/untracked.txt', 'mine');
    const before = treeOf(folder);

    const { printed } = await init('repo', { minimal: true });

    expect(treeOf(folder)).toEqual(before);
    expect(git(folder, ['status', '--porcelain'])).toBe('?? untracked.txt\n');
    expect(git(folder, ['symbolic-ref', '--short', 'HEAD'])).toBe('main\n');
    expect(onBranch(folder, 'patchledger/onboard/estate')).toContain('patchledger.yaml');
    expect(git(folder, ['show', 'patchledger/onboard/estate:.gitignore'])).toBe('*.log\n');
    expect(git(folder, ['log', '-1', '--format=%an', 'patchledger/onboard/estate'])).toBe('Ada\n');
    expect(printed).toContain('merge patchledger/onboard/estate');
    expect(printed).toContain('Left as they are: .gitignore');
    expect(errorsIn(folder, 'patchledger/onboard/estate')).toEqual([]);
  });

  it('proposes to the branch that is checked out', async () => {
    const folder = repository({ 'main.tf': '' }, 'trunk');

    await init('repo', { minimal: true });

    const { estate } = openEstate(contextIn(folder, { asOf: 'patchledger/onboard/estate' }));
    expect(estate.workspace.forge.baseBranch).toBe('trunk');
  });

  it('writes below a folder of the repository that need not exist', async () => {
    const folder = repository({ 'inventory/hosts.yml': 'all:\n  hosts:\n    web-1:\n' });

    const { printed } = await init('repo/patches', { minimal: true });

    expect(onBranch(folder, 'patchledger/onboard/estate')).toContain('patches/patchledger.yaml');
    expect(existsSync(join(folder, 'patches'))).toBe(false);
    expect(printed).toContain(`git -C ${folder} merge`);
  });

  it('writes nothing twice, and takes the next name when the branch is something else', async () => {
    const folder = repository({ 'main.tf': '' });
    await init('repo', { minimal: true });
    const first = git(folder, ['rev-parse', 'patchledger/onboard/estate']);

    const again = await init('repo', { minimal: true });
    await init('repo');

    expect(again.printed).toContain('already');
    expect(git(folder, ['rev-parse', 'patchledger/onboard/estate'])).toBe(first);
    expect(onBranch(folder, 'patchledger/onboard/estate-2')).toContain('patchledger.yaml');
  });

  it('commits by its own name where git knows none, and says so', async () => {
    const folder = repository({ 'main.tf': '' });
    git(folder, ['config', 'user.email', '']);

    const { printed } = await init('repo', { minimal: true });

    expect(git(folder, ['log', '-1', '--format=%an', 'patchledger/onboard/estate'])).toBe('Patchledger\n');
    expect(printed).toContain('Git knows no name of yours');
  });

  it.each([
    ['an estate already', { 'patchledger.yaml': 'x' }, /an estate already/],
    ['files that would be read as part of it', { 'inventory/hosts.yml': 'all:\n' }, /part of the estate/],
  ])('refuses a repository with %s', async (_what, files, why) => {
    repository(files);

    const error = await refusal('repo');

    expect(error.exitCode).toBe(2);
    expect(error.message).toMatch(why);
    expect(git(join(home, 'repo'), ['branch', '--list', 'patchledger/*'])).toBe('');
  });

  it('refuses the inside of a repository', async () => {
    repository({ 'main.tf': '' });

    expect((await refusal('repo/.git/estate')).exitCode).toBe(2);
  });
});

describe('init from hosts of one’s own', () => {
  const ini = '[prod]\nweb-1 owner=platform ansible_password=secret\ndb-[1:2]\n';
  const yaml = 'all:\n  children:\n    staging:\n      hosts:\n        web-1:\n          team: platform\n';

  it.each([
    ['a CSV', csv, ['db-1', 'web-1']],
    ['an Ansible inventory in INI', ini, ['db-1', 'db-2', 'web-1']],
    ['an Ansible inventory in YAML', yaml, ['web-1']],
  ])('makes a valid estate of %s', async (_format, text, names) => {
    const from = place('source/hosts', text);

    const { code } = await init('patches', { from });

    const { estate } = openEstate(contextIn(join(home, 'patches')));
    expect(code).toBe(0);
    expect(errorsIn(join(home, 'patches'))).toEqual([]);
    expect(estate.assets.map(({ name }) => name)).toEqual(names);
    expect(estate.assets.find(({ name }) => name === 'web-1')?.owner).toBe('platform');
    expect(readFileSync(join(home, 'patches/inventory/hosts.yaml'), 'utf8')).not.toContain('secret');
  });

  it('tells of every value it could not take', async () => {
    const { noted } = await init('patches', { from: place('hosts.csv', csv) });

    expect(noted).toContain('observed/unknown-word');
    expect(noted).toContain('moon');
  });

  it.each([
    ['is empty', ''],
    ['is binary', '\u0000\u0001'],
    ['names no host', 'hostname,env\n'],
    ['is something else', 'Dear team,\nplease find the list attached.\n'],
    ['breaks off', 'hostname,env\nweb-1,"prod\n'],
  ])('refuses a file that %s, and writes nothing', async (_what, text) => {
    const error = await refusal('patches', { from: place('hosts', text) });

    expect(error.exitCode).toBe(2);
    expect(existsSync(join(home, 'patches'))).toBe(false);
  });

  it.each(['missing.csv', '.'])('refuses %s as a file', async (path) => {
    expect((await refusal('patches', { from: join(home, path) })).exitCode).toBe(2);
  });
});

describe('the script that collects packages', () => {
  it('makes a valid estate with the packages of a host', async () => {
    await init('patches', { from: place('hosts.csv', csv) });
    place('host/os-release', 'ID=debian\nVERSION_ID="12"\n');
    const list = 'openssl\\t3.0.15-1\\topenssl (3.0.15-1)\\nzlib1g\\t1:1.2.13\\tzlib (1:1.2.13)\\n';
    place('bin/dpkg-query', `#!/bin/sh\nprintf '${list}'\n`);
    place('bin/ssh', '#!/bin/sh\n[ "$1" = web-1 ] || exit 255\nshift\nexec "$@"\n');
    for (const name of ['dpkg-query', 'ssh']) chmodSync(join(home, 'bin', name), 0o755);
    const env = { PATH: `${join(home, 'bin')}:${process.env['PATH']}`, OS_RELEASE: join(home, 'host/os-release') };

    const script = join(home, 'patches/collect-packages.sh');
    const collect = (...hosts: readonly string[]) => execFileSync('sh', [script, ...hosts], { env, stdio: 'pipe' });
    collect('web-1');

    const { estate } = openEstate(contextIn(join(home, 'patches')));
    const web = estate.assets.find(({ name }) => name === 'web-1');
    const components = web?.componentSets.flatMap((digest) => estate.componentSets.get(digest)?.components ?? []) ?? [];
    expect(errorsIn(join(home, 'patches'))).toEqual([]);
    expect(components.map(({ ecosystem, name, version }) => `${ecosystem} ${name} ${version}`)).toEqual([
      'Debian:12 openssl 3.0.15-1',
      'Debian:12 zlib1g 1:1.2.13',
    ]);
    expect(() => collect('db-1')).toThrow();
    expect(() => collect('../web-1')).toThrow();
    expect(existsSync(join(home, 'patches/observed/db-1/observation.ndjson'))).toBe(false);
  });
});

describe('init --from a file that says what is installed', () => {
  const bom = JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { timestamp: '2026-11-20T08:00:00Z', component: { type: 'container', name: 'ghcr.io/acme/web:1.2' } },
    components: [{ type: 'library', name: 'left-pad', version: '1.3.0', purl: 'pkg:npm/left-pad@1.3.0' }],
  });

  it('starts with that asset and its components from a bill of materials', async () => {
    const { code, printed } = await init('patches', { from: place('web.cdx.json', bom) });

    const { estate, diagnostics } = openEstate(contextIn(join(home, 'patches'), { asOf: '2026-11-21' }));
    expect(code).toBe(0);
    expect(printed).not.toMatch(/^ +sh /m);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(estate.assets.map(({ name, facts }) => [name, facts.type])).toEqual([
      ['ghcr.io-acme-web-1.2', 'container-image'],
    ]);
    expect([...estate.componentSets.values()].flatMap(({ components }) => components)).toEqual([
      { ecosystem: 'npm', name: 'left-pad', version: '1.3.0' },
    ]);
  });

  it('needs the release of a package list, and then names the asset after the file', async () => {
    const list = place('web-1.txt', 'openssl\t3.0.11-1\topenssl\n');

    expect(String((await refusal('patches', { from: list })).message)).toContain('cannot be read as an inventory');
    await init('patches', { from: list, ecosystem: 'Debian:12' });

    const { estate } = openEstate(contextIn(join(home, 'patches'), { asOf: '2026-11-21' }));
    expect(estate.assets.map(({ name, lastSeen }) => [name, lastSeen !== undefined])).toEqual([['web-1', true]]);
  });
});
