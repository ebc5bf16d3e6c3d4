import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { CommandOptions } from '../../src/commands/command.ts';
import { run } from '../../src/commands/except.ts';
import { run as validate } from '../../src/commands/validate.ts';
import { type CapturedRun, captureRun } from '../support/capture.ts';
import { decided, documents, yaml } from '../support/estate.ts';

const osv = (id: string, name: string, fixed: string, more: object = {}): string =>
  JSON.stringify({
    id,
    modified: '2026-11-01T00:00:00Z',
    published: '2026-11-01T00:00:00Z',
    affected: [
      { package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }] },
    ],
    ...more,
  });

const files: Readonly<Record<string, string>> = {
  'patchledger.yaml': yaml('Workspace', 'acme', { timeZone: 'Europe/Zurich', approvals: { Exception: ['ciso'] } }),
  'inventory/hosts.yaml': yaml('Inventory', 'hosts', {
    assets: [
      {
        name: 'gw-1',
        controls: ['waf'],
        components: [
          { ecosystem: 'npm', name: '@acme/gate', version: '1.0.0' },
          { ecosystem: 'npm', name: 'lodash', version: '4.17.20' },
          { ecosystem: 'npm', name: 'fine', version: '2.0.0' },
        ],
      },
    ],
  }),
  'directory/people.yaml': documents(
    yaml('Team', 'platform', { people: [{ id: 'p-ada', login: 'ada-l', displayName: 'Ada' }, { id: 'p-bob' }] }),
    yaml('Role', 'ciso', { holders: [{ person: 'p-bob' }] }),
  ),
  'policies/base.yaml':
    'apiVersion: patchledger/v1\nkind: PatchPolicy\nmetadata: { name: base }\n' +
    'spec: { rules: [{ id: all, then: { priority: scheduled, within: 30d } }] }\n',
  'catalog/osv/1.json': osv('GHSA-aaaa', '@acme/gate', '1.0.1', { aliases: ['CVE-2026-1000'] }),
  'catalog/osv/2.json': osv('GHSA-bbbb', 'lodash', '4.17.21', { aliases: ['CVE-2026-2000'] }),
  'catalog/osv/3.json': osv('NPM-3', 'lodash', '4.17.22', { upstream: ['CVE-2026-3000', 'CVE-2026-3001'] }),
  'catalog/osv/4.json': osv('GHSA-dddd', 'fine', '1.9.0'),
};

const spoken: CommandOptions = {
  by: 'p-ada',
  reason: 'the vendor\'s release is in March: "no" change',
  control: ['waf'],
};

