import type { Asset, AssetFacts } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { ComponentFinding } from '../../model/finding.ts';
import type { Selector } from '../../model/generated/common.ts';
import type { OwedDuty } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { asksIndividually, likenessReaders } from '../estate/likeness.ts';
import { selects } from '../estate/select.ts';
import { parseInstant } from '../time.ts';
import { createTrie } from '../trie.ts';
import { namesAdvisory } from './advisory-names.ts';
import type { EffectiveException } from './exception.ts';
import { isAssetFact } from './facts.ts';
import type { PolicyTable } from './table.ts';
import type { Statement } from './vex.ts';

/** When advisories were evaluated, and for which assets: a row of an EvaluationRecord. */
export interface Evaluation {
  readonly record: string;
  readonly advisories: readonly string[];
  readonly selector: Selector | undefined;
  readonly at: Instant;
  /** Duties that were done with it, by id. */
  readonly duties: readonly string[];
}

/** Everything that is said by selector and decides about the findings of an asset. */
export interface Sayings {
  readonly tables: readonly PolicyTable[];
  readonly exceptions: readonly EffectiveException[];
  readonly statements: readonly Statement[];
  readonly evaluations: readonly Evaluation[];
}

/**
 * What makes two assets alike: the same policies, exceptions, statements and evaluations, and the same values of the
 * facts that those policies ask for. A component is decided once for all assets of one profile.
 */
export interface Profile extends Sayings {
  /** Counts profiles in the order in which they were met; for keys of caches only. */
  readonly id: number;
  /** Of one of its assets: what no policy asks for may differ on the others. */
  readonly facts: AssetFacts;
  readonly source: string;
}

/** Gives each asset its profile; alike assets share one object. */
export function profiler(sayings: Sayings, estate: Estate): (asset: Asset) => Profile {
  const profiles = new Map<string, Profile>();
  const asked = assetFactsAsked(sayings.tables);
  const selectors = selectorsIn(sayings);
  const find = (asset: Asset): Profile => {
    const spoken = sayingsOf(sayings, (selector) => selects(selector, asset, estate.componentSets));
    const key = JSON.stringify([asset.origin.file, spoken, asked.map((ask) => ask(asset.facts))]);
    const profile = profiles.get(key) ?? profileFrom(sayings, spoken, { id: profiles.size, asset });
    profiles.set(key, profile);
    return profile;
  };
  if (selectors.some(asksIndividually)) return find;
  const readers: readonly ((asset: Asset) => string | boolean | undefined)[] = [
    ({ origin }) => origin.file,
    ...likenessReaders(selectors),
    ...asked.map((ask) => (asset: Asset) => ask(asset.facts)),
  ];
  const byLikeness = createTrie<string | boolean | undefined, Profile>();
  // One list for all that ask: every asset does.
  const likeness: (string | boolean | undefined)[] = [];
  return (asset) => {
    for (let place = 0; place < readers.length; place += 1) likeness[place] = readers[place]?.(asset);
    return byLikeness.at(likeness, () => find(asset));
  };
}

/** Places of what is said of an asset, in the lists of all sayings. */
type Spoken = Readonly<Record<keyof Sayings, readonly number[]>>;

function sayingsOf(sayings: Sayings, takes: (selector: Selector | undefined) => boolean): Spoken {
  return {
    tables: indexes(sayings.tables, ({ selectors }) => selectors.every(takes)),
    exceptions: indexes(sayings.exceptions, ({ spec }) => takes(spec.selector)),
    statements: indexes(sayings.statements, ({ spec }) => takes(spec.selector)),
    evaluations: indexes(sayings.evaluations, ({ selector }) => takes(selector)),
  };
}

function profileFrom(
  sayings: Sayings,
  spoken: Spoken,
  { id, asset }: { readonly id: number; readonly asset: Asset },
): Profile {
  return {
    id,
    facts: asset.facts,
    source: asset.origin.file,
    tables: distinct(at(sayings.tables, spoken.tables)),
    exceptions: at(sayings.exceptions, spoken.exceptions),
    statements: at(sayings.statements, spoken.statements),
    evaluations: at(sayings.evaluations, spoken.evaluations),
  };
}

