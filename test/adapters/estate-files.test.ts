import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EstateReading, readEstateFiles, readWorkspaceFile } from '../../src/adapters/estate-files.ts';
import { defaultFolders } from '../../src/model/estate-files.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'estate-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string | Buffer = 'a: 1\n'): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const paths = (): readonly string[] => readEstateFiles(root).files.map(({ path }) => path);
const problems = (): readonly string[] => readEstateFiles(root).diagnostics.map(({ code, file }) => `${file} ${code}`);

describe('the files of an estate', () => {
  it('come sorted by path with their lane and size', () => {
    write('patchledger.yaml');
    write('records/ledger/2026/11/l.ndjson', '{}\n');
    write('inventory/b.yaml');
    write('inventory/B/c.yml', 'ä: 1\n');

    expect(readEstateFiles(root).files).toEqual([
      { path: 'inventory/B/c.yml', text: 'ä: 1\n', lane: 'decision', bytes: 6 },
      { path: 'inventory/b.yaml', text: 'a: 1\n', lane: 'decision', bytes: 5 },
      { path: 'patchledger.yaml', text: 'a: 1\n', lane: 'decision', bytes: 5 },
      { path: 'records/ledger/2026/11/l.ndjson', text: '{}\n', lane: 'data', bytes: 3 },
    ]);
  });

  it('are resources in the decision lane, and anything below catalog and observed', () => {
    for (const name of ['x.yaml', 'x.json', 'x.csv', 'x.txt', 'x.md', 'README', '.x.yaml', '.d/x.yaml']) {
      for (const folder of ['policies', 'observed', 'records', 'docs']) write(`${folder}/${name}`);
    }

    expect(paths()).toEqual([
      'observed/x.csv',
      'observed/x.json',
      'observed/x.txt',
      'observed/x.yaml',
      'policies/x.json',
      'policies/x.yaml',
      'records/x.json',
      'records/x.yaml',
    ]);
  });

  it('stand where the Workspace says', () => {
    write('patchledger.yaml');
    write('hosts/de/a.yaml');
    write('hosts/de/seen/b.csv');
    write('inventory/c.yaml');

    const folders = { ...defaultFolders, inventory: './hosts/de/', observed: 'hosts/de/seen' };

    expect(readEstateFiles(root, folders).files.map(({ path, lane }) => `${lane} ${path}`)).toEqual([
      'decision hosts/de/a.yaml',
      'data hosts/de/seen/b.csv',
      'decision patchledger.yaml',
    ]);
    expect(readWorkspaceFile(root).files.map(({ path }) => path)).toEqual(['patchledger.yaml']);
  });

  it('are none in a folder that is empty or missing', () => {
    expect(readEstateFiles(root)).toEqual({ files: [], diagnostics: [] });
    expect(readEstateFiles(join(root, 'nowhere'))).toEqual({ files: [], diagnostics: [] });
  });
});

describe('what is not a plain file is refused', () => {
  it('such as links to files and folders, inside and outside', () => {
    write('inventory/a.yaml');
    symlinkSync('/etc/passwd', join(root, 'inventory/passwd.yaml'));
    symlinkSync('a.yaml', join(root, 'inventory/same.yaml'));
    symlinkSync('nowhere', join(root, 'inventory/broken'));
    symlinkSync('/etc', join(root, 'policies'));
    symlinkSync('/etc/hostname', join(root, 'patchledger.yaml'));

    expect(paths()).toEqual(['inventory/a.yaml']);
    expect(problems().toSorted()).toEqual([
      'inventory/broken load/symlink',
      'inventory/passwd.yaml load/symlink',
      'inventory/same.yaml load/symlink',
      'patchledger.yaml load/symlink',
      'policies load/symlink',
    ]);
  });

  it('such as a link on the way to a renamed folder', () => {
    symlinkSync('/usr', join(root, 'x'));

    const { files, diagnostics } = readEstateFiles(root, { ...defaultFolders, policies: 'x/share' });

    expect(files).toEqual([]);
    expect(diagnostics.map(({ code, file }) => `${file} ${code}`)).toEqual(['x load/symlink']);
  });

  it('such as a pipe, which is not even opened', () => {
    mkdirSync(join(root, 'inventory'));
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(root, 'inventory/pipe.yaml')]);

    expect(problems()).toEqual(['inventory/pipe.yaml load/special-file']);
  });

  it('such as a file where a folder belongs, and a folder where the Workspace belongs', () => {
    write('inventory');
    mkdirSync(join(root, 'patchledger.yaml'));

    expect(problems()).toEqual(['patchledger.yaml load/special-file', 'inventory load/unreadable']);
  });
});

