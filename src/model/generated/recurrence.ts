// Generated from schemas/recurrence.schema.json by `npm run generate`; do not edit.

/** A recurrence rule that was tried out, as `calendar --rrule --format json` writes it. */
export interface RecurrenceDocument {
  /** Format of this document. */
  readonly schema: 'patchledger.recurrence/v1';
  /** The rule, as it was given. */
  readonly rrule: string;
  /** Wall clock from which the rule counts, as it was given. */
  readonly start: string;
  /** Time zone of the wall clocks. */
  readonly timeZone: string;
  /** Days by which every occurrence is moved, before it is looked up on the clock. */
  readonly offsetDays: number;
  /** Instant up to which occurrences were looked for. */
  readonly searchedUntil: string;
  /** Whether occurrences follow the last one listed. */
  readonly goesOn: boolean;
  /** Occurrences by time, those that a change of clocks skips among them. */
  readonly occurrences: readonly RecurrenceOccurrence[];
}

/** One occurrence. */
export interface RecurrenceOccurrence {
  /** Its wall clock. */
  readonly local: string;
  /** `skipped`: the clock jumps over it, and nothing happens. `first-of-two`: the clock shows it twice, and this is the first reading. */
  readonly kind: 'happens' | 'skipped' | 'first-of-two';
  /** Its instant in UTC. `null`: it is skipped. */
  readonly start: string | null;
  /** Where it ends, in UTC. `null`: it is skipped, or no duration was asked for. */
  readonly end: string | null;
}
