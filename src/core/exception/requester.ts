import type { Estate } from '../../model/estate.ts';
import { nearest } from '../estate/nearest.ts';

/**
 * Why nobody of this id can ask for an exception, as a hint; `undefined` when a Team lists the person.
 * People are named by id, so a login, an address or a display name leads to the id that is meant.
 */
export function unknownRequester(estate: Estate, id: string): string | undefined {
  const people = [...(estate.resources.Team?.values() ?? [])].flatMap(({ document }) => document.spec.people ?? []);
  if (people.some((person) => person.id === id)) return undefined;
  if (people.length === 0) return 'no Team lists any people; write them under spec.people first';
  const meant = people.find(({ login, email, displayName }) => [login, email, displayName].includes(id))?.id;
  const near = meant ?? nearest(id, [...new Set(people.map((person) => person.id))]);
  return near === undefined ? 'the Teams of the estate list the people, under spec.people' : `did you mean ${near}?`;
}
