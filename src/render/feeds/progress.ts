import { durationText } from '../../core/time.ts';
import { thousands } from '../words.ts';

/** `12.3 of 104.0 MB · 5.2 MB/s · 18 s left`; without a total neither it nor the time left. */
export function downloadText(bytes: number, total: number | undefined, elapsedMs: number): string {
  const rate = bytes / Math.max(1, elapsedMs);
  const left = total === undefined || rate === 0 ? undefined : (total - bytes) / rate;
  return [
    total === undefined ? `${megabytes(bytes)} MB` : `${megabytes(bytes)} of ${megabytes(total)} MB`,
    `${megabytes(rate * 1000)} MB/s`,
    ...(left === undefined ? [] : [`${left < 1000 ? 'less than 1 s' : durationText(left)} left`]),
  ].join(' · ');
}

/** `120,000 documents read · 35,000 a second`. */
export function readingText(documents: number, elapsedMs: number): string {
  const rate = Math.round((documents / Math.max(1, elapsedMs)) * 1000);
  return `${thousands(documents)} documents read · ${thousands(rate)} a second`;
}

/** Megabytes with one digit. */
export const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
