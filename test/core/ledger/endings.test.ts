import { describe, expect, it } from 'vitest';
import { yaml } from '../../support/estate.ts';
import {
  advisoryFile,
  deploymentFile,
  type EstateOverTime,
  estateOver,
  exceptionFiles,
  inventoryFile,
  onlyRequirement,
  policyFile,
} from '../../support/ledger.ts';

const start = estateOver({
  ...inventoryFile({ 'host-1': { app: '1.0.0' } }),
  ...advisoryFile('CVE-2026-0001'),
  ...policyFile('base', [{ id: 'all', within: '24h' }]),
});
const observed = start.observed('2026-11-01T06:00:00Z');
const patched = inventoryFile({ 'host-1': { app: '1.0.2' } });

const closedIn = (estate: EstateOverTime, asOf = '2026-11-01T12:00:00Z') => estate.observe(asOf).record?.spec.closed;

describe('a finding that ended', () => {
  it.each([
    [
      'by the deployment of the version that is installed',
      deploymentFile('host-1', '1.0.2', '2026-11-01T10:00:00Z'),
      '1.0.2',
    ],
    [
      'by one to a version below it that already had the fix',
      deploymentFile('host-1', '1.0.1', '2026-11-01T10:00:00Z'),
      '1.0.1',
    ],
    [
      'by one that succeeded with issues',
      deploymentFile('host-1', '1.0.2', '2026-11-01T10:00:00Z', 'succeeded-with-issues'),
      '1.0.2',
    ],
  ])('%s names its record', (_how, files, version) => {
    expect(closedIn(observed.with({ ...patched, ...files }))).toMatchObject([
      { by: 'deployment', version: '1.0.2', record: `deployment-host-1-${version}`, assets: ['host-1'] },
    ]);
  });

  it.each([
    ['there is no record', {}],
    ['the deployment failed', deploymentFile('host-1', '1.0.2', '2026-11-01T10:00:00Z', 'failed')],
    ['it ended before the finding opened', deploymentFile('host-1', '1.0.2', '2026-11-01T05:00:00Z')],
    ['it is said to end in the future', deploymentFile('host-1', '1.0.2', '2026-11-01T18:00:00Z')],
    ['it was to another asset', deploymentFile('host-9', '1.0.2', '2026-11-01T10:00:00Z')],
    ['it was to a version without the fix', deploymentFile('host-1', '1.0.0-rc.1', '2026-11-01T10:00:00Z')],
  ])('ended out of band when the version moved and %s', (_why, files) => {
    const [closed] = closedIn(observed.with({ ...patched, ...files })) ?? [];
    expect(closed).toMatchObject({ by: 'out-of-band', version: '1.0.2' });
    expect(closed).not.toHaveProperty('record');
  });

  it('is withdrawn with its advisory, and so when the advisory no longer means the version or is gone', () => {
    const changes = [
      advisoryFile('CVE-2026-0001', { withdrawn: '2026-11-01T10:00:00Z' }),
      advisoryFile('CVE-2026-0001', { fixed: '0.9.0' }),
      { 'catalog/CVE-2026-0001.json': undefined, ...advisoryFile('CVE-2026-0009', { pkg: 'other' }) },
    ];
    for (const change of changes) {
      expect(closedIn(observed.with(change))).toMatchObject([{ by: 'withdrawn', version: '1.0.0' }]);
    }
  });

  it('is not withdrawn when the catalogue lost all that it knew of the ecosystem: then nobody knows', () => {
    expect(closedIn(observed.with({ 'catalog/CVE-2026-0001.json': undefined }))).toBeUndefined();
  });

  it('that is withdrawn stays so, and comes back with its first due', () => {
    const gone = observed.with(advisoryFile('CVE-2026-0001', { withdrawn: '2026-11-01T10:00:00Z' }));
    const ended = gone.observed('2026-11-01T12:00:00Z');
    expect(ended.observe('2026-11-02T12:00:00Z').record).toBeUndefined();

    const back = ended
      .with({ ...advisoryFile('CVE-2026-0001', { published: '2026-11-05T00:00:00Z' }) })
      .observed('2026-11-05T06:00:00Z');

    expect(onlyRequirement(back.decide('2026-11-05T06:00:00Z'))).toMatchObject({ state: 'overdue' });
  });

  it('is assessed by the statement that says not affected', () => {
    const spec = {
      selector: { all: true },
      advisories: ['CVE-2026-0001'],
      status: 'not-affected',
      justification: 'component_not_present',
    };
    const stated = observed.with({ 'exceptions/v.yaml': yaml('Assessment', 'v', spec) });
    expect(closedIn(stated)).toMatchObject([{ by: 'assessment', record: 'v' }]);
  });

  it('is retired with its component and with its asset', () => {
    const [component] = closedIn(observed.with(inventoryFile({ 'host-1': { other: '1.0.0' } }))) ?? [];
    const [asset] = closedIn(observed.with(inventoryFile({ 'host-2': { other: '1.0.0' } }))) ?? [];

    expect(component).toMatchObject({ by: 'retired', assets: ['host-1'] });
    expect(component).not.toHaveProperty('version');
    expect(asset).toMatchObject({ by: 'retired', assets: ['host-1'] });
  });

  it('is not said to have ended on an asset of which nothing is known any more', () => {
    expect(observed.with(inventoryFile({ 'host-1': {} })).observe('2026-11-01T12:00:00Z').record).toBeUndefined();
  });

  it('under an exception is said to be patched when it is', () => {
    const excepted = observed.with(exceptionFiles('e', 'CVE-2026-0001', '2026-11-10T00:00:00Z'));
    const covered = excepted.observed('2026-11-01T12:00:00Z');
    expect(closedIn(covered.with(patched), '2026-11-02T12:00:00Z')).toMatchObject([{ by: 'out-of-band' }]);
  });

  it('opens again when the old version is back, and its history stays', () => {
    const ended = observed.with(patched).observed('2026-11-01T12:00:00Z');
    const back = ended.with(inventoryFile({ 'host-1': { app: '1.0.0' } })).observed('2026-11-01T18:00:00Z');

    const [pkg] = [...(back.decide('2026-11-01T18:00:00Z').ledger.assets.get('host-1')?.values() ?? [])];

    expect(pkg?.findings).toMatchObject([{ closed: undefined, earlier: [{ closed: { by: 'out-of-band' } }] }]);
    expect(onlyRequirement(back.decide('2026-11-03T00:00:00Z')).state).toBe('overdue');
  });
});

