import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../../src/adapters/terminal.ts';
import { validators } from '../../../src/core/load/generated/document-validators.js';
import { attentionRows } from '../../../src/core/plan/attention.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { Coverage } from '../../../src/model/visit.ts';
import { planDocument, renderPlanJson } from '../../../src/render/plan/json.ts';
import { renderPlanMarkdown } from '../../../src/render/plan/markdown.ts';
import { renderPlanText } from '../../../src/render/plan/text.ts';
import { type ReportSketch, reportInput, visitOf } from '../../support/report.ts';
import { at, findingWith } from '../../support/world.ts';

const openssl = { ecosystem: 'Debian:12', name: 'openssl', version: '3.0.15-1' };
const binding = { policy: 'base', rule: 'critical', advisory: 'CVE-2026-0001' };

const sketch: ReportSketch = {
  timeZone: 'Europe/Zurich',
  assets: ['db-1', 'db-2', 'db-3'].map((name) => ({ name, components: [openssl] })),
  requirements: ['db-1', 'db-2', 'db-3'].map((asset) => ({
    ...{ asset, component: openssl, target: '3.0.16-1', due: '2026-11-23T20:00:00Z', state: 'due-soon' },
    ...{ boundBy: { due: binding, priority: binding }, findings: [findingWith({ facts: { kev: true } })] },
  })),
  visits: ['db-1', 'db-2', 'db-3'].map((name) => visitOf(name, [`R-${name}-openssl`])),
  ruleSources: { 'base/critical': 'policies/base.yaml:7' },
  unwatched: [{ ecosystem: 'Hex', components: 2, assets: ['db-1'] }],
};

const planOf = (parts: ReportSketch = {}): Plan => reportInput({ ...sketch, ...parts }).decision.plan;
const textOf = (plan: Plan, all = false): string =>
  renderPlanText(plan, attentionRows(plan), { paint: plainPaint, all });
const markdownOf = (plan: Plan): string => renderPlanMarkdown(plan, attentionRows(plan));

describe('a plan on a narrow terminal', () => {
  const narrow = (columns: number): string =>
    renderPlanText(planOf(), attentionRows(planOf()), { paint: plainPaint, all: false, columns });

  it('puts the deadline below what needs attention, before what says why', () => {
    const lines = narrow(50).split('\n');
    const first = lines.findIndex((line) => line.includes('openssl'));

    expect(lines[first]).not.toContain('21:00');
    expect(lines[first + 1]?.trim()).toMatch(/^Mon 23 Nov 21:00 · base\/critical/);
    expect(Math.max(...lines.slice(first, first + 3).map((line) => line.length))).toBeLessThanOrEqual(50);
  });

  it('is as everywhere else where there is room', () => {
    expect(narrow(Number.POSITIVE_INFINITY)).toBe(textOf(planOf()));
    expect(narrow(200)).toBe(textOf(planOf()));
  });
});

const hostile = 'x\u001b[2J\n| <b>`@ada` #1\u202e';
const hostilePlan = planOf({
  requirements: [
    {
      ...{ asset: 'db-1', component: { ...openssl, name: hostile, version: hostile }, target: hostile, id: 'R-1' },
      ...{ boundBy: { due: { ...binding, rule: hostile }, priority: undefined } },
      reasons: [{ code: 'x', text: hostile }],
    },
  ],
  visits: [],
  incomplete: [hostile],
  ruleSources: { [`base/${hostile}`]: hostile },
});

