import type { Asset, AssetFacts } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { ComponentFinding } from '../../model/finding.ts';
import type { Selector } from '../../model/generated/common.ts';
import type { Instant } from '../../model/time.ts';
import { selects } from '../estate/select.ts';
import { parseInstant } from '../time.ts';
import { namesAdvisory } from './advisory-names.ts';
import type { EffectiveException } from './exception.ts';
import { isAssetFact } from './facts.ts';
import type { PolicyTable } from './table.ts';
import type { Statement } from './vex.ts';

/** When advisories were evaluated, and for which assets: a row of an EvaluationRecord. */
export interface Evaluation {
  readonly advisories: readonly string[];
  readonly selector: Selector | undefined;
  readonly at: Instant;
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
  return (asset) => {
    const takes = (selector: Selector | undefined): boolean => selects(selector, asset, estate.componentSets);
    const tables = indexes(sayings.tables, ({ selectors }) => selectors.every(takes));
    const exceptions = indexes(sayings.exceptions, ({ spec }) => takes(spec.selector));
    const statements = indexes(sayings.statements, ({ spec }) => takes(spec.selector));
    const evaluations = indexes(sayings.evaluations, ({ selector }) => takes(selector));
    const source = asset.origin.file;
    const key = JSON.stringify([
      source,
      tables,
      exceptions,
      statements,
      evaluations,
      asked.map((ask) => ask(asset.facts)),
    ]);
    const known = profiles.get(key);
    if (known) return known;
    const profile: Profile = {
      id: profiles.size,
      facts: asset.facts,
      source,
      tables: distinct(at(sayings.tables, tables)),
      exceptions: at(sayings.exceptions, exceptions),
      statements: at(sayings.statements, statements),
      evaluations: at(sayings.evaluations, evaluations),
    };
    profiles.set(key, profile);
    return profile;
  };
}

/** Every completed evaluation that the estate records; a deferred one completes nothing, a superseded one says nothing. */
export function evaluationsOf(estate: Estate): readonly Evaluation[] {
  const records = [...(estate.resources.EvaluationRecord?.values() ?? [])];
  const superseded = new Set(records.flatMap(({ document }) => document.spec.supersedes ?? []));
  return records
    .filter(({ name }) => !superseded.has(name))
    .flatMap(({ document }) => {
      const at = parseInstant(document.spec.evaluatedAt);
      const rows = document.spec.rows.filter(({ result }) => result !== 'deferred');
      return at === undefined ? [] : rows.map(({ advisories, selector }) => ({ advisories, selector, at }));
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