describe('what cannot be read is told', () => {
  it('for files and folders without permission', () => {
    write('inventory/a.yaml');
    write('inventory/b.yaml');
    write('policies/c.yaml');
    chmodSync(join(root, 'inventory/a.yaml'), 0);
    chmodSync(join(root, 'policies'), 0);

    const read = readAsOrdinaryUser();

    chmodSync(join(root, 'policies'), 0o755);
    expect(read.files.map(({ path }) => path)).toEqual(['inventory/b.yaml']);
    expect(read.diagnostics.map(({ code, file }) => `${file} ${code}`)).toEqual([
      'inventory/a.yaml load/unreadable',
      'policies load/unreadable',
    ]);
  });

  it('for files that are too large, which are not read', () => {
    write('inventory/large.yaml');
    write('catalog/large.yaml');
    write('catalog/large.json');
    write('catalog/fine.json', ' '.repeat(9 * 2 ** 20));
    truncateSync(join(root, 'inventory/large.yaml'), 50_000_000);
    truncateSync(join(root, 'catalog/large.yaml'), 50_000_000);
    truncateSync(join(root, 'catalog/large.json'), 2 ** 40);
    const started = performance.now();

    expect(paths()).toEqual(['catalog/fine.json']);
    expect(problems()).toEqual([
      'catalog/large.json load/too-large',
      'catalog/large.yaml load/too-large',
      'inventory/large.yaml load/too-large',
    ]);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('for files that are not UTF-8', () => {
    write('inventory/latin.yaml', Buffer.from([0x61, 0x3a, 0x20, 0xe4]));
    write('inventory/utf16.yaml', Buffer.from('a: 1\n', 'utf16le'));
    write('observed/binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]));

    expect(paths()).toEqual([]);
    expect(problems()).toEqual([
      'inventory/latin.yaml load/not-text',
      'inventory/utf16.yaml load/not-text',
      'observed/binary load/not-text',
    ]);
  });

  it('for names that could not be printed', () => {
    write('inventory/a\nb.yaml');
    write('inventory/a\\b.yaml');
    write('inventory/\u001b[31m.yaml');

    expect(paths()).toEqual([]);
    expect(problems().map((problem) => problem.split(' ').at(-1))).toEqual(Array(3).fill('load/unsafe-path'));
  });

  it('for folders that are too deep', () => {
    write(`inventory/${'d/'.repeat(40)}a.yaml`);

    expect(problems()).toEqual([`inventory/${'d/'.repeat(33).slice(0, -1)} load/too-many-files`]);
  });
});

/** Root may read everything, so where the tests run as root the reader runs in a process of another user. */
function readAsOrdinaryUser(): EstateReading {
  const reader = fileURLToPath(new URL('../../src/adapters/estate-files.ts', import.meta.url));
  const program = `import { readEstateFiles } from ${JSON.stringify(reader)};
    process.stdout.write(JSON.stringify(readEstateFiles(process.argv[1])));`;
  const bundle = buildSync({
    stdin: { contents: program, resolveDir: dirname(reader), loader: 'ts' },
    bundle: true,
    platform: 'node',
    write: false,
  });
  chmodSync(root, 0o755);
  const script = bundle.outputFiles[0]?.text ?? '';
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  return JSON.parse(execFileSync(process.execPath, ['-e', script, root], { cwd: '/', encoding: 'utf8', ...user }));
}
