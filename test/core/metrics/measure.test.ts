import { describe, expect, it } from 'vitest';
import { measure } from '../../../src/core/metrics/measure.ts';
import { parsePeriod } from '../../../src/core/metrics/period.ts';
import type { LedgerDue, LedgerFinding, LedgerPackage } from '../../../src/model/ledger.ts';
import type { Priority } from '../../../src/model/requirement.ts';
import type { Resource } from '../../../src/model/resource.ts';
import type { Instant } from '../../../src/model/time.ts';
import {
  deploymentRecord,
  deploymentRow,
  indexed,
  type ReportSketch,
  reportInput,
  visitOf,
} from '../../support/report.ts';
import { at } from '../../support/world.ts';

const period = { from: at('2026-11-01T00:00:00Z'), to: at('2026-11-22T00:00:00Z') };

interface Past {
  readonly opened: string;
  readonly closed?: string;
  readonly by?: 'deployment' | 'exception';
  readonly due?: string;
  readonly priority?: Priority;
}

const finding = ({ opened, closed, by = 'deployment', due, priority = 'scheduled' }: Past): LedgerFinding => {
  const promised: LedgerDue | undefined =
    due === undefined
      ? undefined
      : {
          ...{
            policy: 'base',
            rule: 'all',
            priority,
            within: '7d',
            start: undefined,
            due: at(due),
            originalDue: at(due),
          },
          ...{ setAt: at(opened), record: 'one', kept: false },
        };
  return {
    ...{
      name: 'CVE-2026-0001',
      advisories: ['CVE-2026-0001'],
      earlier: [],
      openedAt: at(opened),
      version: '1',
      record: 'one',
    },
    closed: closed === undefined ? undefined : { by, at: at(closed), version: '2', evidence: undefined, record: 'two' },
    dues: new Map(promised === undefined ? [] : [['base', promised]]),
  };
};

function measured(past: readonly Past[], sketch: ReportSketch = {}) {
  const { decision } = reportInput(sketch);
  const one: LedgerPackage = {
    ...{ id: 1, ecosystem: 'npm', name: 'lodash', path: undefined, declined: [] },
    findings: past.map(finding),
  };
  const ledger = { ...decision.ledger, records: 2, assets: new Map([['gw-1', new Map([['npm lodash', one]])]]) };
  return measure({ ...decision, ledger }, period);
}

const figure = (metrics: ReturnType<typeof measured>, id: string, priority?: Priority) =>
  metrics.metrics.find((one) => one.id === id && one.priority === priority);

describe('deadlines that fell due', () => {
  const day = (number: number): string => `2026-11-${String(number).padStart(2, '0')}T00:00:00Z`;

  it('are kept only by a patch in time: what is open past its due counts against them', () => {
    const metrics = measured([
      { opened: day(1), closed: day(3), due: day(3) },
      { opened: day(1), closed: day(5), due: day(4) },
      { opened: day(1), due: day(5) },
      { opened: day(1), closed: day(9), by: 'exception', due: day(6) },
    ]);

    expect(figure(metrics, 'on-time')).toMatchObject({ value: 50, population: 2 });
    expect(figure(metrics, 'due-kept')).toMatchObject({ value: 25, population: 4 });
    expect(figure(metrics, 'due-kept', 'scheduled')).toMatchObject({ value: 25, population: 4 });
  });

  it('are of the period, have passed, and were still due then', () => {
    const metrics = measured([
      { opened: day(1), due: '2026-10-31T00:00:00Z' },
      { opened: day(1), due: '2026-12-24T00:00:00Z' },
      { opened: day(1), closed: day(3), by: 'exception', due: day(4) },
      { opened: day(1) },
    ]);

    expect(figure(metrics, 'due-kept')).toMatchObject({ value: undefined, population: 0 });
  });
});

describe('the ledger', () => {
  it('is said to be behind where it does not hold as open what is open today, or the other way round', () => {
    const requirements = [{ id: 'R-1', asset: 'web-1' }];

    const { limits } = measured([{ opened: '2026-11-01T00:00:00Z' }], { requirements });

    expect(limits.filter((line) => line.includes('are behind until patchledger observe runs'))).toHaveLength(2);
  });

  it('is not said to be behind where both agree', () => {
    expect(
      measured([{ opened: '2026-11-01T00:00:00Z', closed: '2026-11-02T00:00:00Z' }]).limits.join(' '),
    ).not.toContain('behind');
  });
});

