import fc from 'fast-check';
import { planFingerprint } from '../../src/core/change/fingerprint.ts';
import type { Briefing } from '../../src/model/briefing.ts';
import type { ChangeContent, ChangeKey, ChangeRequirement, ChangeVisit } from '../../src/model/change.ts';
import { priorities } from '../../src/model/requirement.ts';
import type { Instant } from '../../src/model/time.ts';
import { at } from './world.ts';

/** An update of openssl, unless stated otherwise. */
export function changeRequirement(parts: Partial<ChangeRequirement> = {}): ChangeRequirement {
  return {
    id: 'R-000000000001',
    ecosystem: 'Debian:12',
    name: 'openssl',
    version: '3.0.15-1',
    target: '3.0.16-1',
    advisories: ['CVE-2026-0001'],
    priority: 'scheduled',
    due: at('2026-12-01T00:00:00Z'),
    ...parts,
  };
}

/** A visit of `host-1` in the window `nights`, unless stated otherwise. */
export function changeVisit(parts: Partial<ChangeVisit> = {}): ChangeVisit {
  return {
    id: 'V-000000000001',
    asset: 'host-1',
    kind: 'routine',
    ring: undefined,
    window: 'nights',
    wave: 1,
    start: at('2026-11-23T22:00:00Z'),
    end: at('2026-11-23T23:00:00Z'),
    requirements: [changeRequirement()],
    gates: [{ gate: 'approval', status: 'open', needs: 'lead approves' }],
    isLate: false,
    ...parts,
  };
}

/** A Change of the team `platform`, to be approved by `lead`, with its fingerprint. */
export function changeContent(
  visits: readonly ChangeVisit[] = [changeVisit()],
  { key, ...parts }: Partial<Omit<ChangeContent, 'key'>> & { readonly key?: Partial<ChangeKey> } = {},
): ChangeContent {
  const whole: ChangeKey = { team: 'platform', approvers: ['lead'], lane: 'routine', ...key };
  return {
    key: whole,
    visits,
    policies: ['base'],
    rollback: undefined,
    planFp: planFingerprint(whole, visits),
    ...parts,
  };
}

/** What reviewers are told of one visit that is on time, of which nothing is asked and nothing is on record. */
export function briefingOf(parts: Partial<Briefing> = {}): Briefing {
  const onTime = { visits: 0, worst: undefined };
  const next = { start: at('2026-11-24T22:00:00Z'), window: 'nights' };
  return {
    waiting: { visits: 1, next, homeless: 0, searchedDays: 60, planned: onTime, late: onTime },
    tests: { runs: [], missing: [] },
    wayBack: { procedure: undefined, drills: [], missing: [] },
    since: undefined,
    assessments: new Map(),
    ...parts,
  };
}

/** Names as the schemas allow them. */
const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,12}$/);
/** Any text at all, well-formed or not: packages and versions come from strangers. */
const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
);
const instant = fc
  .integer({ min: at('2026-11-22T12:00:00Z') / 1000, max: at('2027-02-01T00:00:00Z') / 1000 })
  .map((seconds) => (seconds * 1000) as Instant);

const anyRequirement: fc.Arbitrary<ChangeRequirement> = fc.record({
  id: fc.stringMatching(/^R-[0-9a-f]{12}$/),
  ecosystem: fc.constantFrom('Debian:12', 'npm', 'Rocky Linux:9'),
  name: anyText,
  version: anyText,
  target: anyText,
  advisories: fc.uniqueArray(anyText, { minLength: 1, maxLength: 3 }),
  priority: fc.constantFrom(...priorities),
  due: fc.option(instant, { nil: undefined }),
});

/** A visit of any shape. */
export const anyVisit: fc.Arbitrary<ChangeVisit> = fc.record({
  id: fc.stringMatching(/^V-[0-9a-f]{12}$/),
  asset: name,
  kind: fc.constantFrom('routine', 'emergency'),
  ring: fc.option(name, { nil: undefined }),
  window: fc.option(name, { nil: undefined }),
  wave: fc.integer({ min: 1, max: 9 }),
  start: instant,
  end: instant,
  requirements: fc.array(anyRequirement, { minLength: 1, maxLength: 3 }),
  gates: fc.array(
    fc.record({
      gate: fc.constantFrom('approval', 'test-evidence', 'health', 'forensics'),
      status: fc.constantFrom('open', 'met'),
      needs: fc.string({ unit: 'grapheme', maxLength: 12 }),
    }),
    { maxLength: 2 },
  ),
  isLate: fc.boolean(),
});

/** A Change of any shape, its fingerprint included. */
export const anyContent: fc.Arbitrary<ChangeContent> = fc
  .record({
    team: name,
    approvers: fc.uniqueArray(name, { maxLength: 3 }),
    lane: fc.constantFrom('routine', 'emergency'),
    visits: fc.uniqueArray(anyVisit, { minLength: 1, maxLength: 4, selector: ({ id }) => id }),
    rollback: fc.option(anyText, { nil: undefined }),
  })
  .map(({ team, approvers, lane, visits, rollback }) =>
    changeContent(visits, { key: { team, approvers: approvers.toSorted(), lane }, rollback }),
  );