/** Every selector that decides whether something is said of an asset. */
function selectorsIn({ tables, exceptions, statements, evaluations }: Sayings): readonly Selector[] {
  const ofSayings = [...exceptions, ...statements].map(({ spec }) => spec.selector);
  const all = [
    ...tables.flatMap(({ selectors }) => selectors),
    ...ofSayings,
    ...evaluations.map(({ selector }) => selector),
  ];
  return all.flatMap((selector) => selector ?? []);
}

/** Every completed evaluation that the estate records; a deferred one completes nothing, a superseded one says nothing. */
export function evaluationsOf(estate: Estate): readonly Evaluation[] {
  const records = [...(estate.resources.EvaluationRecord?.values() ?? [])];
  const superseded = new Set(records.flatMap(({ document }) => document.spec.supersedes ?? []));
  return records
    .filter(({ name }) => !superseded.has(name))
    .flatMap(({ name: record, document }) => {
      const at = parseInstant(document.spec.evaluatedAt);
      const rows = document.spec.rows.filter(({ result }) => result !== 'deferred');
      return at === undefined
        ? []
        : rows.map(({ advisories, selector, duties = [] }) => ({ record, advisories, selector, at, duties }));
    });
}

/** When a finding was first evaluated, as far as that had happened at `asOf`. */
export function evaluatedAt(
  evaluations: readonly Evaluation[],
  finding: ComponentFinding,
  asOf: Instant,
): Instant | undefined {
  return evaluations
    .filter(({ advisories, at: when }) => when <= asOf && namesAdvisory(advisories, finding))
    .reduce<Instant | undefined>(
      (first, { at: when }) => (first === undefined || when < first ? when : first),
      undefined,
    );
}

/** The first record that says of a duty that it was done for a finding, as far as that had happened at `asOf`. */
export function dutyDone(
  evaluations: readonly Evaluation[],
  finding: ComponentFinding,
  asOf: Instant,
): (duty: string) => OwedDuty['done'] {
  if (evaluations.length === 0) return notDone;
  const about = evaluations
    .filter(
      ({ duties, at: when, advisories }) => duties.length > 0 && when <= asOf && namesAdvisory(advisories, finding),
    )
    .sort((left, right) => left.at - right.at || (left.record < right.record ? -1 : 1));
  return (duty) => {
    const first = about.find(({ duties }) => duties.includes(duty));
    return first && { record: first.record, at: first.at };
  };
}

const notDone = (): undefined => undefined;

function indexes<T>(items: readonly T[], taken: (item: T) => boolean): readonly number[] {
  return items.flatMap((item, index) => (taken(item) ? [index] : []));
}

function at<T>(items: readonly T[], positions: readonly number[]): readonly T[] {
  return positions.flatMap((position) => items[position] ?? []);
}

/** A policy reached on several ways speaks once, unless the way changes its time zone. */
function distinct(tables: readonly PolicyTable[]): readonly PolicyTable[] {
  const seen = new Map(tables.map((one) => [`${one.table.policy} ${one.table.timeZone}`, one]));
  return [...seen.values()].sort((left, right) => (left.table.policy < right.table.policy ? -1 : 1));
}

type AskedFact = (facts: AssetFacts) => string | boolean | undefined;

/** Readers of the asset facts and labels that any rule asks for. Most policies ask for few, and fleets share those. */
function assetFactsAsked(tables: readonly PolicyTable[]): readonly AskedFact[] {
  const conditions = tables.flatMap(({ table }) => table.rules.flatMap(({ when }) => when));
  return [...new Set(conditions.map(({ fact }) => fact))].flatMap((fact): AskedFact[] => {
    if (!fact.startsWith('labels.')) return isAssetFact(fact) ? [(facts) => facts[fact]] : [];
    const key = fact.slice('labels.'.length);
    return [({ labels }) => (Object.hasOwn(labels, key) ? labels[key] : undefined)];
  });
}
