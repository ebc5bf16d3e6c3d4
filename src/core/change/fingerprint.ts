import type { ChangeKey, ChangeVisit } from '../../model/change.ts';
import { digestOf } from '../digest.ts';
import { formatInstant } from '../time.ts';

/**
 * The fingerprint an approval is bound to (DESIGN §3.9): assets, targets, windows with start and end, gates, required
 * roles. Not the due, unless a visit became late; not the moment, the tool or the order in which things were found.
 */
export function planFingerprint(key: ChangeKey, visits: readonly ChangeVisit[]): string {
  const content = {
    approvers: key.approvers,
    visits: [...visits]
      .sort((left, right) => (left.id < right.id ? -1 : 1))
      .map((visit) => ({
        asset: visit.asset,
        window: visit.window ?? null,
        start: formatInstant(visit.start),
        end: formatInstant(visit.end),
        late: visit.isLate,
        targets: visit.requirements.map(({ ecosystem, name, target }) => `${ecosystem} ${name} ${target}`).sort(),
        gates: visit.gates.map(({ gate }) => gate).sort(),
      })),
  };
  return digestOf(content);
}
