import type { Estate } from '../../model/estate.ts';
import type { Instant } from '../../model/time.ts';
import { addDuration, parseDuration } from '../time.ts';
import { type Twins, twinsIn } from './twins.ts';

/** Whether records show that something holds: which ones, or what they lack. `isAbsent`: no record is about it at all. */
export type Evidence =
  | { readonly status: 'met'; readonly records: readonly string[] }
  | { readonly status: 'open'; readonly lacks: readonly string[]; readonly isAbsent: boolean };

/** Nothing is on record. */
export const absent = (lack: string): Evidence => ({ status: 'open', lacks: [lack], isAbsent: true });

/** Something is on record, and does not count. */
export const refuted = (lack: string): Evidence => ({ status: 'open', lacks: [lack], isAbsent: false });

/** What reading any kind of evidence needs of the estate. */
export interface Reader {
  /** What is said to have ended later has not happened. */
  readonly asOf: Instant;
  readonly twins: Twins;
  /** Does what ended then still count at an instant? Without a limit it counts for ever. */
  readonly isFresh: (endedAt: Instant, maxAge: string | undefined, at: Instant) => boolean;
}

/** A reader of an estate's records as of an instant. Ages are reckoned in the Workspace's zone and working days. */
export function readerOf(estate: Estate, asOf: Instant): Reader {
  const { timeZone: zone, weekend, holidays } = estate.workspace;
  return {
    asOf,
    twins: twinsIn(estate),
    isFresh: (endedAt, maxAge, at) => {
      if (maxAge === undefined) return true;
      const length = parseDuration(maxAge);
      return length !== undefined && addDuration(endedAt, length, { zone, weekend, holidays }) >= at;
    },
  };
}

/** Several pieces of evidence as one: met when there is one and each is met. */
export function together(parts: readonly Evidence[]): Evidence {
  const open = parts.filter((part) => part.status === 'open');
  if (parts.length === 0 || open.length > 0) {
    const isAbsent = open.length === parts.length && open.every((part) => part.isAbsent);
    return { status: 'open', lacks: [...new Set(open.flatMap(({ lacks }) => lacks))].sort(), isAbsent };
  }
  const records = parts.flatMap((part) => (part.status === 'met' ? part.records : []));
  return { status: 'met', records: [...new Set(records)].sort() };
}
