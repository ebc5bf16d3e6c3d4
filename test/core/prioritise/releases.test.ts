import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexCatalog } from '../../../src/core/assess/package-index.ts';
import { targetingIn } from '../../../src/core/assess/targeting.ts';
import { prioritise } from '../../../src/core/prioritise/prioritise.ts';
import { policyTables } from '../../../src/core/prioritise/table.ts';
import type { AdvisoryDocument } from '../../../src/model/advisory.ts';
import type { Patch } from '../../../src/model/generated/patch.ts';
import { type Priority, priorities, type Requirement } from '../../../src/model/requirement.ts';
import { assessOne, catalogWith, documentWith } from '../../support/catalog.ts';
import { patch } from '../../support/decisions.ts';
import { policy } from '../../support/policies.ts';
import { assetWith, at, estateWith } from '../../support/world.ts';

type PatchSpec = Partial<Patch['spec']>;

const published = at('2026-11-01T00:00:00Z');
const advisory = (id: string, ...events: readonly string[]): AdvisoryDocument =>
  documentWith(id, { events, published, severity: [{ step: 'osv', word: 'critical' }] });
/** Fixed in 1.0.1 and, by a second document, looked at again in 1.0.3. */
const fixedTwice = [
  advisory('A', 'introduced 0, fixed 1.0.1'),
  advisory('B', 'introduced 0, fixed 1.0.0', 'introduced 0.1.0, fixed 1.0.3'),
];
const fixedOnce = [advisory('A', 'introduced 0, fixed 1.0.1')];

const base = policy(
  'base',
  `
  rules:
    - { id: critical, when: { severity: critical }, then: { priority: immediate, within: 24h, clockStart: released } }
    - { id: rest, then: { priority: scheduled, within: 30d, clockStart: released } }`,
);

/** What is required of npm's `app` 1.0.0 on host-1, whose labels are given. */
function required(
  documents: readonly AdvisoryDocument[],
  patches: Readonly<Record<string, PatchSpec>>,
  { labels = {}, asOf = '2026-11-01T12:00:00Z', installed = '1.0.0' } = {},
): Requirement {
  const catalog = catalogWith(documents);
  const estate = estateWith({
    assets: [assetWith({ facts: { labels } })],
    catalog,
    resources: {
      PatchPolicy: new Map([['base', base]]),
      Patch: new Map(Object.entries(patches).map(([name, spec]) => [name, patch(name, spec)])),
    },
  });
  const assessment = assessOne(installed, catalog);
  const { value } = prioritise({
    estate,
    installedOn: () => [{ component: assessment.component, assessment, pendingReboot: false }],
    tables: policyTables(estate).value,
    approvedExceptions: new Map(),
    asOf: at(asOf),
    targetingOf: targetingIn(indexCatalog(catalog)),
  });
  const [requirement] = value.all();
  if (requirement === undefined) throw new Error('nothing is required');
  return requirement;
}

const explicit: PatchSpec = { approval: { state: 'explicit', reason: 'tested by the vendor' } };
const rejected: PatchSpec = { approval: { state: 'rejected', reason: 'loses data' } };
const reasonCodes = ({ reasons }: Requirement): readonly string[] => reasons.map(({ code }) => code);

