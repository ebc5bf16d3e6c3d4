import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planFingerprint } from '../../../src/core/change/fingerprint.ts';
import type { ChangeKey, ChangeVisit } from '../../../src/model/change.ts';
import type { Instant } from '../../../src/model/time.ts';
import { anyVisit, changeRequirement, changeVisit } from '../../support/change.ts';

const key: ChangeKey = { team: 'platform', approvers: ['lead'], lane: 'routine' };
const later = (instant: Instant): Instant => (instant + 60_000) as Instant;

describe('the fingerprint of a plan', () => {
  it('does not depend on the order in which visits, updates or gates were found', () => {
    const shuffled = fc
      .uniqueArray(anyVisit, { maxLength: 4, selector: ({ id }) => id })
      .chain((visits) => fc.tuple(fc.constant(visits), fc.shuffledSubarray(visits, { minLength: visits.length })));
    fc.assert(
      fc.property(shuffled, ([visits, others]) => {
        const turned = others.map((visit) => ({
          ...visit,
          requirements: visit.requirements.toReversed(),
          gates: visit.gates.toReversed(),
        }));
        expect(planFingerprint(key, turned)).toBe(planFingerprint(key, visits));
      }),
    );
  });

  const ignored: readonly (readonly [string, (visit: ChangeVisit) => ChangeVisit])[] = [
    ['the id of a visit', (visit) => ({ ...visit, id: `${visit.id}0` })],
    ['the wave', (visit) => ({ ...visit, wave: visit.wave + 1 })],
    ['the installed version', (visit) => withRequirements(visit, { version: '0' })],
    ['the advisories', (visit) => withRequirements(visit, { advisories: ['CVE-2026-9999'] })],
    ['the priority', (visit) => withRequirements(visit, { priority: 'immediate' })],
    ['the due', (visit) => withRequirements(visit, { due: 0 as Instant })],
    ['the state of a gate', (visit) => ({ ...visit, gates: visit.gates.map((gate) => ({ ...gate, status: 'met' })) })],
  ];
  it.each(ignored)('stays when only %s changes, so that approvals stay', (_, change) => {
    fc.assert(
      fc.property(anyVisit, (visit) => {
        expect(planFingerprint(key, [change(visit)])).toBe(planFingerprint(key, [visit]));
      }),
    );
  });

  const covered: readonly (readonly [string, (visit: ChangeVisit) => ChangeVisit])[] = [
    ['asset', (visit) => ({ ...visit, asset: `${visit.asset}x` })],
    ['target', (visit) => withRequirements(visit, { target: 'another' })],
    ['package', (visit) => withRequirements(visit, { name: 'another' })],
    ['window', (visit) => ({ ...visit, window: visit.window === undefined ? 'w' : undefined })],
    ['start', (visit) => ({ ...visit, start: later(visit.start) })],
    ['end', (visit) => ({ ...visit, end: later(visit.end) })],
    [
      'gates',
      (visit) => ({ ...visit, gates: [...visit.gates, { gate: 'ring-promotion', status: 'open', needs: '' }] }),
    ],
    ['being late', (visit) => ({ ...visit, isLate: !visit.isLate })],
    [
      'one update more',
      (visit) => ({ ...visit, requirements: [...visit.requirements, changeRequirement({ name: '' })] }),
    ],
  ];
  it.each(covered)('changes with %s, so that an approval of something else does not count', (_, change) => {
    fc.assert(
      fc.property(anyVisit, (visit) => {
        expect(planFingerprint(key, [change(visit)])).not.toBe(planFingerprint(key, [visit]));
      }),
    );
  });

  it('changes with the roles that must approve, not with the team', () => {
    const visits = [changeVisit()];

    expect(planFingerprint({ ...key, approvers: ['lead', 'security'] }, visits)).not.toBe(planFingerprint(key, visits));
    expect(planFingerprint({ ...key, team: 'other' }, visits)).toBe(planFingerprint(key, visits));
  });

  it('tells two updates apart whose words run together', () => {
    const one = changeVisit({ requirements: [changeRequirement({ name: 'a b', target: 'c' })] });
    const other = changeVisit({ requirements: [changeRequirement({ name: 'a', target: 'b c' })] });

    expect(planFingerprint(key, [one])).not.toBe(planFingerprint(key, [other]));
  });
});

function withRequirements(visit: ChangeVisit, parts: Partial<ChangeVisit['requirements'][number]>): ChangeVisit {
  return { ...visit, requirements: visit.requirements.map((requirement) => ({ ...requirement, ...parts })) };
}
