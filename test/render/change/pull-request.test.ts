import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupChanges } from '../../../src/core/change/group.ts';
import type { ChangeContent } from '../../../src/model/change.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { type PullRequestInput, pullRequestTitle, renderPullRequest } from '../../../src/render/change/pull-request.ts';
import { type ReportSketch, reportInput, visitOf } from '../../support/report.ts';
import type { RequirementSketch } from '../../support/schedule.ts';
import { at, findingWith } from '../../support/world.ts';

const component = { ecosystem: 'Debian:12', name: 'openssl', version: '3.0.15-1' };
const rollback = { procedure: 'Go back to the snapshot.', testedWithin: undefined };
const binding = { policy: 'base', rule: 'critical', advisory: 'CVE-2026-0001' };

const requirement = (asset: string, parts: Partial<RequirementSketch> = {}): RequirementSketch => ({
  ...{
    asset,
    component,
    target: '3.0.16-1',
    severity: 'high',
    due: '2026-11-25T00:00:00Z',
    advisories: ['CVE-2026-0001'],
  },
  ...{ boundBy: { due: binding, priority: undefined }, findings: [findingWith({ facts: { kev: true } })] },
  governance: { approverRoles: ['lead', 'security'], rollback },
  ...parts,
});

const sketch: ReportSketch = {
  timeZone: 'Europe/Zurich',
  assets: [{ name: 'db-1', owner: 'data' }],
  requirements: [requirement('db-1')],
  visits: [
    visitOf('db-1', ['R-db-1-openssl'], { gates: [{ gate: 'approval', status: 'open', needs: 'lead approves' }] }),
  ],
  ruleSources: { 'base/critical': 'policies/base.yaml:7' },
};

/** The first Change of the plan, as it is put to reviewers. */
function input(parts: ReportSketch = {}, more: Partial<PullRequestInput> = {}): PullRequestInput {
  const { plan } = reportInput({ ...sketch, ...parts }).decision;
  const [content] = groupChanges(plan, at('2026-12-31T00:00:00Z'));
  const named = { name: 'data-routine-00000000-1', path: 'changes/data-routine-00000000-1.yaml' };
  return { content: content as ChangeContent, plan, asOf: plan.asOf, isUpdate: false, ...named, ...more };
}

const text = (parts?: ReportSketch, more?: Partial<PullRequestInput>): string => renderPullRequest(input(parts, more));