describe('an explicitly approved release', () => {
  it('is the target where it is at or above the floor and nothing affects it, and says who approved it', () => {
    const requirement = required(fixedOnce, { p: { ...explicit, version: '1.0.5' } });

    expect(requirement).toMatchObject({ target: '1.0.5', release: { approvedBy: { patch: 'p' } } });
    expect(requirement.reasons).toContainEqual({
      code: 'approved-release',
      text: 'approved by p: tested by the vendor',
    });
  });

  it.each([
    ['below the floor', '1.0.1', [advisory('A', 'introduced 0, fixed 1.0.2')], '1.0.2'],
    ['affected', '1.2.0', [...fixedOnce, advisory('NEW', 'introduced 1.2.0')], '1.0.1'],
    ['not above the installed version', '0.9.0', fixedOnce, '1.0.1'],
    ['of a version that nobody can order', 'next', fixedOnce, '1.0.1'],
  ])('is not the target when it is %s', (_, version, documents, target) => {
    expect(required(documents, { p: { ...explicit, version } }).target).toBe(target);
  });

  it('is told apart when it cannot be taken', () => {
    const documents = [...fixedOnce, advisory('NEW', 'introduced 1.2.0')];

    expect(required(documents, { p: { ...explicit, version: '1.2.0' } }).reasons).toContainEqual({
      code: 'refused-release',
      text: '1.2.0 is approved by p, but affected by NEW',
    });
  });

  it('is the smallest of several', () => {
    const patches = { p: { ...explicit, version: '1.0.9' }, q: { ...explicit, version: '1.0.4' } };

    expect(required(fixedOnce, patches).target).toBe('1.0.4');
  });

  it('is a fix where the advisories name none', () => {
    const documents = [advisory('A', 'introduced 0, last_affected 1.0.4')];

    expect(required(documents, {})).toMatchObject({ target: undefined, state: 'no-fix' });
    expect(required(documents, { p: { ...explicit, version: '1.0.5' } }).target).toBe('1.0.5');
    expect(required(documents, { p: { version: '1.0.5' } }).target).toBeUndefined();
  });

  it('is the decision that a jump waits for', () => {
    const documents = [advisory('A', 'introduced 0, fixed 2.0.0')];

    expect(required(documents, {}).governance.jumpAllowed).toBe(false);
    expect(required(documents, { p: { ...explicit, version: '2.0.0' } }).governance.jumpAllowed).toBe(true);
  });
});

describe('a rejected release', () => {
  it('is not the target: the next version that nothing affects is', () => {
    const requirement = required(fixedTwice, { p: { ...rejected, version: '1.0.3' }, q: { version: '1.0.7' } });

    expect(requirement.target).toBe('1.0.7');
    expect(requirement.reasons).toContainEqual({
      code: 'refused-release',
      text: '1.0.3 is rejected by p: loses data',
    });
  });

  it('leaves no target where nothing else would do, and says so', () => {
    const requirement = required(fixedOnce, { p: rejected });

    expect(requirement).toMatchObject({ target: undefined, partial: undefined, state: 'rejected' });
    expect(requirement.reasons[0]).toEqual({
      code: 'rejected',
      text: 'no version that would do is left: 1.0.1 is rejected by p: loses data',
    });
  });

  it('leaves what clears a part, where that can be had', () => {
    const documents = [advisory('A', 'introduced 0, fixed 1.0.1'), advisory('B', 'introduced 0, fixed 1.0.2')];

    expect(required(documents, { p: { ...rejected, version: '1.0.2' } })).toMatchObject({
      target: undefined,
      partial: { version: '1.0.1', clears: ['A'], remains: ['B'] },
    });
  });

  it('outranks an approval of the same version', () => {
    expect(required(fixedOnce, { p: explicit, q: rejected }).state).toBe('rejected');
  });

  it('is rejected for the assets of its selector only', () => {
    const patches = { p: { ...rejected, appliesTo: { labels: { tier: 'core' } } }, q: { version: '1.0.2' } };

    expect(required(fixedOnce, patches, { labels: { tier: 'core' } }).target).toBe('1.0.2');
    expect(required(fixedOnce, patches, { labels: { tier: 'edge' } }).target).toBe('1.0.1');
  });
});

