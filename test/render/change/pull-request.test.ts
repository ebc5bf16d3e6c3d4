import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupChanges } from '../../../src/core/change/group.ts';
import type { ChangeContent } from '../../../src/model/change.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { Obligation } from '../../../src/model/requirement.ts';
import { pullRequestTitle, renderPullRequest } from '../../../src/render/change/pull-request.ts';
import type { PullRequestInput } from '../../../src/render/change/pull-request-input.ts';
import { briefingOf } from '../../support/change.ts';
import { type ReportSketch, reportInput, visitOf } from '../../support/report.ts';
import type { RequirementSketch } from '../../support/schedule.ts';
import { assessmentWith, at, findingWith } from '../../support/world.ts';

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
  const wayBack = { procedure: content?.rollback, drills: [], missing: [] };
  const fixed = { asOf: plan.asOf, inputsDigest: 'sha256:0', briefing: briefingOf({ wayBack }) };
  return { content: content as ChangeContent, plan, ...fixed, ...named, ...more };
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

  it('tells what, when, why, what waiting costs, what was tested and the way back, in this order and above every table', () => {
    expect(text().split('\n\n')[1]?.split('\n')).toEqual([
      '- **What:** `openssl` 3.0.16-1 on 1 asset (db-1), 1 visit',
      '- **When:** 2026-11-22 23:00 +01:00 to 2026-11-23 00:00 +01:00 (2026-11-22T22:00:00Z to 2026-11-22T23:00:00Z), nights',
      '- **Why:** CVE-2026-0001; severity high; **1 requirement known exploited (KEV)**; first deadline 2026-11-25 01:00 +01:00; 2 d 1 h to spare',
      '- **If it waits:** next window 2026-11-24 23:00 +01:00 (nights) at the earliest; no visit would be past due',
      '- **Tested:** no policy asks for a test, and none is on record',
      '- **Way back:**',
      '  - Go back to the snapshot.',
      '  - no policy asks for a drill',
    ]);
  });

  it('shows each visit in a row, with its start in the zone of the Workspace and in UTC', () => {
    expect(text()).toContain(
      [
        '## Visits',
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

    expect(rendered).toContain('**outside every window**');
    expect(rendered).toContain('nothing is due');
    expect(rendered).toContain('| emergency, no window | no deadline |');
    expect(rendered).toContain('| unknown, **known exploited** |');
    const due = text({ visits, requirements: [requirement('db-1', { due: '2026-11-22T20:00:00Z' })] });
    expect(due).toContain('**1 of 1 visit past due**, worst db-1 by 3 h');
    expect(due).toContain('2026-11-22 21:00 +01:00 **late**');
  });

  it('names the gates, and says when no way back is stated', () => {
    expect(text()).toContain('## Before it may run\n\n- [ ] approval: lead approves');
    expect(text({ requirements: [requirement('db-1', { governance: {} })] })).toContain('no policy states a rollback');
  });

  it('tells where what is to be known of several updates of one asset says the same, once', () => {
    const reasons = [{ code: 'reboot', text: 'installing it needs a reboot' }];
    const curl = { ecosystem: 'Debian:12', name: 'curl', version: '1' };
    const requirements = [requirement('db-1', { reasons }), requirement('db-1', { component: curl, reasons })];
    const visits = [
      visitOf('db-1', ['R-db-1-openssl', 'R-db-1-curl'], { reasons: [{ code: 'full', text: 'the window is full' }] }),
    ];

    expect(text({ requirements, visits })).toContain(
      '\n\n- db-1: the window is full\n- db-1: `curl`, `openssl`: installing it needs a reboot\n\n',
    );
  });

  it('says what stays up where it touches a cluster', () => {
    const { plan } = input();
    const coverage = { initialPercent: 0, steps: [], threshold: undefined };
    const cluster = { cluster: 'ledger', consensus: 'bft', members: 4, maxUnavailable: 1, soakMs: 0, coverage };
    const withCluster = (visits: readonly string[]): Plan => ({
      ...plan,
      schedule: { ...plan.schedule, clusters: [{ ...cluster, visits }] },
    });

    expect(text({}, { plan: withCluster(['V-db-1']) })).toContain(
      '- **Stays up:** ledger (bft), 4 members: at most 1 out at once, 3 stay up',
    );
    expect(text({}, { plan: withCluster(['V-other']) })).not.toContain('Stays up');
  });

  it('does not move with the clock of a later run', () => {
    const later = reportInput({ ...sketch, asOf: at('2026-11-22T18:00:00Z') }).decision.plan;

    expect(text({}, { plan: later, asOf: at('2026-11-22T12:00:00Z') })).toBe(text());
    expect(text()).not.toMatch(/\bin \d+ (?:h|d|min)\b|\bago\b/);
  });
});