describe('a plan in a terminal', () => {
  it('starts with what it covers, how fresh it is and which files it speaks of', () => {
    expect(textOf(planOf()).split('\n').slice(0, 2)).toEqual([
      '3 assets · 3 components · no feeds · 1 unwatched ecosystem',
      'as of 2026-11-22 13:00 +01:00 Europe/Zurich · commit aaaaaaaaaa',
    ]);
    expect(textOf(planOf({ commit: undefined }))).toContain('· uncommitted files');
    expect(textOf(planOf({ incomplete: ['x'] }))).toContain('· INCOMPLETE');
  });

  it('is as fresh as the source that was asked longest ago', () => {
    const feed = (fetchedAt: string | undefined) =>
      ({ name: 'x', documents: 1, fetchedAt: fetchedAt && at(fetchedAt) }) as never;

    const ages = [
      ['2026-11-22T11:00:00Z', '2026-11-22T08:00:00Z'],
      ['2026-11-22T11:00:00Z', undefined],
    ].map((dates) => textOf(planOf({ catalog: { feeds: dates.map(feed) } })).split(' · ')[2]);
    expect(ages).toEqual(['feeds 4 h old', 'feeds of unknown age']);
  });

  it('names every source with its moment, those of one moment together, the oldest first', () => {
    const feed = (name: string, fetchedAt: string | undefined) =>
      ({ name, documents: 1, fetchedAt: fetchedAt && at(fetchedAt) }) as never;
    const feeds = [
      feed('epss', '2026-11-22T11:00:00Z'),
      feed('kev', '2026-11-22T11:00:00Z'),
      feed('own', undefined),
      feed('osv', '2026-11-21T11:00:00Z'),
    ];
    const plan = planOf({ catalog: { feeds } });

    const line = 'feeds: own of unknown date; osv 2026-11-21 12:00 +01:00; epss and kev 2026-11-22 12:00 +01:00';
    expect(textOf(plan)).toContain(`\n${line}\n`);
    expect(renderPlanMarkdown(plan, [])).toContain(`\n${line}\n`);
    expect(textOf(planOf())).not.toContain('feeds:');
  });

  it('shows equal work on several assets as one line, with the rule and its place', () => {
    const text = textOf(planOf());

    expect(text).toMatch(/^DUE SOON {2}db-1…3 {2}openssl {2}→ 3\.0\.16-1 {2}Mon 23 Nov 21:00$/m);
    expect(text).toContain('base/critical at policies/base.yaml:7');
  });

  it('says how much it leaves out, and leaves nothing out when asked', () => {
    const names = Array.from({ length: 9 }, (_, index) => `lib-${index}`);
    const requirements = names.map((name) => ({ asset: 'db-1', component: { ...openssl, name } }));

    const [short, long] = [textOf(planOf({ requirements })), textOf(planOf({ requirements }), true)];

    expect(short).toContain('… 3 more open: plan --all');
    expect(names.filter((name) => short.includes(name))).toHaveLength(6);
    expect(names.filter((name) => long.includes(name))).toEqual(names);
    expect(long).not.toContain('more open');
  });

  it('names what is not known, never leaving it out', () => {
    const text = textOf(
      planOf({
        incomplete: ['inventory/a.yaml: broken'],
        requirements: [],
        visits: [],
        assets: [{ name: 'a', compliance: 'stale' }],
      }),
    );

    expect(text).toContain('unwatched: Hex, 2 components on db-1; no advisory source covers it');
    expect(text).toContain('incomplete: inventory/a.yaml: broken');
    expect(text).toMatch(/stale: a;/);
  });

  it('calls an empty list good news only when every asset could be judged', () => {
    const empty = { requirements: [], visits: [], unwatched: [] };

    expect(textOf(planOf(empty))).toContain('\nNothing is required.\n');
    expect(textOf(planOf({ ...empty, assets: [{ name: 'a', compliance: 'unknown' }] }))).not.toContain(
      'Nothing is required.',
    );
    expect(textOf(planOf({ ...empty, assets: [] }))).toContain('There are no assets');
    expect(textOf({ ...planOf({ ...empty, assets: [] }), incomplete: ['x'] })).toContain('No asset could be read');
  });

  it('says at which pace a cluster is taken, and when', () => {
    const plan = planOf();
    const coverage = { initialPercent: 0, steps: [], threshold: undefined };
    const cluster = { cluster: 'ledger', consensus: 'cft', members: 3, maxUnavailable: 1, soakMs: 0, coverage };
    const schedule = { ...plan.schedule, clusters: [{ ...cluster, visits: ['V-db-1', 'V-db-2', 'V-db-3'] }] };

    expect(textOf({ ...plan, schedule })).toContain(
      'QUORUM  db-1…3  one at a time, 2 of 3 stay up (cft)  Sun 22 Nov 23:00 to Mon 23 Nov 00:00',
    );
  });

  it('says when the voting weight that is covered makes the cluster safe, or that it never will', () => {
    const plan = planOf();
    const coverage = (reachedAfter: string | undefined, isReached: boolean) => ({
      initialPercent: isReached ? 66.6 : 0,
      steps: [{ visit: 'V-db-1', percent: 33.3 }],
      threshold: { percent: 50, isReached, reachedAfter },
    });
    const cluster = { cluster: 'ledger', consensus: 'cft', members: 3, maxUnavailable: 1, soakMs: 0 };
    const textOfCoverage = (coverage: Coverage): string => {
      const clusters = [{ ...cluster, visits: ['V-db-1', 'V-db-2'], coverage }];
      return textOf({ ...plan, schedule: { ...plan.schedule, clusters } });
    };
    const textWith = (reachedAfter: string | undefined, isReached = false): string =>
      textOfCoverage(coverage(reachedAfter, isReached));

    expect(textWith('V-db-2')).toContain('more than 50 % of the voting weight covered after db-2 (wave ');
    expect(textWith(undefined)).toContain('no more than 33.3 % of the voting weight will be covered');
    expect(textWith(undefined, true)).toContain('66.6 % of the voting weight covered already: more than 50 %\n');
    const byRecord = { ...coverage(undefined, true), unverified: ['db-3'] };
    expect(textOfCoverage(byRecord)).toContain('already: more than 50 %; of which unverified: db-3');
    expect(textOfCoverage({ ...byRecord, threshold: undefined })).toContain(
      '66.6 % of the voting weight covered; of which unverified: db-3',
    );
  });

  it('says how many visits could be on time only where that is more than are', () => {
    const plan = planOf();
    const textWith = (upperBound: number): string => {
      const bound = { total: 74, onTime: 71, upperBound, exact: upperBound === 71 };
      return textOf({ ...plan, schedule: { ...plan.schedule, bound } });
    };

    expect(textWith(73)).toContain('71 of 74 visits on time; at most 73 possible');
    expect(textWith(71)).not.toContain('possible');
  });

  it('lists the next visits, one line a start and window, and counts the later ones', () => {
    const visits = Array.from({ length: 10 }, (_, index) =>
      visitOf('db-1', [], {
        id: `V-${index}`,
        start: at(`2026-11-2${Math.floor(index / 5) + 2}T1${index % 5}:00:00Z`),
      }),
    );

    expect(textOf(planOf({ visits }))).toContain('… and 2 later starts');
    expect(textOf(planOf())).toMatch(/^ {2}Sun 22 Nov 23:00 {2}nights {2}db-1…3$/m);
  });

  it('ends with sums that can be checked', () => {
    expect(textOf(planOf()).trimEnd().split('\n').at(-1)).toBe('3 of 3 assets compliant · 3 requirements: 3 due-soon');
  });

  it('is one line a line, without control characters, whatever strangers named', () => {
    const text = textOf(hostilePlan);

    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(text).toContain('\\u001b[2J\\u000a');
  });
});

