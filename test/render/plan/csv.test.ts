import { describe, expect, it } from 'vitest';
import { renderPlanCsv } from '../../../src/render/plan/csv.ts';
import { type ReportSketch, reportInput, visitOf } from '../../support/report.ts';
import { at } from '../../support/world.ts';

const openssl = { ecosystem: 'Debian:12', name: 'openssl', version: '3.0.15-1' };
const binding = { policy: 'base', rule: 'critical', advisory: 'CVE-2026-0001' };

/** The rows by column name, as a reader of RFC 4180 sees them where no cell holds a comma. */
function rowsOf(sketch: ReportSketch): readonly Readonly<Record<string, string>>[] {
  const { plan } = reportInput(sketch).decision;
  const [names = '', ...lines] = [...renderPlanCsv(plan)].join('').split('\r\n').slice(0, -1);
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.split(',').map((name, index) => [name, cells[index] ?? '']));
  });
}

const sketch: ReportSketch = {
  assets: [{ name: 'db-1' }, { name: 'db-2' }],
  requirements: [
    {
      ...{ asset: 'db-1', component: openssl, target: '3.0.16-1', due: '2026-11-23T20:00:00Z', state: 'due-soon' },
      ...{ boundBy: { due: binding, priority: undefined }, advisories: ['CVE-2026-0001', 'DSA-1-1'] },
      ...{ severity: 'high', reasons: [{ code: 'a', text: 'one' }] },
    },
    {
      ...{ asset: 'db-2', component: openssl, target: undefined, jump: undefined, state: 'no-fix', overdue: true },
      reasons: [{ code: 'a', text: 'one' }],
    },
  ],
  visits: [visitOf('db-1', ['R-db-1-openssl'], { start: at('2026-11-22T22:00:00Z'), end: at('2026-11-22T23:00:00Z') })],
  unplaced: [{ asset: 'db-2', requirements: ['R-db-2-openssl'], reason: { code: 'no-target', text: 'two' } }],
};

describe('a plan as CSV', () => {
  it('has a row a requirement with its visit, and nothing in cells of which nothing is known', () => {
    expect(rowsOf(sketch)).toEqual([
      {
        ...{ id: 'R-db-1-openssl', asset: 'db-1', ecosystem: 'Debian:12', package: 'openssl', installed: '3.0.15-1' },
        ...{ target: '3.0.16-1', clears: 'all', jump: 'patch', state: 'due-soon', overdue: 'no' },
        ...{ priority: 'scheduled', severity: 'high', due: '2026-11-23T20:00:00Z' },
        ...{ originalDue: '2026-11-23T20:00:00Z', policy: 'base', rule: 'critical' },
        ...{ advisories: 'CVE-2026-0001 DSA-1-1', exception: '', visit: 'V-db-1', visitState: 'planned' },
        ...{ start: '2026-11-22T22:00:00Z', end: '2026-11-22T23:00:00Z', window: 'nights', reasons: 'one' },
      },
      {
        ...{ id: 'R-db-2-openssl', asset: 'db-2', ecosystem: 'Debian:12', package: 'openssl', installed: '3.0.15-1' },
        ...{ target: '', clears: 'none', jump: '', state: 'no-fix', overdue: 'yes' },
        ...{ priority: 'scheduled', severity: 'unknown', due: '', originalDue: '', policy: '', rule: '' },
        ...{ advisories: '', exception: '', visit: '', visitState: '', start: '', end: '', window: '' },
        reasons: 'one; two',
      },
    ]);
  });

  it('has its columns in an order that programs may rely on', () => {
    const [names = ''] = [...renderPlanCsv(reportInput({}).decision.plan)];

    expect(names).toBe(
      'id,asset,ecosystem,package,installed,target,clears,jump,state,overdue,priority,severity,due,originalDue,policy,' +
        'rule,advisories,exception,visit,visitState,start,end,window,reasons\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('lets no spreadsheet run %j', (name) => {
    const requirements = [{ asset: 'db-1', component: { ...openssl, name } }];

    const text = [...renderPlanCsv(reportInput({ ...sketch, requirements, visits: [] }).decision.plan)].join('');

    expect(text).toMatch(/Debian:12,"?'/);
  });
});
