import type { Duration } from '../model/time.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

type Parts = Omit<Duration, 'text'>;

const nothing: Parts = { years: 0, months: 0, weeks: 0, days: 0, businessDays: 0, milliseconds: 0 };

/**
 * Reads a length of time: `30min 24h 14d 2w 1mo 10bd`, or ISO 8601 (`PT24H`, `P1DT12H`, `P2W`).
 * Only the exact parts (hours, minutes, seconds) may have a fraction.
 * `undefined` for everything else, `1m` among it: minutes or months, nobody can tell.
 */
export function parseDuration(text: string): Duration | undefined {
  const parts = shortForm(text) ?? isoForm(text);
  return parts && { text, ...parts };
}

/** A length in milliseconds for people, its two largest units: `3 d 4 h`, `45 min`, `30 s`; `-` in front when negative. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 0) return `-${durationText(-milliseconds)}`;
  const seconds = Math.floor(milliseconds / 1000);
  const units: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = units.findIndex(([count]) => count > 0);
  if (first < 0) return '0 min';
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

function shortForm(text: string): Parts | undefined {
  const exact = /^(\d+(?:\.\d+)?)(min|h)$/.exec(text);
  if (exact) return { ...nothing, milliseconds: milliseconds(exact[1], exact[2] === 'h' ? hourMs : minuteMs) };
  const [, digits, unit] = /^(\d+)(d|w|mo|bd)$/.exec(text) ?? [];
  const count = Number(digits);
  switch (unit) {
    case 'd':
      return { ...nothing, days: count };
    case 'w':
      return { ...nothing, weeks: count };
    case 'mo':
      return { ...nothing, months: count };
    case 'bd':
      return { ...nothing, businessDays: count };
    default:
      return undefined;
  }
}

const isoDate = String.raw`(?:(?<years>\d+)Y)?(?:(?<months>\d+)M)?(?:(?<weeks>\d+)W)?(?:(?<days>\d+)D)?`;
const fraction = String.raw`\d+(?:[.,]\d+)?`;
const isoTime = `(?:(?<hours>${fraction})H)?(?:(?<minutes>${fraction})M)?(?:(?<seconds>${fraction})S)?`;
const iso = new RegExp(`^P(?=[\\dT])${isoDate}(?:T(?=\\d)${isoTime})?$`);

function isoForm(text: string): Parts | undefined {
  const groups = iso.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { years, months, weeks, days, hours, minutes, seconds } = groups;
  return {
    years: Number(years ?? 0),
    months: Number(months ?? 0),
    weeks: Number(weeks ?? 0),
    days: Number(days ?? 0),
    businessDays: 0,
    milliseconds: milliseconds(hours, hourMs) + milliseconds(minutes, minuteMs) + milliseconds(seconds, 1000),
  };
}

function milliseconds(digits: string | undefined, unitMs: number): number {
  return digits === undefined ? 0 : Math.round(Number(digits.replace(',', '.')) * unitMs);
}
