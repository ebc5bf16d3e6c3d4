import type { Asset, Component } from '../../model/asset.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
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
  /** Frameworks whose clauses the documents are offered for; absent: no matrix is made. */
  readonly frameworks?: readonly FrameworkMatrix[] | undefined;
}

/** `file:line` of a part of the estate; the file alone where the line is not known. */
export function placeOf(locate: Locate, origin: Origin, pointer: Pointer): string {
  const line = locate(origin, pointer)?.start.line;
  return line === undefined ? origin.file : `${origin.file}:${line}`;
}

/** Every component an asset carries, inventory first. */
export function componentsOn(estate: Estate, asset: Asset): readonly Component[] {
  return asset.componentSets.flatMap((digest) => estate.componentSets.get(digest)?.components ?? []);
}
