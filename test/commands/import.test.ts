import { existsSync, readdirSync, readFileSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandOptions } from '../../src/commands/command.ts';
import { run } from '../../src/commands/import.ts';
import { run as plan } from '../../src/commands/plan.ts';
import { type CapturedRun, captureRun } from '../support/capture.ts';
import { contentsOf, temporaryFolder, writeFiles } from '../support/folders.ts';

const inventory = `# Ours.
apiVersion: patchledger/v1
kind: Inventory
metadata: { name: hosts }
spec:
  assets:
    - name: web-1 # the first
      environment: test
    - name: web-2
`;

interface Estate {
  readonly root: string;
  /** Imports files of the test's folder. */
  readonly importing: (format: string, files: readonly string[], options?: CommandOptions) => Promise<CapturedRun>;
  readonly lines: (source: string) => readonly Record<string, unknown>[];
}

function estate(files: Readonly<Record<string, string>>): Estate {
  const root = temporaryFolder();
  writeFiles(root, { 'estate/inventory/hosts.yaml': inventory, ...files });
  for (const path of Object.keys(files)) utimesSync(join(root, path), 1_790_000_000, 1_790_000_000);
  const home = join(root, 'estate');
  return {
    root: home,
    importing: (format, names, { asOf = '2026-12-01T00:00:00Z', json, ...options } = {}) =>
      captureRun(
        run,
        { root: home, asOf: String(asOf), format: json === true ? 'json' : undefined },
        [format, ...names.map((name) => join(root, name))],
        options,
      ),
    lines: (source) =>
      readFileSync(join(home, `observed/imports/${source}.ndjson`), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const bom = (name: string, ...packages: readonly string[]): string =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { timestamp: '2026-11-20T08:00:00Z', component: { type: 'container', name } },
    components: packages.map((one) => ({ type: 'library', name: one, version: '1.0.0', purl: `pkg:npm/${one}@1.0.0` })),
  });
const table = (...rows: readonly string[]): string =>
  `hostname,package,version,ecosystem,lastSeen\n${rows.join('\n')}\n`;
const thrown = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('import', () => {
  it('lands what a file says as one line an asset and one set, and the plan knows it', async () => {
    const { importing, lines, root } = estate({ 'a.json': bom('web-1', 'x', 'y') });

    const { out, notes, code } = await importing('auto', ['a.json']);

    expect([code, notes]).toEqual([0, '']);
    expect(out).toBe(
      'observed/imports/cyclonedx.ndjson is written\n' +
        '  web-1  2 components  seen 2026-11-20T08:00:00Z  new\n' +
        '  1 asset: 1 new; 1 component set\n',
    );
    const [set, line] = lines('cyclonedx');
    expect(line).toEqual({ asset: 'web-1', lastSeen: '2026-11-20T08:00:00Z', source: 'cyclonedx', set: set?.['set'] });
    const planned = await captureRun(plan, { root, asOf: '2026-11-21T00:00:00Z', format: 'json' });
    expect(JSON.parse(planned.out)).toMatchObject({ summary: { unwatched: [{ ecosystem: 'npm', components: 2 }] } });
  });

  it('changes nothing when the same file comes again', async () => {
    const { importing, root } = estate({ 'a.json': bom('web-1', 'x') });
    await importing('auto', ['a.json']);
    const before = contentsOf(join(root, 'observed'));

    const { out } = await importing('cyclonedx', ['a.json']);

    expect(out).toContain('observed/imports/cyclonedx.ndjson stays as it is');
    expect(contentsOf(join(root, 'observed'))).toEqual(before);
  });

  it('gives equal machines one set, whatever the order of files', async () => {
    const files = { 'a.json': bom('web-1', 'x', 'y'), 'b.json': bom('web-2', 'y', 'x') };
    const [one, other] = [estate(files), estate(files)];

    await one.importing('auto', ['a.json', 'b.json']);
    await other.importing('auto', ['b.json', 'a.json']);

    expect(one.lines('cyclonedx')).toHaveLength(3);
    expect(other.lines('cyclonedx')).toEqual(one.lines('cyclonedx'));
  });

  it('keeps what it was not told about, to the byte', async () => {
    const { importing, root } = estate({ 'a.json': bom('web-1', 'x'), 'b.json': bom('web-2', 'y') });
    await importing('auto', ['a.json']);
    const path = join(root, 'observed/imports/cyclonedx.ndjson');
    const before = readFileSync(path, 'utf8').trimEnd().split('\n');

    await importing('auto', ['b.json']);

    expect(readFileSync(path, 'utf8').split('\n')).toEqual(expect.arrayContaining(before));
  });

  it('leaves out an older report than the one that is known', async () => {
    const { importing, lines } = estate({
      'new.csv': table('web-1,x,2,npm,2026-11-02'),
      'old.csv': table('web-1,x,1,npm,2026-11-01'),
    });
    await importing('csv', ['new.csv']);
    const before = lines('csv');

    expect((await importing('csv', ['old.csv'])).out).toContain('older than what is known; not taken');
    expect(lines('csv')).toEqual(before);
  });

  it('makes an asset stale that a complete list leaves out, and says so every time', async () => {
    const { importing, lines } = estate({
      '1.csv': table('web-1,x,1,npm,2026-11-20', 'web-2,x,1,npm,2026-11-20'),
      '2.csv': table('web-1,x,1,npm,2026-11-21'),
    });
    await importing('csv', ['1.csv']);

    const { out } = await importing('csv', ['2.csv']);
    const again = await importing('csv', ['2.csv']);

    expect(out).toContain('csv no longer reports web-2: stale until a source does');
    expect(again.out).toContain('missing since 2026-11-21T00:00:00Z');
    expect(lines('csv').find(({ asset }) => asset === 'web-2')).toMatchObject({
      lastSeen: '2026-11-20T00:00:00Z',
      missingSince: '2026-11-21T00:00:00Z',
    });
    await importing('csv', ['1.csv'], { seen: '2026-11-23' });
    expect(lines('csv').find(({ asset }) => asset === 'web-2')).not.toHaveProperty('missingSince');
  });

  it('takes no asset for missing with --partial, nor behind a list that was read in part', async () => {
    const { importing } = estate({
      '1.csv': table('web-1,x,1,npm,2026-11-20', 'web-2,x,1,npm,2026-11-20'),
      '2.csv': table('web-1,x,1,npm,2026-11-21'),
      '3.csv': table('web-1,x,1,npm,2026-11-22', 'web-3,,,npm,2026-11-22', ',x,1,npm,2026-11-22'),
    });
    await importing('csv', ['1.csv']);

    expect((await importing('csv', ['2.csv'], { partial: true })).out).not.toContain('missing');
    expect((await importing('csv', ['3.csv'])).out).not.toContain('missing');
  });

  it('counts what it leaves out, and such an asset is not called compliant', async () => {
    const text = bom('web-1', 'x').replace(
      '"components":[',
      '"components":[{"type":"library","name":"odd","version":"1"},',
    );
    const { importing, lines, root } = estate({ 'a.json': text });

    const { out, notes, code } = await importing('auto', ['a.json']);

    expect(code).toBe(0);
    expect(notes).toContain('[observed/unmatched]');
    expect(out).toContain('1 entry left out (see above): no asset that has one is called compliant');
    expect(lines('cyclonedx').at(-1)).toMatchObject({ unread: 1 });
    const planned = await captureRun(plan, { root, asOf: '2026-11-21T00:00:00Z', format: 'json' });
    expect(JSON.parse(planned.out)).toMatchObject({ summary: { assets: { compliant: 0 } } });
  });

  it('reports two lists of one asset and lets the later hold, while other ecosystems add up', async () => {
    const { importing, lines } = estate({
      '1.csv': table('web-1,x,1,npm,2026-11-20'),
      '2.csv': table('web-1,x,2,npm,2026-11-21'),
      '3.csv': table('web-1,y,2,PyPI,2026-11-21'),
    });

    const { out } = await importing('csv', ['1.csv', '2.csv', '3.csv']);

    expect(out).toMatch(/web-1 is reported twice: \S*2\.csv holds, \S*1\.csv does not/);
    expect(lines('csv')[0]).toMatchObject({
      components: [
        { name: 'y', version: '2' },
        { name: 'x', version: '2' },
      ],
    });
  });

  it('remembers since when a package is there that came later', async () => {
    const { importing, lines } = estate({
      '1.csv': table('web-1,x,1,npm,2026-11-20'),
      '2.csv': table('web-1,x,2,npm,2026-11-21', 'web-1,y,1,npm,2026-11-21'),
      '3.csv': table('web-1,x,2,npm,2026-11-22', 'web-1,y,2,npm,2026-11-22'),
    });
    for (const name of ['1.csv', '2.csv', '3.csv']) await importing('csv', [name]);

    expect(lines('csv').at(-1)).toMatchObject({ firstSeen: { 'npm/y': '2026-11-21T00:00:00Z' } });
    expect(lines('csv').at(-1)?.['firstSeen']).not.toHaveProperty(['npm/x']);
  });

  it('finds the asset whatever the case and domain, and names what no Inventory has', async () => {
    const { importing, lines } = estate({
      'a.csv': table('WEB-1,x,1,npm,', 'web-2.corp.example,x,1,npm,', 'new 9,x,1,npm,'),
    });

    const { out } = await importing('csv', ['a.csv']);

    expect(
      lines('csv')
        .slice(1)
        .map(({ asset }) => asset),
    ).toEqual(['new-9', 'web-1', 'web-2']);
    expect(out).toContain('In no Inventory: new-9; --write adds it');
    expect(lines('csv').at(-1)).toMatchObject({ lastSeen: '2026-09-21T14:13:20Z' });
  });

  it('keeps the file itself as evidence with --raw', async () => {
    const { importing, lines, root } = estate({ 'web-1.txt': 'aa\t1:1-1\taa\nbb\t2\tcc (3)\n' });

    const { code } = await importing('auto', ['web-1.txt'], { ecosystem: 'Debian:12', raw: true });

    expect(code).toBe(0);
    expect(lines('dpkg-query')).toMatchObject([
      {
        asset: 'web-1',
        raw: { path: 'observed/imports/dpkg-query/web-1.txt', format: 'dpkg-query', ecosystem: 'Debian:12' },
      },
    ]);
    const planned = await captureRun(plan, { root, asOf: '2026-09-22T00:00:00Z', format: 'json' });
    expect(JSON.parse(planned.out)).toMatchObject({
      summary: { unwatched: [{ ecosystem: 'Debian:12', components: 2 }] },
    });
    expect(planned.notes).toBe('');
  });

  it('does not believe a moment in the future', async () => {
    const { importing, lines } = estate({ 'a.csv': table('web-1,x,1,npm,2030-01-01') });

    const { notes } = await importing('csv', ['a.csv']);

    expect(notes).toContain('a moment of the past (it says 2030-01-01T00:00:00Z)');
    expect(lines('csv').at(-1)).toMatchObject({ lastSeen: '2026-09-21T14:13:20Z' });
  });

  it('takes in what can be read and answers 2 when a file cannot', async () => {
    const { importing, lines } = estate({
      'a.json': bom('web-1', 'x'),
      'b.json': bom('web-2', 'x').slice(0, 80),
      'c.txt': '<html>',
    });

    const { code, notes } = await importing('auto', ['a.json', 'b.json', 'c.txt']);

    expect(code).toBe(2);
    expect(notes).toContain('[observed/syntax]');
    expect(notes).toContain('it is a web page');
    expect(lines('cyclonedx').at(-1)).toMatchObject({ asset: 'web-1' });
  });

  it('writes nothing with --dry-run, through links, or when nothing could be read', async () => {
    const { importing, root } = estate({ 'a.json': bom('web-1', 'x'), 'empty.json': bom('web-1') });

    await importing('auto', ['a.json'], { dryRun: true });
    expect(await thrown(importing('auto', ['empty.json']))).toMatchObject({ exitCode: 2 });
    expect(existsSync(join(root, 'observed'))).toBe(false);
    symlinkSync(temporaryFolder(), join(root, 'observed'));
    expect(await thrown(importing('auto', ['a.json']))).toMatchObject({ exitCode: 2 });
    expect(readdirSync(join(root, 'observed'))).toEqual([]);
  });
});

describe('import --write', () => {
  const hosts = 'hostname,env,owner,site\nweb-1,prod,nobody,Basel\nnew-9,prod,,Zug\n';

  it('changes and adds what differs, keeps all else, and needs --yes off a terminal', async () => {
    const { importing, root } = estate({ 'hosts.csv': hosts });
    const path = join(root, 'inventory/hosts.yaml');

    expect(await thrown(importing('csv', ['hosts.csv'], { write: true }))).toMatchObject({ exitCode: 2 });
    expect(readFileSync(path, 'utf8')).toBe(inventory);
    const { out, notes } = await importing('csv', ['hosts.csv'], { write: true, yes: true });

    expect(out).toBe(
      'inventory/hosts.yaml\n  ~ web-1 environment: test → production\n  ~ web-1 location: (not said) → Basel\n  + new-9\n',
    );
    expect(notes).toContain('"nobody" is no owner that is a Team');
    expect(readFileSync(path, 'utf8')).toBe(
      inventory
        .replace('web-1 # the first\n', 'web-1 # the first\n      location: Basel\n')
        .replace('environment: test', 'environment: production')
        .replace(
          '    - name: web-2\n',
          '    - name: web-2\n    - name: new-9\n      environment: production\n      location: Zug\n',
        ),
    );
    expect((await importing('csv', ['hosts.csv'], { write: true, yes: true })).out).toBe('No Inventory changes.\n');
  });
});

describe('import --reconcile', () => {
  it('lists what only one side has and what differs, and writes nothing', async () => {
    const { root } = estate({});
    const path = join(
      writeFiles(temporaryFolder(), { 'cmdb.csv': 'Server;Stage\nweb-1;prod\nold-3;prod\n' }),
      'cmdb.csv',
    );
    const reconcile = (format?: string): Promise<CapturedRun> =>
      captureRun(run, { root, format }, [], { reconcile: path, exitCode: true, map: ['environment=Stage'] });
    const before = contentsOf(root);

    const [text, json] = [await reconcile(), await reconcile('json')];

    expect([text.code, json.code]).toEqual([4, 4]);
    expect(text.out.replaceAll(path, 'cmdb.csv')).toBe(
      'Only in cmdb.csv (1)\n  old-3\n\nOnly here (1)\n  web-2\n\nDiffering (1)\n' +
        '  asset  field        here  there\n  web-1  environment  test  production\n\n0 assets agree with cmdb.csv.\n',
    );
    expect(JSON.parse(json.out)).toMatchObject({ onlyThere: ['old-3'], onlyHere: ['web-2'], agreeing: 0 });
    expect(contentsOf(root)).toEqual(before);
  });
});

describe('import --compare', () => {
  const trivy = JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: 'web-1',
    Results: [
      {
        Target: 'package-lock.json',
        Class: 'lang-pkgs',
        Type: 'npm',
        Vulnerabilities: [
          {
            VulnerabilityID: 'CVE-2026-0001',
            PkgName: 'x',
            InstalledVersion: '1.0.0',
            FixedVersion: '1.0.1',
            Severity: 'HIGH',
          },
        ],
      },
    ],
  });

  it('sets a report beside the plan, answers 4 on differences when asked to, and writes nothing', async () => {
    const { root } = estate({ 'estate/report.json': trivy });
    const compare = (options: CommandOptions, format?: string): Promise<CapturedRun> =>
      captureRun(run, { root, asOf: '2026-12-01', format }, [], { compare: [join(root, 'report.json')], ...options });
    const before = contentsOf(root);

    const [text, json] = [await compare({}), await compare({ exitCode: true }, 'json')];

    expect([text.code, json.code]).toEqual([0, 4]);
    expect(text.out).toContain('CVE-2026-0001');
    expect(JSON.parse(json.out)).toMatchObject({ counts: { agreed: 0, onlyTheirs: 1, onlyOurs: 0 } });
    expect(contentsOf(root)).toEqual(before);
  });
});
