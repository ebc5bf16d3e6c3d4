import type { Estate } from '../../model/estate.ts';

/** Tells who somebody is whom a forge or a commit names. */
export interface People {
  /** Id of the person whom a Team lists, else the name as it is. Letters count alike whatever their case. */
  readonly personOf: (login: string) => string;
  /** Everything that means one person, from any name of theirs. */
  readonly sameAs: (name: string) => ReadonlySet<string>;
}

/**
 * The people of an estate by id, login and address. Forges hide addresses behind one that holds the login
 * (`123+login@users.noreply.github.com`), which is read as that.
 */
export function peopleIn({ resources }: Estate): People {
  const persons = [...(resources.Team?.values() ?? [])].flatMap(({ document }) => document.spec.people ?? []);
  const idOf = new Map<string, string>();
  const namesOf = new Map<string, Set<string>>();
  for (const { id, login, email } of persons) {
    const names = namesOf.get(id) ?? new Set([id.toLowerCase()]);
    for (const name of [id, login, email]) {
      if (name === undefined) continue;
      idOf.set(name.toLowerCase(), id);
      names.add(name.toLowerCase());
    }
    namesOf.set(id, names);
  }
  const personOf = (name: string): string => idOf.get(plainName(name)) ?? name;
  return {
    personOf,
    sameAs: (name) => namesOf.get(personOf(name)) ?? new Set([plainName(name), name.toLowerCase()]),
  };
}

const noreply = /^(?:\d+\+)?([^@]+)@users\.noreply\.[^@]+$/;

function plainName(name: string): string {
  const lower = name.trim().toLowerCase();
  return noreply.exec(lower)?.[1] ?? lower;
}

/** Is somebody among those who are named? */
export function isAmong(who: string, names: readonly string[], people: People): boolean {
  const same = people.sameAs(who);
  return names.some(
    (name) =>
      same.has(plainName(name)) || same.has(name.toLowerCase()) || people.personOf(name) === people.personOf(who),
  );
}
