import type { Estate } from '../../model/estate.ts';
import { isConflict } from '../lint/roles.ts';

/** A role that must be given, by how many people, and who of those who approved may give it. */
export interface RoleCandidates {
  readonly role: string;
  readonly count: number;
  readonly people: readonly string[];
}

/** More attempts than any estate needs; roles that cannot be parted with them count as not parted. */
const mostAttempts = 20_000;

/**
 * Parts roles among people so that nobody uses two that conflict: the roles of each person, sorted. `undefined`: there are
 * too few people for that. Roles without a conflict are used by everybody who may.
 */
export function partRoles(
  candidates: readonly RoleCandidates[],
  { resources }: Estate,
): ReadonlyMap<string, readonly string[]> | undefined {
  const clashes = (left: string, right: string): boolean => {
    const [one, other] = [resources.Role?.get(left), resources.Role?.get(right)];
    return one !== undefined && other !== undefined && isConflict(one, other);
  };
  const isFree = ({ role }: RoleCandidates): boolean => !candidates.some((other) => clashes(role, other.role));
  const slots = candidates
    .filter((one) => !isFree(one))
    .flatMap((one) => Array.from({ length: one.count }, () => one))
    .sort((left, right) => left.people.length - right.people.length);
  let attempts = 0;
  const fill = (at: number, used: ReadonlyMap<string, readonly string[]>): typeof used | undefined => {
    const slot = slots[at];
    if (slot === undefined) return used;
    for (const person of slot.people) {
      attempts += 1;
      if (attempts > mostAttempts) return undefined;
      const roles = used.get(person) ?? [];
      if (roles.some((role) => role === slot.role || clashes(role, slot.role))) continue;
      const filled = fill(at + 1, new Map(used).set(person, [...roles, slot.role]));
      if (filled !== undefined) return filled;
    }
    return undefined;
  };
  const filled = fill(0, new Map());
  if (filled === undefined) return undefined;
  const used = new Map(filled);
  for (const { role, people } of candidates) {
    for (const person of people) {
      const roles = used.get(person) ?? [];
      if (!roles.some((other) => other === role || clashes(other, role))) used.set(person, [...roles, role].sort());
    }
  }
  return used;
}
