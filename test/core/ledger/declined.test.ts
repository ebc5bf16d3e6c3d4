import { describe, expect, it } from 'vitest';
import { yaml } from '../../support/estate.ts';
import {
  advisoryFile,
  type EstateOverTime,
  estateOver,
  exceptionFiles,
  inventoryFile,
  onlyRequirement,
  policyFile,
} from '../../support/ledger.ts';

const allWithin = (within: string, priority = 'scheduled') => policyFile('base', [{ id: 'all', within, priority }]);
const start = estateOver({
  ...inventoryFile({ 'host-1': { app: '1.0.0' } }),
  ...advisoryFile('CVE-2026-0001'),
  ...allWithin('30d'),
});
const { id } = onlyRequirement(start.decide('2026-11-01T06:00:00Z'));

/** Somebody closes the pull request on 2 November. */
function declineFile(row: object = {}, more: object = {}, name = 'no'): Readonly<Record<string, string>> {
  const component = { ecosystem: 'npm', name: 'app', version: '1.0.0' };
  const due = '2026-12-01T00:00:00Z';
  const rows = [{ requirement: id, asset: 'host-1', component, target: '1.0.1', priority: 'scheduled', due, ...row }];
  const spec = { declinedBy: { login: 'ada' }, declinedAt: '2026-11-02T10:00:00Z', rows, ...more };
  return { [`records/decline/${name}.yaml`]: yaml('DeclineRecord', name, spec) };
}

const declined = start.with(declineFile());
const stateOf = (estate: EstateOverTime, asOf = '2026-11-03T00:00:00Z'): string =>
  onlyRequirement(estate.decide(asOf)).state;

const kev = (dateAdded: string): Readonly<Record<string, string>> => ({
  'catalog/kev.json': JSON.stringify({
    title: 'CISA Catalog of Known Exploited Vulnerabilities',
    catalogVersion: '2026.11.03',
    dateReleased: '2026-11-03T00:00:00Z',
    count: 1,
    vulnerabilities: [
      {
        cveID: 'CVE-2026-0001',
        vendorProject: 'v',
        product: 'p',
        vulnerabilityName: 'n',
        dateAdded,
        shortDescription: 's',
        requiredAction: 'a',
        dueDate: '2026-12-24',
        knownRansomwareCampaignUse: 'Unknown',
      },
    ],
  }),
});

describe('work that people declined', () => {
  it('is declined: uncovered, told why, and carried by no visit', () => {
    const { plan } = declined.decide('2026-11-03T00:00:00Z');

    expect(plan.requirements).toMatchObject([{ state: 'declined', reasons: [{ code: 'declined' }] }]);
    expect(plan.schedule.visits).toEqual([]);
    expect(stateOf(declined, '2026-11-02T09:00:00Z')).toBe('open');
  });

  it('stays so while it was overdue already, and counts as overdue', () => {
    const late = start.with(declineFile({ due: '2026-11-01T12:00:00Z' })).with(allWithin('12h'));
    expect(onlyRequirement(late.decide('2026-11-03T00:00:00Z'))).toMatchObject({ state: 'declined', overdue: true });
  });

  it.each<[string, EstateOverTime, string]>([
    ['becomes overdue', declined, '2026-12-01T00:00:01Z'],
    ['becomes more urgent', declined.with(allWithin('30d', 'immediate')), '2026-11-03T00:00:00Z'],
    ['is newly exploited', declined.with(kev('2026-11-03')), '2026-11-03T12:00:00Z'],
    ['is exploited since the day of the decline', declined.with(kev('2026-11-02')), '2026-11-03T12:00:00Z'],
    ['has another target', declined.with(advisoryFile('CVE-2026-0001', { fixed: '1.0.2' })), '2026-11-03T00:00:00Z'],
    [
      'was declined by a record that is superseded',
      declined.with(declineFile({ requirement: 'R-other' }, { supersedes: ['no'] }, 'sorry')),
      '2026-11-03T00:00:00Z',
    ],
  ])('is back when it %s', (_why, estate, asOf) => {
    expect(stateOf(estate, asOf)).not.toBe('declined');
  });

  it('is not back for an exploit that was known when it was declined', () => {
    expect(stateOf(declined.with(kev('2026-10-20')))).toBe('declined');
  });

  it('is excepted once an exception covers it', () => {
    expect(stateOf(declined.with(exceptionFiles('e', 'CVE-2026-0001', '2026-12-10T00:00:00Z')))).toBe('excepted');
  });

  it('is recorded once', () => {
    const { record, estate } = declined.observe('2026-11-03T00:00:00Z');

    expect(record?.spec.declined).toMatchObject([
      { assets: ['host-1'], package: 'app', target: '1.0.1', record: 'no' },
    ]);
    expect(estate.observe('2026-11-04T00:00:00Z').record).toBeUndefined();
  });
});