describe('except', () => {
  let root = '';
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const specOf = (text: string) => parse(text).spec;
  const except = (
    args: readonly string[],
    options: CommandOptions = {},
    asOf = '2026-11-22T12:00:00Z',
  ): Promise<CapturedRun> => captureRun(run, { root, asOf }, args, { ...spoken, ...options });
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'patchledger-except-'));
    for (const [path, text] of Object.entries(files)) write(path, text);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('writes an exception for a component of one asset, for thirty days, that validates', async () => {
    const { code, out } = await except(['gw-1', '@acme/gate']);

    expect(code).toBe(0);
    expect(out).toContain('exceptions/gw-1-acme-gate.yaml is written');
    const text = read('exceptions/gw-1-acme-gate.yaml');
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../.patchledger/schemas/exception.schema.json');
    expect(parse(text)).toEqual({
      apiVersion: 'patchledger/v1',
      kind: 'Exception',
      metadata: { name: 'gw-1-acme-gate' },
      spec: {
        selector: { names: ['gw-1'] },
        packages: [{ ecosystem: 'npm', name: '@acme/gate' }],
        treatment: 'mitigate',
        reason: spoken['reason'],
        compensatingControls: [{ control: 'waf' }],
        requestedBy: 'p-ada',
        expires: '2026-12-22',
      },
    });
    const judged = JSON.parse((await captureRun(validate, { root, asOf: '2026-11-22T12:00:00Z', format: 'json' })).out);
    const told = judged.diagnostics.filter(({ file }: { file: string }) => file.startsWith('exceptions/'));
    expect(told).toMatchObject([{ code: 'policy/exception-unapproved' }]);
  });

  it('says what it covers, that the end was not given, and who must approve it', async () => {
    const { out } = await except(['gw-1', '@acme/gate']);

    expect(out).toContain('gw-1: @acme/gate 1.0.0 → 1.0.1, scheduled, due 2026-12-01 01:00 +01:00: CVE-2026-1000');
    expect(out).toContain('2026-12-22, which is 30d from 2026-11-22T12:00:00Z: --expires was not given');
    expect(out).toContain('those published later too');
    expect(out).toContain('ciso reviews it, who must not be p-ada');
    expect(out).toContain('an ApprovalRecord names it under resources: { kind: Exception, name: gw-1-acme-gate }');
  });

  it('names an advisory as it was asked for, and covers nothing else', async () => {
    const { out } = await except(['gw-1', 'CVE-2026-2000']);

    expect(specOf(read('exceptions/gw-1-CVE-2026-2000.yaml')).advisories).toEqual(['CVE-2026-2000']);
    expect(out).toContain('only CVE-2026-2000 (1 of 2 open)');
  });

  it('tells when an advisory stays required because only one of its CVEs was named', async () => {
    const { notes } = await except(['gw-1', 'CVE-2026-3000'], { dryRun: true });

    expect(notes).toMatch(/covers +nothing yet/);
    expect(notes).toContain(
      'NPM-3 stays required, because it speaks of CVE-2026-3001 too; name it to accept all of it',
    );
  });

  it('takes the id of a requirement for its package with the advisories of today', async () => {
    const { plan } = decided(files);
    const requirement = plan.requirements.find(({ component }) => component.name === 'lodash');

    const { out } = await except(['gw-1', requirement?.id ?? ''], { dryRun: true });

    expect(specOf(out).packages).toEqual([{ ecosystem: 'npm', name: 'lodash' }]);
    expect(specOf(out).advisories).toEqual(requirement?.findings.map(({ advisory }) => advisory));
  });

  it.each([
    ['2027-03-31', '2027-03-31'],
    ['2w', '2026-12-06'],
    ['10bd', '2026-12-04'],
    ['36h', '2026-11-24T00:00:00Z'],
    ['2027-01-01T08:00:00Z', '2027-01-01T08:00:00Z'],
  ])('ends %s from now as %s', async (expires, written) => {
    const { out } = await except(['gw-1', 'lodash'], { dryRun: true, expires });

    expect(specOf(out).expires).toBe(written);
  });

  it('prints the file and writes nothing on a dry run', async () => {
    const { out, notes } = await except(['gw-1', 'lodash'], { dryRun: true });

    expect(out.startsWith('# yaml-language-server:')).toBe(true);
    expect(notes).toContain('exceptions/gw-1-lodash.yaml would be written');
    expect(existsSync(join(root, 'exceptions'))).toBe(false);
  });

  it('writes into the folder that the Workspace names, with the way back to the schemas', async () => {
    write('patchledger.yaml', yaml('Workspace', 'acme', { folders: { exceptions: './governance/risks/' } }));

    await except(['gw-1', 'lodash']);

    expect(read('governance/risks/gw-1-lodash.yaml')).toContain('$schema=../../.patchledger/schemas/');
  });

  it('needs no control where the risk is not mitigated', async () => {
    const { out } = await except(['gw-1', 'lodash'], { dryRun: true, treatment: 'accept', control: [] });

    expect(specOf(out)).not.toHaveProperty('compensatingControls');
  });

  it.each<[string, readonly string[], CommandOptions, string, string]>([
    ['an asset that is none', ['gw-2', 'lodash'], {}, 'there is no asset gw-2', 'did you mean gw-1?'],
    ['a subject that is none', ['gw-1', 'lodahs'], {}, 'no component lodahs', 'did you mean lodash?'],
    ['what needs nothing', ['gw-1', 'fine'], {}, 'nothing is required of gw-1 for fine', 'patchledger explain gw-1'],
    ['a person that no Team lists', ['gw-1', 'lodash'], { by: 'p-adda' }, 'p-adda', 'did you mean p-ada?'],
    ['a login for a person', ['gw-1', 'lodash'], { by: 'ada-l' }, 'ada-l', 'did you mean p-ada?'],
    ['nobody who asks', ['gw-1', 'lodash'], { by: undefined }, 'the person who asks', '--by'],
    ['no reason', ['gw-1', 'lodash'], { reason: '  ' }, 'needs a reason', '--reason'],
    ['mitigation without a control', ['gw-1', 'lodash'], { control: undefined }, 'control', 'gw-1 lists waf'],
    ['a treatment that is none', ['gw-1', 'lodash'], { treatment: 'acept' }, 'acept', 'did you mean accept?'],
    ['an end that is no time', ['gw-1', 'lodash'], { expires: '1m' }, '1m is neither', '1mo'],
    ['an end that has passed', ['gw-1', 'lodash'], { expires: '2026-11-21' }, 'has passed', 'future'],
    ['a name that is none', ['gw-1', 'lodash'], { name: '../x' }, '../x is no name', 'letters'],
  ])('refuses %s, and writes nothing', async (_, args, options, message, hint) => {
    await expect(except(args, options)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
    expect(existsSync(join(root, 'exceptions'))).toBe(false);
  });

  it('refuses what an exception covers already, and says whether that one is approved', async () => {
    await except(['gw-1', 'lodash'], { name: 'first' });

    await expect(except(['gw-1', 'CVE-2026-2000'])).rejects.toMatchObject({
      message: expect.stringMatching(
        /^exception first covers this until 2026-12-22 already, in exceptions\/first\.yaml:\d+$/,
      ),
      hint: expect.stringContaining('no ApprovalRecord names it'),
    });
  });

  it('drafts the successor of an exception under a name of its own', async () => {
    await except(['gw-1', 'lodash'], { name: 'first' });

    await expect(except(['gw-1', 'lodash'], { expires: '60d' })).rejects.toThrow('exception first covers this');
    await except(['gw-1', 'lodash'], { name: 'second', expires: '60d' });

    expect(readdirSync(join(root, 'exceptions')).sort()).toEqual(['first.yaml', 'second.yaml']);
  });

  it('never takes the name of an exception that has ended', async () => {
    await except(['gw-1', 'lodash']);

    await expect(except(['gw-1', 'lodash'], {}, '2027-02-01T00:00:00Z')).rejects.toMatchObject({
      message: expect.stringContaining('there is an exception gw-1-lodash already'),
      hint: expect.stringContaining('--name'),
    });
  });

  it('never overwrites a file, whatever it holds', async () => {
    write('exceptions/gw-1-lodash.yaml', '# notes\n');

    await expect(except(['gw-1', 'lodash'])).rejects.toThrow('exceptions/gw-1-lodash.yaml exists already');
    expect(read('exceptions/gw-1-lodash.yaml')).toBe('# notes\n');
  });

  it('writes nothing behind a link that leads out of the estate', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'patchledger-outside-'));
    symlinkSync(outside, join(root, 'exceptions'));

    await expect(except(['gw-1', 'lodash'])).rejects.toThrow('leads out of the estate');

    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  it('judges the work tree, not a commit', async () => {
    await expect(except(['gw-1', 'lodash'], {}, 'HEAD')).rejects.toThrow('cannot judge the commit HEAD');
  });

  it('keeps texts from strangers inside their values', async () => {
    const reason = '# no\n---\nkind: "Role" \u0007 🙂';
    const { out, notes } = await except(['gw-1', 'lodash'], { dryRun: true, reason, control: ['- x: y', 'yes'] });

    expect(specOf(out).reason).toBe(reason);
    expect(specOf(out).compensatingControls).toEqual([{ control: '- x: y' }, { control: 'yes' }]);
    expect(out + notes).not.toContain('\u0007');
  });
});
