import type { Asset, Component } from '../../model/asset.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { Reconciliation } from '../../model/import.ts';
import type { Plan } from '../../model/plan.ts';
import type { FileChange, RecordHistory } from '../../model/record-history.ts';
import type { FrameworkMatrix } from '../../model/report.ts';
import type { Locate, Origin, Pointer } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import type { Decision } from '../plan/decision.ts';

/** Everything a report is made from. Nothing in it is decided again. */
export interface ReportInput {
  readonly decision: Decision;
  readonly locate: Locate;
  /** What was wrong with the estate: a report is silent about none of it. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the report looks back on; absent: all that is recorded. */
  readonly period?: { readonly from: Instant; readonly to: Instant } | undefined;
  /** What the history of the files tells; absent: the files are no commit's, and nothing tells when records came. */
  readonly history?: RecordHistory | undefined;
  /** Changes of files with policies, newest first; absent: the files are no commit's. */
  readonly policyHistory?: readonly FileChange[] | undefined;
  /** `sha256:` of the program as built, libraries included; absent: it runs from its sources. */
  readonly programDigest?: string | undefined;
  /** The last link of the chain of seals; absent: no seal is on record. */
  readonly seals?: { readonly head: string; readonly count: number } | undefined;
  /** A list of assets that somebody else keeps, set against the inventory; absent: none was handed in. */
  readonly cmdb?: OutsideList | undefined;
  /** Replace names of assets and people, places and what would help an attacker by pseudonyms. */
  readonly isRedacted?: boolean | undefined;
  /** Which deployments get a dossier; absent: all, up to the usual number. */
  readonly dossiers?: DossierRequest | undefined;
  /** Frameworks whose clauses the documents are offered for; absent: no matrix is made. */
  readonly frameworks?: readonly FrameworkMatrix[] | undefined;
}

/** A list from outside, such as a CMDB, and how it compares. */
export interface OutsideList {
  /** As the user names the file. */
  readonly name: string;
  /** Digest of its text, 64 hexadecimal digits. */
  readonly sha256: string;
  /** Assets that it lists. */
  readonly listed: number;
  readonly reconciliation: Reconciliation;
}

/** Every deployment, or so many of them that anybody can draw again from the seed. */
export type DossierRequest =
  | { readonly kind: 'all' }
  | { readonly kind: 'sample'; readonly size: number; readonly seed: string };

/** `file:line` of a part of the estate; the file alone where the line is not known. */
export function placeOf(locate: Locate, origin: Origin, pointer: Pointer): string {
  const line = locate(origin, pointer)?.start.line;
  return line === undefined ? origin.file : `${origin.file}:${line}`;
}

/** Every component an asset carries, inventory first. */
export function componentsOn(estate: Estate, asset: Asset): readonly Component[] {
  return asset.componentSets.flatMap((digest) => estate.componentSets.get(digest)?.components ?? []);
}

/** How many components an asset carries. */
export function componentCount({ componentSets }: Estate, asset: Asset): number {
  return asset.componentSets.reduce((sum, digest) => sum + (componentSets.get(digest)?.components.length ?? 0), 0);
}

/** Does something belong to the report's period? Without a period everything does; what has no time does, so that it is seen. */
export function isWithin(period: ReportInput['period'], at: Instant | undefined): boolean {
  return period === undefined || at === undefined || (at >= period.from && at < period.to);
}

const assetMemory = new WeakMap<Plan, ReadonlyMap<string, Asset>>();

/** The asset of a name, without looking at all of them each time. */
export function assetNamed(plan: Plan, name: string): Asset | undefined {
  const known = assetMemory.get(plan) ?? new Map(plan.assets.map((asset) => [asset.name, asset] as const));
  assetMemory.set(plan, known);
  return known.get(name);
}
