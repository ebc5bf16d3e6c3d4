import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../src/model/requirement.ts';
import { decided, yaml } from '../support/estate.ts';
import { advisoryFile, inventoryFile, policyFile } from '../support/ledger.ts';
import { at } from '../support/world.ts';

type Files = Readonly<Record<string, string>>;

/** One asset of which one thing is required by 1 December, decided on 22 November. */
const good: Files = {
  ...policyFile('base', [{ id: 'all', within: '30d' }]),
  ...advisoryFile('CVE-2026-0001'),
  ...inventoryFile({ 'host-1': { app: '1.0.0' } }),
};

const npmApp = { ecosystem: 'npm', name: 'app', version: '1.0.0' };
const inventory = (...assets: readonly object[]): Files => ({
  'inventory/more.yaml': yaml('Inventory', 'more', { assets }),
});
const observed = (line: object): Files => ({
  'observed/x.ndjson': `${JSON.stringify({ asset: 'host-1', ...line })}\n`,
});
const advisory = (more: object): Files => {
  const text = advisoryFile('CVE-2026-0002', { pkg: 'other' })['catalog/CVE-2026-0002.json'] ?? '{}';
  return { 'catalog/CVE-2026-0002.json': JSON.stringify({ ...JSON.parse(text), ...more }) };
};
const kev = (entry: object): Files => ({
  'catalog/kev.json': JSON.stringify({
    catalogVersion: '2026.11.21',
    dateReleased: '2026-11-21T12:00:00Z',
    count: 1,
    vulnerabilities: [
      { cveID: 'CVE-2026-0001', dueDate: '2026-11-30', knownRansomwareCampaignUse: 'Unknown', ...entry },
    ],
  }),
});
const epss = (score: string): Files => ({
  'catalog/epss.csv': `#model_version:v2025.03.14,score_date:2026-11-21T00:00:00+0000\ncve,epss,percentile\nCVE-2026-0001,${score},0.5\n`,
});

/** The one diagnostic, and what the plan says all the same. */
function outcome(files: Files) {
  const { plan, diagnostics } = decided({ ...good, ...files });
  const requirement = (asset: string): Requirement | undefined => plan.requirements.find((one) => one.asset === asset);
  return { codes: diagnostics.map(({ code }) => code), incomplete: plan.incomplete, requirement };
}

describe('odd data', () => {
  it.each<readonly [string, string, Files]>([
    ['a feed document that fails its schema', 'catalog/wrong-document', advisory({ affected: 'everything' })],
    ['a feed document that is cut off', 'catalog/syntax', { 'catalog/b.json': '{"id": "B", "affected": [' }],
    [
      'a version that nobody can order',
      'assess/version-unordered',
      inventory({ name: 'host-2', components: [{ ...npmApp, version: 'latest' }] }),
    ],
    ['a KEV entry without a date', 'catalog/wrong-value', kev({ dateAdded: undefined })],
    ['a KEV entry without a CVE', 'catalog/wrong-entry', kev({ dateAdded: '2026-11-20', cveID: 'unassigned' })],
    ['an EPSS score of 1.7', 'catalog/wrong-entry', epss('1.7')],
    ['an EPSS score that is no number', 'catalog/wrong-entry', epss('NaN')],
    ['an endless EPSS score', 'catalog/wrong-entry', epss('Infinity')],
    ['an EPSS score beyond all numbers', 'catalog/wrong-entry', epss('1e999')],
    [
      'a purl of a bad type',
      'link/bad-purl',
      inventory({ name: 'host-2', components: [{ purl: 'pkg:nonsense/app@1.0.0' }] }),
    ],
    [
      'an observed purl of a bad type',
      'observed/wrong-component',
      observed({ lastSeen: '2026-11-21T00:00:00Z', components: [{ purl: 'pkg:nonsense/app@1.0.0' }, npmApp] }),
    ],
    ['two assets of one name', 'link/duplicate-asset', inventory({ name: 'host-1', components: [] })],
    [
      'policies that extend one another',
      'policy/extends-cycle',
      {
        ...policyFile('left', [{ id: 'r', within: '60d' }], { extends: ['right'] }),
        ...policyFile('right', [{ id: 'r', within: '60d' }], { extends: ['left'] }),
      },
    ],
    ['an asset seen in the future', 'observed/future', observed({ lastSeen: '2027-11-20T00:00:00Z' })],
    [
      'a package first seen in the future',
      'observed/future',
      inventory({ name: 'host-2', components: [{ ...npmApp, firstSeen: '2027-11-20T00:00:00Z' }] }),
    ],
  ])('such as %s is one diagnostic, and the rest of the plan comes out, marked incomplete', (_, code, files) => {
    const { codes, incomplete, requirement } = outcome(files);

    expect(codes).toEqual([code]);
    expect(incomplete).toHaveLength(1);
    expect(requirement('host-1')).toMatchObject({ state: 'open', target: '1.0.1', due: at('2026-12-01T00:00:00Z') });
  });

  it('is unknown, not clean, where it is a version', () => {
    const { requirement } = outcome(inventory({ name: 'host-2', components: [{ ...npmApp, version: 'latest' }] }));
    expect(requirement('host-2')).toMatchObject({ state: 'unknown' });
  });

  it('starts no clock later where it is the moment at which a package was first seen', () => {
    const detected = policyFile('base', [{ id: 'all', within: '30d', clockStart: 'detected' }]);
    const firstSeen = (moment: string): Files =>
      inventory({ name: 'host-2', components: [{ ...npmApp, firstSeen: moment }] });

    const due = (files: Files) => outcome({ ...detected, ...files }).requirement('host-2')?.due;

    expect(due(firstSeen('2027-11-20T00:00:00Z'))).toBe(at('2026-12-01T00:00:00Z'));
    expect(due(firstSeen('2026-11-10T00:00:00Z'))).toBe(at('2026-12-10T00:00:00Z'));
  });

  it('is said once a file, however many assets it is about', () => {
    const assets = ['a', 'b', 'c'].map((name) => ({
      name,
      components: [{ ...npmApp, firstSeen: '2027-11-20T00:00:00Z' }],
    }));
    const { diagnostics } = decided({ ...good, ...inventory(...assets) });

    expect(diagnostics.map(({ message }) => message)).toEqual([
      'a: app first seen 2027-11-20T00:00:00Z, later than 2026-11-22T12:00:00Z; so are 2 more of the file.',
    ]);
  });
});

describe('an advisory of the year 1', () => {
  it('has no date: its last change stands in, as an assumption, and nothing is wrong with it', () => {
    const dated = { published: '0001-01-01T00:00:00Z', modified: '2026-11-05T00:00:00Z' };
    const { codes, incomplete, requirement } = outcome({
      ...advisory(dated),
      ...inventoryFile({ 'host-1': { app: '1.0.0' }, 'host-2': { other: '1.0.0' } }),
    });

    expect([codes, incomplete]).toEqual([[], []]);
    expect(requirement('host-2')?.due).toBe(at('2026-12-05T00:00:00Z'));
    expect(requirement('host-2')?.obligations[0]?.assumptions).toEqual([
      { code: 'release-date-unknown', detail: 'target taken as released when the advisory was last changed' },
    ]);
  });
});
