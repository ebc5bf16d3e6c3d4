import type { Estate } from '../../model/estate.ts';
import type { Instant } from '../../model/time.ts';
import { type Drilled, drilledIn } from './drills.ts';
import { readerOf } from './evidence.ts';
import { type Tested, testedIn } from './trials.ts';

/** What the records of an estate show about gates. */
export interface GateEvidence {
  readonly tested: Tested;
  readonly drilled: Drilled;
}

/**
 * Reads the records that gates are judged by, as of an instant. Only a record that nobody corrected speaks. An age is
 * judged where the visit starts: evidence that is good today and too old by then does not open a gate. Which duties are
 * done stands with the obligations that ask for them.
 */
export function gateEvidence(estate: Estate, asOf: Instant): GateEvidence {
  const reader = readerOf(estate, asOf);
  return { tested: testedIn(estate, reader), drilled: drilledIn(estate, reader) };
}