describe('a superseded release', () => {
  it('is no target when its successor would do', () => {
    const patches = { old: { version: '1.0.1' }, new: { version: '1.0.2', supersedes: ['old'] } };
    const requirement = required(fixedOnce, patches);

    expect(requirement.target).toBe('1.0.2');
    expect(requirement.reasons).toContainEqual({ code: 'refused-release', text: '1.0.1 is superseded by new' });
  });

  it.each<readonly [string, PatchSpec]>([
    ['rejected', rejected],
    ['not released yet', { embargoUntil: '2026-12-01T00:00:00Z' }],
    ['affected', { version: '1.5.0' }],
    ['older', { version: '1.0.0' }],
    ['meant for other assets', { appliesTo: { names: ['other'] } }],
  ])('is a target when its successor is %s', (_, spec) => {
    const documents = [...fixedOnce, advisory('NEW', 'introduced 1.5.0')];
    const patches = { old: { version: '1.0.1' }, new: { version: '1.0.2', supersedes: ['old'], ...spec } };

    expect(required(documents, patches).target).toBe('1.0.1');
  });

  it('is a target when it is approved', () => {
    const patches = { old: explicit, new: { version: '1.0.2', supersedes: ['old'] } };
    expect(required(fixedOnce, patches).target).toBe('1.0.1');
  });
});

describe('a release under an embargo', () => {
  const embargoed = { p: { embargoUntil: '2026-11-05T00:00:00Z', releasedAt: '2026-10-01T00:00:00Z' } };

  it('is no target before the embargo ends, and none that was approved', () => {
    const requirement = required(fixedOnce, embargoed);

    expect(requirement).toMatchObject({ target: undefined, state: 'no-fix' });
    expect(requirement.reasons[0]?.text).toContain('not released before');
    expect(required(fixedOnce, { p: { ...embargoed.p, ...explicit } }).target).toBeUndefined();
  });

  it('is a target from then on, and starts the clock then', () => {
    const requirement = required(fixedOnce, embargoed, { asOf: '2026-11-05T00:00:00Z' });

    expect(requirement).toMatchObject({ target: '1.0.1', due: at('2026-11-06T00:00:00Z') });
  });
});

describe('a release that cannot be reached in one step', () => {
  const documents = [advisory('A', 'introduced 0, fixed 15.2.0')];
  const steps = {
    last: { version: '15.2.0', upgradableFrom: '15.1.0' },
    middle: { version: '15.1.0', upgradableFrom: '14.9.0' },
  };
  const installed = { installed: '14.1.0' };

  it('is reached by hops: the first is the target, and the reasons tell the others in order', () => {
    const requirement = required(documents, steps, installed);

    expect(requirement).toMatchObject({ target: '14.9.0', release: { hops: ['15.1.0', '15.2.0'] }, jump: 'minor' });
    expect(requirement.reasons).toContainEqual({
      code: 'hops',
      text: '15.2.0 cannot be reached in one step: 14.9.0 first, then 15.1.0, then 15.2.0',
    });
  });

  it.each([
    ['14.9.0', '15.1.0', ['15.2.0']],
    ['14.10.0', '15.1.0', ['15.2.0']],
    ['15.1.0', '15.2.0', []],
  ])('is one hop nearer from %s', (from, target, hops) => {
    expect(required(documents, steps, { installed: from })).toMatchObject({ target, release: { hops } });
  });

  it('is reached over releases that need fewer steps', () => {
    const patches = { ...steps, shortcut: { version: '15.1.4', upgradableFrom: '14.0.0' } };

    expect(required(documents, patches, installed)).toMatchObject({ target: '15.1.4', release: { hops: ['15.2.0'] } });
  });

  it('is refused when the only way leads over a rejected one', () => {
    const patches = { ...steps, no: { ...rejected, version: '15.1.0' } };
    const requirement = required(documents, patches, installed);

    expect(requirement).toMatchObject({
      target: undefined,
      state: 'no-fix',
      release: { refused: [{ code: 'unreachable' }] },
    });
  });
});

