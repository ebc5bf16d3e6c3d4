import type { Estate } from '../../model/estate.ts';
import type { Instant } from '../../model/time.ts';
import type { Visit } from '../../model/visit.ts';
import { parseInstant } from '../time.ts';

/** Visits of merged Changes, as far as later ones are told from them. */
export interface EarlierVisits {
  /** Ids that were given away. */
  readonly ids: ReadonlySet<string>;
  /** Id of the last visit that was to bring some of these requirements and is over; they are required still. */
  readonly retriedBy: (requirements: readonly string[]) => Visit['retryOf'];
}

interface Over {
  readonly id: string;
  readonly end: Instant;
}

/** Reads merged Changes, which are never edited: a visit that failed or was missed is taken up by a new one. */
export function readEarlierVisits({ resources }: Pick<Estate, 'resources'>, asOf: Instant): EarlierVisits {
  const visits = [...(resources.Change?.values() ?? [])].flatMap(({ document }) => document.spec.visits);
  const lastOf = new Map<string, Over>();
  for (const { id, end: text, requirements } of visits) {
    const end = parseInstant(text);
    if (end === undefined || end > asOf) continue;
    for (const requirement of requirements) {
      const known = lastOf.get(requirement.id);
      if (known === undefined || isLater({ id, end }, known)) lastOf.set(requirement.id, { id, end });
    }
  }
  return {
    ids: new Set(visits.map(({ id }) => id)),
    retriedBy: (requirements) => {
      if (lastOf.size === 0) return undefined;
      const over = requirements.flatMap((id) => lastOf.get(id) ?? []);
      const [last] = over.sort((one, other) => (isLater(one, other) ? -1 : 1));
      return last?.id;
    },
  };
}

const isLater = (one: Over, other: Over): boolean =>
  one.end > other.end || (one.end === other.end && one.id > other.id);