describe('the text of a pull request', () => {
  it('asks first: who must approve by when, in the zone of the Workspace and in UTC', () => {
    expect(text().split('\n\n')[0]).toBe(
      'Approval needed from **lead** and **security** by **2026-11-22 23:00 +01:00** (2026-11-22T22:00:00Z), when the first visit starts.',
    );
  });

  it('says so when nobody is named to approve', () => {
    const requirements = [requirement('db-1', { governance: { approverRoles: [] } })];

    expect(text({ requirements })).toMatch(/^No policy names an approver; the owner may merge by \*\*/);
  });

  it('says that earlier approvals do not cover what it asks for by now', () => {
    expect(text({}, { isUpdate: true }).split('\n\n')[1]).toContain('earlier approvals do not cover it');
    expect(text()).not.toContain('earlier approvals');
  });

  it('shows what, where, when and by when, each visit a row', () => {
    expect(text()).toContain(
      [
        '1 visit on 1 asset, all on time.',
        '',
        '| Asset | Update | Start | Window | Due |',
        '| --- | --- | --- | --- | --- |',
        '| db-1 | `openssl` 3.0.15-1 → **3.0.16-1** | 2026-11-22 23:00 +01:00<br>2026-11-22T22:00:00Z | nights, wave 1 | 2026-11-25 01:00 +01:00 |',
      ].join('\n'),
    );
  });

  it('says why, with the place of the rule and what is known to be exploited', () => {
    expect(text()).toContain(
      '| db-1 | `openssl` | CVE-2026-0001 | high, **known exploited** | scheduled | base/critical (policies/base.yaml:7) |',
    );
  });

  it('says what is late, what is an emergency, and what has no deadline', () => {
    const visits = [visitOf('db-1', ['R-db-1-openssl'], { kind: 'emergency', window: undefined, state: 'late' })];
    const rendered = text({ visits, requirements: [requirement('db-1', { due: undefined, severity: undefined })] });

    expect(rendered).toContain('1 visit on 1 asset, **1 late**.');
    expect(rendered).toContain('| emergency, no window | no deadline |');
    expect(rendered).toContain('| unknown, **known exploited** |');
  });

  it('names the way back, the gates and what was assumed, and says when no way back is stated', () => {
    expect(text()).toContain('## The way back\n\nGo back to the snapshot.');
    expect(text()).toContain('## Before it may run\n\n- [ ] approval: lead approves');
    expect(text({ requirements: [requirement('db-1', { governance: {} })] })).toContain('No policy states a rollback');
  });

  it('says what stays up where it touches a cluster', () => {
    const { plan } = input();
    const coverage = { initialPercent: 0, steps: [], threshold: undefined };
    const cluster = { cluster: 'ledger', consensus: 'bft', members: 4, maxUnavailable: 1, soakMs: 0, coverage };
    const withCluster = (visits: readonly string[]): Plan => ({
      ...plan,
      schedule: { ...plan.schedule, clusters: [{ ...cluster, visits }] },
    });

    expect(text({}, { plan: withCluster(['V-db-1']) })).toMatch(/## What stays up\n\n- ledger \(bft\).*1 of 4/);
    expect(text({}, { plan: withCluster(['V-other']) })).not.toContain('stays up');
  });

  it('does not move with the clock of a later run', () => {
    const later = reportInput({ ...sketch, asOf: at('2026-11-22T18:00:00Z') }).decision.plan;

    expect(text({}, { plan: later, asOf: at('2026-11-22T12:00:00Z') })).toBe(text());
    expect(text()).not.toMatch(/\bin \d+ (?:h|d|min)\b|\bago\b/);
  });
});

describe('the title of a pull request', () => {
  it('says who patches how much from when', () => {
    expect(pullRequestTitle(input())).toBe('patch db-1 (data) from 2026-11-22 23:00 +01:00');
  });

  it('shouts in an emergency', () => {
    const visits = [visitOf('db-1', ['R-db-1-openssl'], { kind: 'emergency', window: undefined })];

    expect(pullRequestTitle(input({ visits }))).toMatch(/^EMERGENCY: patch db-1 /);
  });

  it('stays short, however many assets there are', () => {
    const names = Array.from({ length: 400 }, (_, index) => `host-${'abcdefgh'[index % 8]}-${index * 2}`);
    const many = {
      assets: names.map((name) => ({ name, owner: 'data' })),
      requirements: names.map((name) => requirement(name)),
      visits: names.map((name) => visitOf(name, [`R-${name}-openssl`])),
    };

    expect(pullRequestTitle(input(many))).toMatch(/^patch host-\S+, host-\S+, host-\S+ and 397 more \(data\) from /);
  });
});

describe('a stranger who names things', () => {
  const evil = fc.constantFrom(
    ...[
      'x | y',
      '`x`',
      '<!-- patchledger:v1 e30 -->',
      '@acme/admins',
      '#1',
      '\n## Approved',
      '[x](https://evil.example)',
    ],
    ...['- [x] approval', '<img src=x>', '\u202eevil', '**approved**'],
  );

  it('cannot add a line, a cell, a comment, a mention or a link', () => {
    fc.assert(
      fc.property(evil, evil, evil, (name, version, words) => {
        const parts = {
          component: { ...component, name, version },
          ...{
            id: 'R-x',
            target: version,
            advisories: [words],
            boundBy: { due: { ...binding, rule: words }, priority: undefined },
          },
          governance: { approverRoles: ['lead'], rollback: { procedure: words, testedWithin: undefined } },
        };
        const gates = [{ gate: 'approval' as const, status: 'open' as const, needs: words }];
        const rendered = text({
          requirements: [requirement('db-1', parts)],
          visits: [visitOf('db-1', ['R-x'], { gates })],
        });
        const prose = rendered.replace(/`[^`\n]*`/g, '').replace(/\\.|&#?\w+;/g, '\u00b7');

        expect(rendered.split('\n')).toHaveLength(text().split('\n').length);
        expect(rendered).not.toContain('<!--');
        expect(prose).not.toMatch(/<(?!!--|br>)|@\w|#\d|\]\(|:\/\/|\u202e/);
        const rows = prose.split('\n').filter((line) => line.startsWith('|'));
        expect(rows.map((line) => line.split('|').length)).toEqual([7, 7, 7, 8, 8, 8]);
      }),
    );
  });

  it('says in its second line how much, how urgent, and how much time is left', () => {
    expect(text().split('\n\n')[1]).toMatch(
      /^1 asset · 1 update · first deadline 2026-11-25 01:00 \+01:00 · \d+ d \d+ h to spare · \*\*1 known exploited\*\*$/,
    );
  });

  describe('of a large Change', () => {
    const names = Array.from({ length: 5000 }, (_, index) => `web-${String(index).padStart(4, '0')}`);
    const large = (component: (index: number) => string): string =>
      text({
        assets: names.map((name) => ({ name, owner: 'data' })),
        requirements: names.map((name, index) =>
          requirement(name, { component: { ecosystem: 'Debian:12', name: component(index), version: '1' } }),
        ),
        visits: names.map((name, index) =>
          visitOf(name, [`R-${name}-${component(index)}`], {
            gates: [{ gate: 'approval', status: 'open', needs: 'lead approves' }],
          }),
        ),
      });

    it('tells what is alike in one row and folds the assets away', () => {
      const alike = large(() => 'openssl');

      expect(alike).toContain('<details><summary>5,000 assets</summary>web-0000…4999</details>');
      expect(alike.length).toBeLessThan(6_000);
    });

    it('stays within what a forge takes whatever it holds: ask, verdict and footer stand, lists end with a count', () => {
      const unlike = large((index) => `package-with-a-long-name-${index}`);

      expect(Buffer.byteLength(unlike)).toBeLessThanOrEqual(56_000);
      expect(unlike).toMatch(/^Approval needed from \*\*lead\*\*/);
      expect(unlike).toMatch(
        /…and [\d,]+ more rows; every visit stands in `changes\/data-routine-00000000-1\.yaml` of this branch\./,
      );
      expect(unlike).toContain('Ask for any line: `patchledger explain');
    });
  });
});
