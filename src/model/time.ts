declare const instantBrand: unique symbol;

/** A point in time: whole milliseconds since 1970-01-01T00:00:00Z. Printed in UTC, to the second. */
export type Instant = number & { readonly [instantBrand]: true };

/** An IANA time zone name such as `Europe/Zurich`. */
export type TimeZone = string;

/**
 * A length of time as people write it: a date part (calendar arithmetic in a zone) and an exact part.
 * `businessDays` stands alone. All numbers are zero or positive.
 */
export interface Duration {
  readonly text: string;
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly businessDays: number;
  readonly milliseconds: number;
}

/** A stretch of time, `end` not included. */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
}
