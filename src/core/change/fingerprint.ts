import type { ChangeKey, ChangeVisit } from '../../model/change.ts';
import { canonicalJson, digestOf } from '../digest.ts';
import { formatInstant } from '../time.ts';

/**
 * The fingerprint an approval is bound to: assets, targets, windows with start and end, gates, required
 * roles. Not the due, unless a visit became late; not the moment, the tool, the ids or the order in which things were
 * found.
 */
export function planFingerprint(key: ChangeKey, visits: readonly ChangeVisit[]): string {
  return digestOf({ approvers: key.approvers, visits: sorted(visits.map(approved)) });
}

function approved(visit: ChangeVisit) {
  return {
    asset: visit.asset,
    window: visit.window ?? null,
    start: formatInstant(visit.start),
    end: formatInstant(visit.end),
    late: visit.isLate,
    targets: sorted(visit.requirements.map(({ ecosystem, name, target }) => [ecosystem, name, target])),
    gates: visit.gates.map(({ gate }) => gate).sort(),
  };
}

/** By content: what stands in a fingerprint has no other order. */
function sorted<T>(values: readonly T[]): readonly T[] {
  const byText = values.map((value) => ({ value, text: canonicalJson(value) }));
  return byText
    .sort((left, right) => (left.text < right.text ? -1 : left.text > right.text ? 1 : 0))
    .map(({ value }) => value);
}