describe('what reviewers are told beside the plan', () => {
  const when = at('2026-11-20T09:00:00Z');

  it('is what waiting costs: the next window, how many would be late and by how much, how many find none', () => {
    const { waiting } = briefingOf();
    const hours = 3_600_000;
    const late = { visits: 3, worst: { asset: 'db-2', lateMs: 50 * hours } };
    const told = (parts: object): string => text({}, { briefing: briefingOf({ waiting: { ...waiting, ...parts } }) });

    expect(told({ visits: 4, homeless: 1, late })).toContain(
      '(nights) at the earliest; 1 of 4 visits find none within 60 d; **3 of 4 visits would be past due**, worst db-2 by 2 d 2 h (as planned: 0)',
    );
    expect(told({ next: undefined, homeless: 1 })).toContain('**no window opens again for it within 60 d**');
  });

  it('is where and when versions were tested, with failures, and what is not tested yet', () => {
    const run = {
      ...{ record: 't-1', result: 'passed' as const, environment: 'staging', assets: ['stg-1'], mirrors: ['db-1'] },
      ...{ kinds: ['smoke', 'security'], endedAt: when, updates: ['openssl 3.0.16-1'] },
    };
    const runs = [run, { ...run, record: 't-0', result: 'failed' as const, assets: [], mirrors: [] }];
    const missing = [{ needs: 'a passed smoke test', lacks: ['t-0 is too old'], assets: ['db-1'] }];

    const told = text({}, { briefing: briefingOf({ tests: { runs, missing } }) });

    expect(told).toContain(
      [
        '- **Tested:**',
        '  - **not yet:** needs a passed smoke test (db-1); but t-0 is too old',
        '  - passed 2026-11-20 10:00 +01:00 in staging on stg-1, which stands for db-1: smoke, security of openssl 3.0.16-1 (`t-1`)',
        '  - **failed** 2026-11-20 10:00 +01:00 in staging: smoke, security of openssl 3.0.16-1 (`t-0`)',
      ].join('\n'),
    );
  });

  it('is when the way back was drilled, and where it was not', () => {
    const needs = 'the way back drilled within 90d';
    const drills = [{ record: 'd-1', endedAt: when, on: ['stg-1'], needs, assets: ['db-1'] }];
    const missing = [{ needs, lacks: [], assets: ['db-2'] }];

    const told = text({}, { briefing: briefingOf({ wayBack: { procedure: 'Restore.', drills, missing } }) });

    expect(told).toContain(
      [
        '- **Way back:**',
        '  - Restore.',
        `  - drilled 2026-11-20 10:00 +01:00 on stg-1, counts for db-1; asked: ${needs} (\`d-1\`)`,
        `  - **not drilled:** needs ${needs} (db-2)`,
      ].join('\n'),
    );
  });

  it('is what changed since the last approval, and whether that covers it', () => {
    const since = {
      ...{ by: 'ivo', at: when, beyond: 'db-2 was not in it', added: ['db-2'], removed: ['db-3'], unchanged: 2 },
      moved: [{ asset: 'db-4', from: when, to: at('2026-11-21T09:00:00Z') }],
      targets: [
        { asset: 'db-5', name: 'curl', before: '1', now: '2' },
        { asset: 'db-5', name: 'sudo', now: '3' },
        { asset: 'db-5', name: 'zlib', before: '4' },
      ],
      gates: [{ asset: 'db-6', gate: 'health', change: 'added' as const }],
    };

    expect(text({}, { briefing: briefingOf({ since }) })).toContain(
      [
        '- **Since ivo approved it on 2026-11-20 10:00 +01:00:**',
        '  - **that approval does not cover it:** db-2 was not in it',
        '  - added: db-2',
        '  - removed: db-3',
        '  - moved: db-4 from 2026-11-20 10:00 +01:00 to 2026-11-21 10:00 +01:00',
        '  - db-5: `curl` 1 → 2',
        '  - added: db-5: `sudo` 3',
        '  - removed: db-5: `zlib` 4',
        '  - gate health added: db-6',
        '  - 2 visits as before',
      ].join('\n'),
    );
    const fewer = { ...since, at: undefined, beyond: undefined, added: [], moved: [], targets: [], gates: [] };
    expect(text({}, { briefing: briefingOf({ since: fewer }) })).toContain(
      '- **Since ivo approved it:**\n  - that approval still covers all that is left\n  - removed: db-3\n',
    );
  });

  it('is what each decision rests on, in the words of explain, folded away and cut where it is long', () => {
    const obligation: Obligation = {
      ...{ policy: 'base', rule: 'critical', advisory: 'CVE-2026-0001', priority: 'scheduled', within: '30d' },
      ...{ clockStart: 'released', start: undefined, due: undefined, facts: [], assumptions: [], marks: [] },
      ...{ duties: [], satisfiedBy: [], origin: { file: 'policies/base.yaml', document: 0 }, pointer: [] },
    };
    const assessments = new Map([['R-db-1-openssl', assessmentWith([], { target: '3.0.16-1' })]]);
    const told = (obligations: readonly Obligation[]): string =>
      text({ requirements: [requirement('db-1', { obligations })] }, { briefing: briefingOf({ assessments }) });

    expect(told([obligation])).toContain(
      [
        '## Explained',
        '',
        '<details><summary>openssl on db-1</summary>',
        '',
        '- 3.0.16-1 is the smallest fixed version that no known advisory affects (patch)',
        '- base/critical for CVE-2026-0001 policies/base.yaml:7 (binds the due)',
      ].join('\n'),
    );
    expect(told(Array.from({ length: 60 }, () => obligation))).toMatch(
      /- and \d+ lines more: see `patchledger explain`/,
    );
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
      expect(unlike).toContain('to ask for any line: `patchledger explain');
    });
  });
});