describe('a plan as Markdown', () => {
  it('has the same lines in the same order', () => {
    expect(markdownOf(planOf())).toContain(
      '| due-soon, exploited | db-1…3 | `openssl` 3.0.15-1 | 3.0.16-1 | Mon 23 Nov 21:00 | base/critical<br>policies/base.yaml:7 |',
    );
    expect(markdownOf(planOf())).toContain('- unwatched: Hex, 2 components on db-1');
  });

  it('says so when there is nothing to tell', () => {
    const markdown = markdownOf(planOf({ requirements: [], visits: [], unwatched: [] }));

    expect(markdown).toContain('## Required\n\nNothing is required.');
    expect(markdown).toContain('## Visits\n\nNone.');
    expect(markdown).toContain('## Not known\n\nNothing: ');
  });

  it('never breaks its tables nor lets markup through', () => {
    const prose = markdownOf(hostilePlan).replace(/\\.|&#?\w+;/g, '\u00b7');

    expect(prose).not.toMatch(/<(?!br>)|@ada|#1|\u202e/);
    const rows = prose.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.map((line) => line.split('|').length)).toEqual([9, 9, 9]);
  });
});

describe('a plan as JSON', () => {
  const valid = (plan: Plan): void => {
    const validate = validators['PlanDocument'];
    const isValid = validate?.(JSON.parse(renderPlanJson(plan)));
    expect([isValid, validate?.errors ?? []]).toEqual([true, []]);
  };

  it('is what its schema says, whatever strangers named', () => {
    valid(planOf());
    valid(hostilePlan);
    valid(planOf({ requirements: [], visits: [], assets: [], commit: undefined }));
  });

  it('reads back as the document, and has one line a requirement and a visit', () => {
    const text = renderPlanJson(planOf());

    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(planDocument(planOf()))));
    expect(text.split('\n').filter((line) => /^ {4}\{"id":"[RV]-/.test(line))).toHaveLength(6);
  });

  it('leads from a requirement to its visit and back', () => {
    const { requirements, visits } = planDocument(planOf());

    expect(requirements.map(({ visit }) => visit)).toEqual(['V-db-1', 'V-db-2', 'V-db-3']);
    expect(visits.flatMap((visit) => visit.requirements)).toEqual(requirements.map(({ id }) => id));
  });

  it('says null where nothing is known, and counts only states that something is in', () => {
    const { requirements, summary, commit } = planDocument(planOf({ commit: undefined, visits: [] }));

    expect([commit, requirements[0]?.visit]).toEqual([null, null]);
    expect(summary.requirements.byState).toEqual({ 'due-soon': 3 });
  });
});
