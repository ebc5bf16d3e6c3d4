import { compareText } from '../../ecosystems/parts/digits.ts';
import type { PartialTarget, WorseTarget } from '../../model/finding.ts';
import { type Candidate, withOffers } from './package-view.ts';
import type { Subject } from './subjects.ts';

/** What a component must get rid of. */
export interface TargetInput {
  /** The documents whose versions are proposed, and the installed version. */
  readonly subject: Subject;
  /** Names of the advisories that affect the installed version there. */
  readonly affected: ReadonlySet<string>;
  /** Names of advisories that affect the component by another package's versions: no version here can clear them. */
  readonly beyond: ReadonlySet<string>;
  /** Those of them that a target is asked for. Default: all; a version that clears others only is then none. */
  readonly wanted?: ReadonlySet<string> | undefined;
  /** How urgent an advisory is, a greater number first. */
  readonly urgency: (advisory: string) => number;
  /** Releases to choose from beside the fixed versions that documents name. Default: none. */
  readonly offers?: readonly string[];
  /** Why a version is not to be had, whatever affects it; `undefined`: it is. Default: every version is. */
  readonly refusal?: (version: string) => string | undefined;
}

/** The smallest clean version, or the best of those that are not clean, and why the others were refused. */
export interface TargetChoice {
  readonly target: string | undefined;
  readonly partial: PartialTarget | undefined;
  /** The best of those that would clear something and bring in worse; told where nothing better is left. */
  readonly worse?: WorseTarget | undefined;
  readonly refused: readonly { readonly version: string; readonly because: string }[];
}

/** A refusal is the same for every installed version below the candidate. */
const refusals = new WeakMap<Candidate, TargetChoice['refused'][number]>();

/**
 * Chooses the target: the smallest version among the fixed events of all documents of the package that is
 * above the installed one and that no document calls affected. If there is none, `partial` is the candidate that clears
 * the most urgent advisory (by severity, then KEV), then the most advisories, then the smallest version; its `remains`
 * also names what the move would bring in, and a candidate that would bring in something more urgent than anything it
 * clears is refused.
 */
export function chooseTarget(input: TargetInput): TargetChoice {
  const { subject, beyond } = input;
  const { comparer } = subject.view;
  const { parsed } = subject.version;
  if (comparer === undefined || parsed === undefined) return nothing;
  const candidates = withOffers(subject.view, input.offers ?? []);
  const above = candidates.slice(firstIndex(candidates, (one) => comparer.compare(one.parsed, parsed) > 0));
  const isToBeHad = ({ text }: Candidate): boolean => input.refusal?.(text) === undefined;
  const clean = above.findIndex((candidate) => candidate.affectedBy().length === 0 && isToBeHad(candidate));
  const refused = (clean < 0 ? above : above.slice(0, clean)).map((one) => {
    const because = input.refusal?.(one.text);
    return because === undefined ? refusalOf(one) : { version: one.text, because };
  });
  if (clean >= 0 && beyond.size === 0) return { target: above[clean]?.text, partial: undefined, refused };
  return { target: undefined, ...bestPartial(above.filter(isToBeHad), input), refused };
}

const nothing: TargetChoice = { target: undefined, partial: undefined, refused: [] };

/** The first place of a sorted list from which on the condition holds. */
function firstIndex<T>(sorted: readonly T[], holds: (one: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const one = sorted[middle];
    if (one !== undefined && holds(one)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function refusalOf(candidate: Candidate): TargetChoice['refused'][number] {
  const known = refusals.get(candidate);
  if (known !== undefined) return known;
  const ids = [...new Set(candidate.affectedBy().map(({ document }) => document.id))].sort(compareText);
  const more = ids.length > 3 ? ` and ${ids.length - 3} more` : '';
  const refusal = { version: candidate.text, because: `affected by ${ids.slice(0, 3).join(', ')}${more}` };
  refusals.set(candidate, refusal);
  return refusal;
}

function bestPartial(above: readonly Candidate[], input: TargetInput): Pick<TargetChoice, 'partial' | 'worse'> {
  const { affected, beyond, urgency, wanted = affected } = input;
  let best: Ranked<PartialTarget> | undefined;
  let worst: Ranked<WorseTarget> | undefined;
  for (const candidate of above) {
    const left = new Set(candidate.affectedBy().map(({ advisory }) => advisory.name));
    const clears = [...affected].filter((name) => !left.has(name) && !beyond.has(name)).sort(compareText);
    if (!clears.some((name) => wanted.has(name))) continue;
    const mostUrgent = Math.max(...clears.map(urgency));
    const brings = [...left].filter((name) => !affected.has(name) && urgency(name) > mostUrgent).sort(compareText);
    if (brings.length > 0) {
      worst = better(worst, { target: { version: candidate.text, clears, brings }, urgency: mostUrgent });
      continue;
    }
    const remains = [...new Set([...left, ...beyond])].sort(compareText);
    best = better(best, { target: { version: candidate.text, clears, remains }, urgency: mostUrgent });
  }
  return best === undefined ? { partial: undefined, worse: worst?.target } : { partial: best.target };
}

interface Ranked<Target extends Pick<PartialTarget, 'clears'>> {
  readonly target: Target;
  /** Of the most urgent that it clears. */
  readonly urgency: number;
}

/** The one that clears the more urgent, then the more; the earlier of two that are alike. */
function better<Target extends Pick<PartialTarget, 'clears'>>(
  one: Ranked<Target> | undefined,
  other: Ranked<Target>,
): Ranked<Target> {
  if (one === undefined || other.urgency !== one.urgency) {
    return one === undefined || other.urgency > one.urgency ? other : one;
  }
  return other.target.clears.length > one.target.clears.length ? other : one;
}
