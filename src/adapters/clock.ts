import type { Instant } from '../model/time.ts';

/** The one reading of the wall clock in a run, cut to whole seconds. */
export function now(): Instant {
  return (Math.floor(Date.now() / 1000) * 1000) as Instant;
}

/** Version of the time-zone data this process computes with, printed beside every plan. */
export function timeZoneDataVersion(): string {
  return process.versions['tz'] ?? 'unknown';
}

/** Starts to measure; each call of the result answers the whole milliseconds since. For display only, never to decide. */
export function stopwatch(): () => number {
  const start = performance.now();
  return () => Math.round(performance.now() - start);
}