describe('what a vendor says of a release', () => {
  it('tells that it needs a reboot', () => {
    const requirement = required(fixedOnce, { p: { rebootRequired: true } });

    expect(requirement.release?.rebootRequired).toBe(true);
    expect(reasonCodes(requirement)).toContain('reboot');
    expect(reasonCodes(required(fixedOnce, { p: { rebootRequired: false } }))).not.toContain('reboot');
  });

  it('holds for the assets that it is meant for', () => {
    const patches = { p: { ...explicit, version: '1.0.5', appliesTo: { labels: { tier: 'core' } } } };

    expect(required(fixedOnce, patches, { labels: { tier: 'core' } }).target).toBe('1.0.5');
    expect(required(fixedOnce, patches).target).toBe('1.0.1');
  });
});

describe('choosing among releases', () => {
  const version = fc
    .record({ minor: fc.nat(2), patch: fc.nat(4) })
    .map(({ minor, patch: last }) => `1.${minor}.${last}`);
  const event = fc.oneof(
    version.map((text) => `introduced 0, fixed ${text}`),
    fc.tuple(version, version).map(([from, to]) => `introduced ${from}, fixed ${to}`),
    version.map((text) => `introduced ${text}`),
    version.map((text) => `introduced 0, last_affected ${text}`),
  );
  const documents = fc
    .array(event, { minLength: 1, maxLength: 4 })
    .map((events) => events.map((one, index) => advisory(`DOC-${index}`, one)));
  const release = fc.record(
    {
      version,
      approval: fc.constantFrom(explicit.approval, rejected.approval),
      upgradableFrom: version,
      supersedes: fc.subarray(['p0', 'p1', 'p2', 'p3']),
      embargoUntil: fc.constantFrom('2026-10-01T00:00:00Z', '2026-12-01T00:00:00Z'),
      releasedAt: fc.constantFrom('2026-09-01T00:00:00Z', '2026-10-20T00:00:00Z'),
      rebootRequired: fc.boolean(),
    },
    { requiredKeys: ['version'] },
  );
  const patches = fc
    .array(release, { minLength: 1, maxLength: 4 })
    .map((specs) => Object.fromEntries(specs.map((spec, index) => [`p${index}`, spec as PatchSpec])));
  const affects = (all: readonly AdvisoryDocument[], text: string): boolean =>
    assessOne(text, catalogWith(all)).findings.some(({ status }) => status === 'affected');
  const tryRequired = (all: readonly AdvisoryDocument[], given: Readonly<Record<string, PatchSpec>>) =>
    affects(all, '1.0.0') ? required(all, given) : undefined;

  it('never aims at a version that a document of the package affects, nor at a rejected one', () => {
    fc.assert(
      fc.property(documents, patches, (all, given) => {
        const requirement = tryRequired(all, given);
        if (requirement === undefined) return;
        const { target, partial, release: choice } = requirement;
        const aim = choice?.hops.at(-1) ?? target;
        if (aim !== undefined && partial === undefined) expect(affects(all, aim)).toBe(false);
        const no = Object.values(given).filter((spec) => spec.approval?.state === 'rejected');
        for (const one of [target, partial?.version, ...(choice?.hops ?? [])]) {
          expect(no.map((spec) => spec.version)).not.toContain(one);
        }
      }),
    );
  });

  it('never lowers a priority or moves a due by rejecting or approving a release', () => {
    const urgency = (priority: Priority): number => priorities.indexOf(priority);
    fc.assert(
      fc.property(documents, patches, fc.constantFrom(explicit, rejected), (all, given, decision) => {
        const before = tryRequired(all, given);
        const after = tryRequired(all, { ...given, p0: { ...given['p0'], ...decision } });
        expect(after?.due).toBe(before?.due);
        expect(urgency(after?.priority ?? 'immediate')).toBe(urgency(before?.priority ?? 'immediate'));
      }),
    );
  });

  it('gives the same whatever the order of the releases', () => {
    fc.assert(
      fc.property(documents, patches, (all, given) => {
        const turned = Object.fromEntries(Object.entries(given).toReversed());
        expect(tryRequired(all, turned)?.target).toBe(tryRequired(all, given)?.target);
      }),
    );
  });
});
