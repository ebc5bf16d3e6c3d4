/** How many choices one question may look at, well under a second's work; beyond it, nobody can say. */
const lookLimit = 1_000_000;

/** Something that must hold: in at least one place the value is among these. Bits of `among` are cells. */
export type Choice = readonly { readonly place: number; readonly among: bigint }[];

/** One answer of a search: which cells are left at each place. */
export type Search =
  | { readonly kind: 'found'; readonly cells: readonly bigint[] }
  | { readonly kind: 'none' }
  /** The question is too large to be answered. */
  | { readonly kind: 'too-large' };

/**
 * Is there a cell for every place such that every choice holds? Exact: all combinations are covered, most of them
 * without being looked at, because a choice with one way left decides at once. What a found answer does not need is
 * given back, so that only what matters is narrowed.
 */
export function search(places: readonly bigint[], choices: readonly Choice[], limit = lookLimit): Search {
  if (places.some((cells) => cells === 0n)) return { kind: 'none' };
  const budget = { left: limit };
  const found = descend(places, choices, budget);
  if (budget.left < 0) return { kind: 'too-large' };
  return found === undefined ? { kind: 'none' } : { kind: 'found', cells: relaxed(found, places, choices) };
}

interface Budget {
  left: number;
}

function descend(places: readonly bigint[], choices: readonly Choice[], budget: Budget): readonly bigint[] | undefined {
  budget.left -= choices.length;
  if (budget.left < 0) return undefined;
  const open = openChoices(places, choices);
  if (open === undefined) return undefined;
  const [tightest] = open.toSorted((a, b) => a.length - b.length);
  if (tightest === undefined) return places;
  const left = [...places];
  for (const { place, among } of tightest) {
    const cells = left[place] ?? 0n;
    const taken = cells & among;
    if (taken === 0n) continue;
    const answer = descend(left.with(place, taken), open, budget);
    if (answer !== undefined || budget.left < 0) return answer;
    // Whatever else answers has none of these here; so no combination is looked at twice.
    left[place] = cells & ~among;
    if (left[place] === 0n) return undefined;
  }
  return undefined;
}

/** The choices that are not settled yet, with the ways they have left; `undefined` when one has none. */
function openChoices(places: readonly bigint[], choices: readonly Choice[]): readonly Choice[] | undefined {
  const open: Choice[] = [];
  for (const choice of choices) {
    if (isSettled(places, choice)) continue;
    const ways = choice.filter(({ place, among }) => ((places[place] ?? 0n) & among) !== 0n);
    if (ways.length === 0) return undefined;
    open.push(ways);
  }
  return open;
}

function isSettled(places: readonly bigint[], choice: Choice): boolean {
  return choice.some(({ place, among }) => ((places[place] ?? 0n) & ~among) === 0n);
}

function relaxed(found: readonly bigint[], places: readonly bigint[], choices: readonly Choice[]): readonly bigint[] {
  let cells = found;
  for (const [place, whole] of places.entries()) {
    const wider = cells.with(place, whole);
    if (choices.every((choice) => isSettled(wider, choice))) cells = wider;
  }
  return cells;
}