describe('deadlines kept', () => {
  it('count what was patched in the period by its first due, of what had one', () => {
    const metrics = measured([
      { opened: '2026-11-01T00:00:00Z', closed: '2026-11-03T00:00:00Z', due: '2026-11-03T00:00:00Z' },
      { opened: '2026-11-01T00:00:00Z', closed: '2026-11-05T00:00:00Z', due: '2026-11-04T00:00:00Z' },
      { opened: '2026-11-01T00:00:00Z', closed: '2026-11-05T00:00:00Z' },
      { opened: '2026-10-01T00:00:00Z', closed: '2026-10-05T00:00:00Z', due: '2026-10-04T00:00:00Z' },
    ]);

    expect(figure(metrics, 'on-time')).toMatchObject({ value: 50, population: 2 });
    expect(metrics.limits.join(' ')).toContain('The ledger does not keep the due of 1 patched finding');
  });

  it('do not count what an exception closed: it is not patched', () => {
    const metrics = measured([
      { opened: '2026-11-01T00:00:00Z', closed: '2026-11-03T00:00:00Z', by: 'exception', due: '2026-11-04T00:00:00Z' },
    ]);

    expect(figure(metrics, 'on-time')).toMatchObject({ value: undefined, population: 0 });
  });
});

describe('the time to patch', () => {
  it('is the nearest rank, by priority and of all', () => {
    const metrics = measured(
      [1, 2, 3, 10].map((days) => ({
        opened: '2026-11-01T00:00:00Z',
        closed: `2026-11-${String(1 + days).padStart(2, '0')}T00:00:00Z`,
        due: '2026-12-01T00:00:00Z',
        priority: days === 10 ? 'defer' : 'immediate',
      })),
    );

    expect(figure(metrics, 'time-to-patch-p50')).toMatchObject({ value: 48, population: 4 });
    expect(figure(metrics, 'time-to-patch-p90')).toMatchObject({ value: 240 });
    expect(figure(metrics, 'time-to-patch-p90', 'immediate')).toMatchObject({ value: 72, population: 3 });
  });
});

describe('every figure', () => {
  it('has no value where it speaks of nothing, and never a zero in its place', () => {
    const shares = measured([]).metrics.filter(({ unit }) => unit !== 'count');

    for (const { population, value } of shares) if (population === 0) expect(value).toBeUndefined();
    expect(shares.some(({ population }) => population === 0)).toBe(true);
  });

  it('says that there is no ledger', () => {
    expect(measure(reportInput({}).decision, period).limits[0]).toMatch(/^There is no ledger/);
  });
});

describe('deployments of the period', () => {
  it('count those that failed', () => {
    const rows = [deploymentRow({ result: 'failed' }), deploymentRow({})];
    const sketch: ReportSketch = { resources: { DeploymentRecord: indexed([deploymentRecord('one', rows)]) } };
    const { decision } = reportInput(sketch);
    const all = { from: 0 as Instant, to: at('2027-01-01T00:00:00Z') };

    expect(measure(decision, all).metrics.find(({ id }) => id === 'failed')).toMatchObject({
      value: 50,
      population: 2,
    });
  });
});

describe('the trend', () => {
  it('is by week, counted back from the end, and its weeks hold the whole period', () => {
    const { trend } = measured([{ opened: '2026-11-10T00:00:00Z', closed: '2026-11-20T00:00:00Z' }]);

    expect(trend.map(({ opened, closed }) => [opened, closed])).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
    ]);
    expect(trend[0]?.from).toBe(period.from);
    expect(trend.at(-1)?.to).toBe(period.to);
  });
});

describe('a period', () => {
  const asOf = at('2026-11-22T12:00:00Z');

  it.each([
    ['7d', '2026-11-15T12:00:00Z', '2026-11-22T12:00:00Z'],
    ['2026-01-01..2026-03-31', '2026-01-01T00:00:00Z', '2026-04-01T00:00:00Z'],
  ])('%s', (text, from, to) => {
    expect(parsePeriod(text, asOf, { timeZone: 'UTC' })).toEqual({ from: at(from), to: at(to) });
  });

  it.each(['', '7', '2026-01-01', '2026-03-31..2026-01-01', '0d', 'a..b', '1d..2d..3d'])('is not %j', (text) => {
    expect(parsePeriod(text, asOf, { timeZone: 'UTC' })).toBeUndefined();
  });
});

describe('the ageing of what is open', () => {
  it('counts findings by whole days since they were seen first, those under an exception among them', () => {
    const metrics = measured([
      { opened: '2026-11-22T00:00:00Z' },
      { opened: '2026-11-15T12:00:00Z' },
      { opened: '2026-11-14T12:00:00Z', closed: '2026-11-15T00:00:00Z', by: 'exception' },
      { opened: '2026-01-01T00:00:00Z' },
      { opened: '2026-01-01T00:00:00Z', closed: '2026-11-15T00:00:00Z' },
    ]);

    expect(figure(metrics, 'open-0-7-days')).toMatchObject({ value: 2, population: 4 });
    expect(figure(metrics, 'open-8-14-days')?.value).toBe(1);
    expect(figure(metrics, 'open-over-90-days')?.value).toBe(1);
  });

  it('is not given where nothing is open', () => {
    expect(figure(measured([]), 'open-0-7-days')).toMatchObject({ value: undefined, population: 0 });
  });
});

