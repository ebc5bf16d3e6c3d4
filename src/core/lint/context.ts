import type { Asset } from '../../model/asset.ts';
import type { Diagnostic, SourceLocation } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { Locate, Origin, Pointer } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import type { PolicyTable } from '../prioritise/table.ts';
import type { ZonedCalendar } from '../time.ts';
import type { LintYear } from './year.ts';

/** What the lints judge. `isPartial`: documents are missing because they are wrong, so absence proves nothing. */
export interface LintInput {
  readonly estate: Estate;
  /** From `policyTables`. */
  readonly tables: readonly PolicyTable[];
  readonly locate: Locate;
  readonly asOf: Instant;
  readonly isPartial?: boolean;
}

/** The input with what several lints share. */
export interface LintContext extends LintInput {
  /** The Workspace's zone and working days. */
  readonly calendar: ZonedCalendar;
  /** Where a value (or its key) stands. */
  readonly siteOf: (origin: Origin, pointer: Pointer, part?: 'value' | 'key') => SourceLocation;
  /** Windows, freezes, rings and clusters of the year ahead; expanded when first asked for. */
  readonly year: () => LintYear;
}

/** One static check. */
export interface Lint {
  readonly id: string;
  /** What it finds, as a noun phrase. */
  readonly title: string;
  /** It judges that something is missing, which only a whole estate can prove. */
  readonly needsWhole: boolean;
  readonly run: (context: LintContext) => readonly Diagnostic[];
}

/** Names for a message: up to three, then how many more. */
export function namesText(names: readonly string[]): string {
  const more = names.length - 3;
  if (more <= 1) return names.join(', ');
  return `${names.slice(0, 3).join(', ')} and ${more} more`;
}

/** `1 asset (db-1)`, `5 assets (app-1, app-2, db-1 and 2 more)`. */
export function assetsText(assets: readonly Pick<Asset, 'name'>[]): string {
  const names = assets.map(({ name }) => name);
  return `${names.length} ${names.length === 1 ? 'asset' : 'assets'} (${namesText(names)})`;
}

/** Assets by the Inventory that lists them, in order: what many assets lack is said once a file. */
export function byInventory(assets: readonly Asset[]): readonly (readonly [Asset, ...Asset[]])[] {
  const groups = new Map<string, [Asset, ...Asset[]]>();
  for (const asset of assets) {
    const key = `${asset.origin.file}\0${asset.origin.document}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [asset]);
    else group.push(asset);
  }
  return [...groups.values()];
}
