import { compareText } from '../../ecosystems/parts/digits.ts';
import { type HealthFinding, type HealthHurt, healthHurts } from '../../model/health.ts';

/** Findings by how much they hurt, then by how much they concern, then by their words. */
export function worstFirst(findings: readonly HealthFinding[]): readonly HealthFinding[] {
  return [...findings].sort(
    (left, right) =>
      healthHurts.indexOf(left.hurt) - healthHurts.indexOf(right.hurt) ||
      right.weight - left.weight ||
      compareText(left.code, right.code) ||
      compareText(left.text, right.text),
  );
}

const degrading: ReadonlySet<HealthHurt> = new Set(['broken', 'unwatched', 'stale']);

/** Does a finding mean that something is not known, and not only that it could be better? */
export const isDegrading = ({ hurt }: Pick<HealthFinding, 'hurt'>): boolean => degrading.has(hurt);
