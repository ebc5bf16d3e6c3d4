import type { RangeEvent } from '../../model/advisory.ts';

/** A range of versions taken apart, or why it cannot be. */
export type VersionRangeRead =
  | {
      readonly kind: 'range';
      /** The scheme of `vers:<scheme>/…`; `undefined` where the text is bare constraints. */
      readonly scheme: string | undefined;
      /** Events of each interval, in the words of OSV. */
      readonly intervals: readonly (readonly RangeEvent[])[];
      /** Versions named one by one. */
      readonly versions: readonly string[];
      /** Lower bounds that exclude their version; OSV has none, so they stand in `intervals` as if they included it. */
      readonly openBounds: readonly string[];
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly reason: string };

interface Constraint {
  readonly sign: '=' | '!=' | '<' | '<=' | '>' | '>=';
  readonly version: string;
}

/** Longer lists are nobody's range, and each constraint becomes an object. */
const maxConstraints = 1_000;

const constraintText = /^(>=|<=|!=|<|>|=)?\s*([^\s<>=!|*,][^<>=!|*,]*)$/;

/**
 * Reads a range as CSAF writes it (2.0, section 3.1.2.3): `vers:<scheme>/<constraints>` (package-url/vers-spec), or the
 * constraints alone ("vls"). Constraints must come in ascending order, so that bounds pair up without comparing
 * versions. Sentences such as "All versions prior to 2.0" are unreadable; nobody guesses at their bounds.
 */
export function readVersionRange(text: string): VersionRangeRead {
  const trimmed = text.trim();
  const vers = /^vers:([a-z][a-z0-9.+-]*)\/(.*)$/is.exec(trimmed);
  if (vers === null && /^vers:/i.test(trimmed)) return { kind: 'unreadable', reason: 'it names no version scheme' };
  const scheme = vers?.[1]?.toLowerCase();
  const body = vers === null ? trimmed : (vers[2] ?? '').trim();
  if (scheme === 'none') return body === '*' ? { kind: 'none' } : onlyStar('none');
  if (body === '*') return { ...everything, scheme: scheme === 'all' ? undefined : scheme };
  if (scheme === undefined && /^all(?: versions)?$/i.test(body)) return everything;
  if (scheme === 'all') return onlyStar('all');
  const constraints = constraintsOf(body, scheme !== undefined);
  if (typeof constraints === 'string') return { kind: 'unreadable', reason: constraints };
  const intervals = intervalsOf(constraints);
  if (typeof intervals === 'string') return { kind: 'unreadable', reason: intervals };
  return {
    kind: 'range',
    scheme,
    intervals,
    versions: constraints.filter(({ sign }) => sign === '=').map(({ version }) => version),
    openBounds: constraints.filter(({ sign }) => sign === '>').map(({ version }) => version),
  };
}

const everything: VersionRangeRead & { readonly kind: 'range' } = {
  kind: 'range',
  scheme: undefined,
  intervals: [[{ kind: 'introduced', version: '0' }]],
  versions: [],
  openBounds: [],
};

function onlyStar(scheme: string): VersionRangeRead {
  return { kind: 'unreadable', reason: `"vers:${scheme}/" may be followed by "*" only` };
}

function constraintsOf(body: string, isVers: boolean): readonly Constraint[] | string {
  const texts = body.split('|');
  if (texts.length > maxConstraints) return `it has more than ${maxConstraints} constraints`;
  const constraints: Constraint[] = [];
  for (const text of texts) {
    const match = constraintText.exec(text.trim());
    const version = match?.[2]?.trim();
    if (match === null || version === undefined) return 'a constraint is not a sign and a version';
    // A bare word is "equal to" in vers; in free text it may be anything.
    if (match[1] === undefined && !isVers) return 'a constraint has no sign';
    constraints.push({ sign: (match[1] ?? '=') as Constraint['sign'], version: isVers ? decoded(version) : version });
  }
  return constraints;
}

/** vers percent-encodes what its own signs would be taken for. */
function decoded(version: string): string {
  try {
    return decodeURIComponent(version);
  } catch {
    return version;
  }
}

/** Bounds in pairs; `=` stands for itself and takes part in none. */
function intervalsOf(constraints: readonly Constraint[]): readonly (readonly RangeEvent[])[] | string {
  const bounds = constraints.filter(({ sign }) => sign !== '=');
  const problem = orderProblem(bounds);
  if (problem !== undefined) return problem;
  const intervals: (readonly RangeEvent[])[] = [];
  let open: RangeEvent | undefined;
  for (const { sign, version } of bounds) {
    if (isLower(sign)) open = { kind: 'introduced', version };
    else {
      intervals.push([open ?? fromTheStart, { kind: sign === '<' ? 'fixed' : 'last_affected', version }]);
      open = undefined;
    }
  }
  return open === undefined ? intervals : [...intervals, [open]];
}

const fromTheStart: RangeEvent = { kind: 'introduced', version: '0' };

const isLower = (sign: Constraint['sign']): boolean => sign === '>' || sign === '>=';

/** Lower and upper bounds must take turns; the first may be an upper one. */
function orderProblem(bounds: readonly Constraint[]): string | undefined {
  for (const [index, { sign }] of bounds.entries()) {
    if (sign === '!=') return 'it leaves out single versions';
    const previous = bounds[index - 1];
    if (previous === undefined || isLower(previous.sign) !== isLower(sign)) continue;
    return `two ${isLower(sign) ? 'lower' : 'upper'} bounds follow each other`;
  }
  return undefined;
}
