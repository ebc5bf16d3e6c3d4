/** As much of a record as tells what it corrects. */
export interface Superseding {
  readonly name: string;
  readonly document: { readonly spec: { readonly supersedes?: readonly string[] } };
}

/** Which records of a kind are corrected by later ones. */
export interface Supersession {
  /** The record that replaces each. */
  readonly replaced: ReadonlyMap<string, string>;
  /** Records that correct one another in a circle: none of them is the last word. */
  readonly circular: readonly string[];
}

/** Which record replaces which. A record is replaced only when the chain of corrections ends in one that stands. */
export function supersession(records: readonly Superseding[]): Supersession {
  const corrects = new Map<string, string>();
  for (const { name, document } of records)
    for (const other of document.spec.supersedes ?? []) corrects.set(other, name);
  const replaced = new Map<string, string>();
  const circular: string[] = [];
  for (const { name } of records) {
    const by = corrects.get(name);
    if (by === undefined) continue;
    if (endsWell(name, corrects)) replaced.set(name, by);
    else circular.push(name);
  }
  return { replaced, circular };
}

/** The records that are somebody's last word: neither corrected nor part of a circle of corrections. */
export function lastWords<R extends Superseding>(records: readonly R[]): readonly R[] {
  const { replaced, circular } = supersession(records);
  return records.filter(({ name }) => !replaced.has(name) && !circular.includes(name));
}

function endsWell(name: string, corrects: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>();
  for (let next: string | undefined = name; next !== undefined; next = corrects.get(next)) {
    if (seen.has(next)) return false;
    seen.add(next);
  }
  return true;
}