describe('an advisory that gets another name', () => {
  const ghsa = start.with({
    'catalog/CVE-2026-0001.json': undefined,
    ...advisoryFile('GHSA-aaaa-bbbb-cccc'),
  });
  const first = ghsa.observed('2026-11-01T06:00:00Z');

  it('stays the finding that it was: an alias opens and closes nothing', () => {
    const merged = first.with(advisoryFile('CVE-2026-0001', { aliases: ['GHSA-aaaa-bbbb-cccc'] }));

    expect(onlyRequirement(merged.decide('2026-11-01T12:00:00Z')).findings[0]?.advisory).toBe('CVE-2026-0001');
    expect(merged.observe('2026-11-01T12:00:00Z').record).toBeUndefined();
  });

  it('joins findings that turn out to be one, with the earlier of their dues', () => {
    const two = first
      .with(advisoryFile('CVE-2026-0001', { published: '2026-11-01T12:00:00Z' }))
      .observed('2026-11-01T18:00:00Z');
    const one = two.with(
      advisoryFile('CVE-2026-0001', { published: '2026-11-01T12:00:00Z', aliases: ['GHSA-aaaa-bbbb-cccc'] }),
    );

    const requirement = onlyRequirement(one.decide('2026-11-01T20:00:00Z'));

    expect(requirement.findings).toHaveLength(1);
    expect(requirement.due).toBe(Date.UTC(2026, 10, 2));
    expect(one.observe('2026-11-01T20:00:00Z').record).toBeUndefined();
  });
});
