import { durationText } from '../../core/time.ts';
import { thousands } from '../words.ts';

/** `12.3 of 104.0 MB · 5.2 MB/s · 18 s left`; without a total neither it nor the time left. */
export function downloadText(bytes: number, total: number | undefined, elapsedMs: number): string {
  const rate = bytes / Math.max(1, elapsedMs);
  const left = total === undefined || rate === 0 ? undefined : (total - bytes) / rate;
  return [
    total === undefined ? `${megabytes(bytes)} MB` : `${megabytes(bytes)} of ${megabytes(total)} MB`,
    `${megabytes(rate * 1000)} MB/s`,
    ...(left === undefined ? [] : [leftText(left)]),
  ].join(' · ');
}

/** `120,000 of 200,000 documents · 35,000 a second · 3 s left`; without a total neither it nor the time left. */
export function readingText(documents: number, total: number | undefined, elapsedMs: number): string {
  const rate = documents / Math.max(1, elapsedMs);
  const count = total === undefined ? thousands(documents) : `${thousands(documents)} of ${thousands(total)}`;
  const left = total === undefined || rate === 0 ? [] : [leftText((total - documents) / rate)];
  return [`${count} documents`, `${thousands(Math.round(rate * 1000))} a second`, ...left].join(' · ');
}

const leftText = (ms: number): string => `${ms < 1000 ? 'less than 1 s' : durationText(ms)} left`;

/** Megabytes with one digit. */
export const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