describe('exceptions that ended', () => {
  const exception = (name: string, expires: string): Resource<'Exception'> => {
    const spec = { selector: { all: true }, treatment: 'accept', reason: 'r', requestedBy: 'ann', expires } as const;
    const document = { apiVersion: 'patchledger/v1', kind: 'Exception', metadata: { name }, spec } as const;
    return { kind: 'Exception', name, document, origin: { file: `exceptions/${name}.yaml`, document: 0 } };
  };

  it('are counted of those on file, and one whose end nobody can read among them', () => {
    const files = [exception('old', '2026-11-01'), exception('new', '2026-12-31'), exception('odd', 'some day')];
    const metrics = measured([], { resources: { Exception: indexed(files) } });

    expect(figure(metrics, 'exceptions-expired')).toMatchObject({ value: 2, population: 3 });
    expect(figure(measured([]), 'exceptions-expired')?.value).toBeUndefined();
  });
});

describe('freezes', () => {
  const freeze = (name: string, spec: object): Resource<'Freeze'> =>
    ({
      kind: 'Freeze',
      name,
      origin: { file: `schedules/${name}.yaml`, document: 0 },
      document: {
        apiVersion: 'patchledger/v1',
        kind: 'Freeze',
        metadata: { name },
        spec: { reason: 'close', ...spec },
      },
    }) as unknown as Resource<'Freeze'>;
  // The period is three weeks: the freezes of db-1 hold it for six days together, two of which they share.
  const freezes = [
    freeze('first', { selector: { names: ['db-1'] }, from: '2026-11-02T00:00:00Z', to: '2026-11-06T00:00:00Z' }),
    freeze('second', { selector: { names: ['db-1'] }, from: '2026-11-04T00:00:00Z', to: '2026-11-08T00:00:00Z' }),
    freeze('before', { selector: { names: ['db-*'] }, from: '2026-10-01T00:00:00Z', to: '2026-10-02T00:00:00Z' }),
  ];
  const slot = {
    window: 'nights',
    start: at('2026-11-23T22:00:00Z'),
    reason: { code: 'freeze', text: 'freeze close' },
  };
  const metrics = measured([], {
    assets: [{ name: 'db-1' }, { name: 'db-2' }],
    visits: [
      visitOf('db-1', [], { refused: [slot], state: 'late' }),
      visitOf('db-2', [], { refused: [{ ...slot, reason: { code: 'full', text: 'full' } }] }),
    ],
    resources: {
      Freeze: indexed(freezes),
      DeploymentRecord: indexed([
        deploymentRecord('run', [
          deploymentRow({ start: '2026-11-03T10:00:00Z', end: '2026-11-03T11:00:00Z' }),
          deploymentRow({ start: '2026-11-05T10:00:00Z', end: '2026-11-05T09:00:00Z' }),
          deploymentRow({ start: '2026-11-09T10:00:00Z', end: '2026-11-09T11:00:00Z' }),
          deploymentRow({ asset: 'db-2', start: '2026-11-03T10:00:00Z', end: '2026-11-03T11:00:00Z' }),
          deploymentRow({ asset: 'gone', start: '2026-11-03T10:00:00Z', end: '2026-11-03T11:00:00Z' }),
        ]),
      ]),
    },
  });

  it('take the time in which any of them holds an asset, once', () => {
    // Six of forty-two days of assets.
    expect(figure(metrics, 'frozen')).toMatchObject({ value: 14.3, population: 2 });
    expect(figure(measured([]), 'frozen')).toMatchObject({ value: undefined, population: 0 });
    expect(figure(measured([], { assets: [{ name: 'db-1' }] }), 'frozen')).toMatchObject({ value: 0 });
  });

  it('are worked in by what was deployed to an asset while they held it', () => {
    expect(figure(metrics, 'deployed-in-freeze')).toMatchObject({ value: 40, population: 5 });
    expect(figure(measured([]), 'deployed-in-freeze')).toMatchObject({ value: undefined, population: 0 });
  });

  it('put off the visits that they refused an earlier window', () => {
    expect(figure(metrics, 'put-off-by-freeze')).toMatchObject({
      value: 1,
      population: 2,
      populationOf: 'visits planned today; 1 of those put off are late',
    });
    expect(figure(measured([]), 'put-off-by-freeze')?.value).toBeUndefined();
  });

  it('are those of today, and one that cannot be read is in no figure', () => {
    const odd = freeze('odd', { selector: { all: true }, from: 'then', to: 'later' });
    const unread = measured([], { assets: [{ name: 'db-1' }], resources: { Freeze: indexed([odd]) } });

    expect(metrics.limits).toContain('Freezes are those of the estate as it stands; earlier ones are in the history.');
    expect(unread.limits).toContain('1 freezes could not be read: what they hold up is in no figure.');
    expect(figure(unread, 'frozen')?.value).toBe(0);
  });
});
