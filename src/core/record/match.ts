import { comparerFor } from '../../ecosystems/registry.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { PackageRef } from '../../model/generated/common.ts';
import type { Update, Visit } from '../../model/generated/emergency-record.ts';
import type { ReportedRow } from '../../model/record-report.ts';
import { packageKey } from '../estate/components.ts';
import { nameFinder } from '../import/names.ts';
import { meets, type Order, ordersIn } from './orders.ts';

/** A row of a report with what the estate knows of it. */
export interface MatchedRow {
  readonly row: ReportedRow;
  readonly asset: string;
  readonly order: Order | undefined;
  readonly application: PackageRef;
  /** What the report says was deployed or found, else `approved`. */
  readonly version: string | undefined;
  /** The report names no version, so it is the one that the visit was approved for. */
  readonly isApprovedVersion: boolean;
}

/** Rows that could be matched, and what is to be said of them and of the others. */
export interface Matching {
  readonly rows: readonly MatchedRow[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds what the rows of a report are about: the asset, the visit that was under way, the package.
 *
 * A row of an asset that the estate does not know, or that belongs to no visit, is kept: it is evidence all the same, and
 * a diagnostic says so. Left out is only what says nothing that could be recorded, such as a host without a visit in a
 * report that names no package. A row without a package stands for everything that its visit carries. Work belongs to the
 * visit that was under way, a check to the last one that had begun.
 */
export function matchRows(rows: readonly ReportedRow[], estate: Estate, about: 'work' | 'checks'): Matching {
  const scope = scopeOf(estate, about);
  const diagnostics: Diagnostic[] = [];
  const matched = rows.flatMap((row) => {
    const one = matchRow(row, scope);
    diagnostics.push(...one.diagnostics);
    return one.rows;
  });
  return { rows: [...matched, ...untried(matched)].sort(byPlace), diagnostics };
}

interface Scope {
  readonly estate: Estate;
  readonly about: 'work' | 'checks';
  readonly find: ReturnType<typeof nameFinder>;
  readonly orders: ReadonlyMap<string, Order>;
  readonly ordersOf: (asset: string) => readonly Order[];
}

function scopeOf(estate: Estate, about: Scope['about']): Scope {
  const find = nameFinder(estate.assets);
  const orders = ordersIn(estate);
  const byAsset = new Map<string, Order[]>();
  for (const order of orders.values()) {
    const asset = find([order.visit.asset])?.name ?? order.visit.asset;
    byAsset.set(asset, [...(byAsset.get(asset) ?? []), order]);
  }
  return { estate, about, find, orders, ordersOf: (asset) => byAsset.get(asset) ?? [] };
}

/** A row whose asset is settled, and whose visit is as far as anybody can tell. */
interface Placed {
  readonly row: ReportedRow;
  readonly entry: string;
  readonly asset: string;
  readonly isKnown: boolean;
  readonly order: Order | undefined;
  /** Does the row itself name the visit? */
  readonly isStated: boolean;
  /** What the visit carries of what the row is about. */
  readonly updates: readonly Update[];
}

function matchRow(row: ReportedRow, scope: Scope): Matching {
  const found = scope.find(row.assets);
  const entry = row.assets[0]?.slice(0, 100) ?? 'a row';
  if (found === undefined) return leftOut(row, entry, 'what it is called cannot name an asset');
  const { name: asset, isKnown } = found;
  const stated = statedOrder(row, asset, scope);
  const order = typeof stated === 'object' ? stated : likelyOrder(row, asset, scope);
  const updates = order === undefined ? [] : updatesOf(row, order.visit);
  const placed = { row, entry, asset, isKnown, order, isStated: typeof stated === 'object', updates };
  const { rows, diagnostics } = row.package === undefined ? ofVisit(placed) : ofPackage(placed, row.package, scope);
  const { at } = row;
  const unknownAsset = isKnown ? [] : [diagnostic('record/unknown-asset', { entry, asset }, { at })];
  const unknownVisit =
    stated === 'unknown'
      ? [diagnostic('record/unknown-visit', { entry, visit: (row.visit ?? '').slice(0, 40), asset }, { at })]
      : [];
  return { rows, diagnostics: [...unknownAsset, ...unknownVisit, ...diagnostics] };
}

function leftOut({ at }: ReportedRow, entry: string, reason: string): Matching {
  return { rows: [], diagnostics: [diagnostic('record/wrong-entry', { entry, reason }, { at })] };
}

function ofVisit({ row, entry, updates, ...place }: Placed): Matching {
  if (updates.length > 0)
    return { rows: updates.map((update) => ofUpdate({ row, ...place }, update)), diagnostics: [] };
  return leftOut(row, entry, 'it names no package, and no approved visit of the asset was under way that would');
}

function ofPackage(placed: Placed, name: string, scope: Scope): Matching {
  const { row, entry, asset, isKnown, isStated, updates } = placed;
  const application = applicationOf(placed, name, scope);
  if (application === undefined) {
    return leftOut(row, entry, `nothing says to which ecosystem "${name.slice(0, 80)}" belongs`);
  }
  const update = updates.find(({ component }) => isSame(component, application));
  if (update !== undefined) return { rows: [ofUpdate(placed, update)], diagnostics: belowApproved(placed, update) };
  const order = isStated ? placed.order : undefined;
  const outside = diagnostic('record/outside-plan', { entry: `${entry}, ${name.slice(0, 80)}`, asset }, { at: row.at });
  return {
    rows: [{ row, asset, order, application, version: row.version, isApprovedVersion: false }],
    diagnostics: isKnown && row.visit === undefined && scope.about === 'work' ? [outside] : [],
  };
}

function belowApproved({ row, entry, order }: Placed, update: Update): readonly Diagnostic[] {
  const { version, at } = row;
  if (version === undefined || !isSucceeded(row) || reaches(version, update)) return [];
  const approved = `${update.component.name} ${update.target}`;
  return [diagnostic('record/not-approved', { entry, visit: order?.visit.id ?? '', approved, version }, { at })];
}

const isSucceeded = ({ result }: ReportedRow): boolean => result === 'succeeded' || result === 'succeeded-with-issues';

/** `unknown`: a visit is named that nobody approved for this asset. */
function statedOrder(row: ReportedRow, asset: string, { orders, find }: Scope): Order | 'unknown' | undefined {
  if (row.visit === undefined) return undefined;
  const order = orders.get(row.visit);
  return order !== undefined && find([order.visit.asset])?.name === asset ? order : 'unknown';
}

/**
 * The visit that a row belongs to: the one that was under way and carries the package, and where several do, nobody can
 * tell which. What was checked is what the last of them left behind.
 */
function likelyOrder(row: ReportedRow, asset: string, scope: Scope): Order | undefined {
  const { start = row.end, end = row.start } = row;
  if (start === undefined || end === undefined) return undefined;
  const carrying = scope.ordersOf(asset).filter((order) => updatesOf(row, order.visit).length > 0);
  if (scope.about === 'checks') {
    const begun = carrying.filter((order) => order.start <= end).sort((left, right) => right.start - left.start);
    return begun[0];
  }
  const candidates = carrying.filter((order) => meets(order, start, end));
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** What a visit carries of what a row is about. */
function updatesOf({ requirement, ecosystem, package: name }: ReportedRow, { requirements }: Visit): readonly Update[] {
  if (requirement !== undefined) return requirements.filter(({ id }) => id === requirement);
  if (name === undefined) return requirements;
  return requirements.filter(({ component }) =>
    isSame(component, { ecosystem: ecosystem ?? component.ecosystem, name }),
  );
}

const isSame = (left: PackageRef, right: PackageRef): boolean =>
  packageKey(left.ecosystem, left.name) === packageKey(right.ecosystem, right.name);

function ofUpdate({ row, asset, order }: Pick<MatchedRow, 'row' | 'asset' | 'order'>, update: Update): MatchedRow {
  const { ecosystem, name } = update.component;
  const isApprovedVersion = row.version === undefined;
  const application = { ecosystem, name };
  return { row, asset, order, application, version: row.version ?? update.target, isApprovedVersion };
}

/** The package with its ecosystem: stated, that of the visit, or that of the only installed package of this name. */
function applicationOf({ row, asset, updates }: Placed, name: string, { estate }: Scope): PackageRef | undefined {
  if (row.ecosystem !== undefined) return { ecosystem: row.ecosystem, name };
  const carried = updates.map(({ component }) => component);
  const sets = estate.assets.find((one) => one.name === asset)?.componentSets ?? [];
  const installed = sets.flatMap((digest) => estate.componentSets.get(digest)?.components ?? []);
  for (const known of [carried, installed]) {
    const ecosystems = new Set(known.filter((one) => isSame(one, { ...one, name })).map(({ ecosystem }) => ecosystem));
    const [ecosystem] = ecosystems;
    if (ecosystem !== undefined) return ecosystems.size === 1 ? { ecosystem, name } : undefined;
  }
  return undefined;
}

/** A target is a floor. What cannot be compared must be the very version. */
function reaches(version: string, { component, target }: Update): boolean {
  if (version === target) return true;
  const comparer = comparerFor(component.ecosystem, undefined);
  const [reported, approved] = [comparer?.parse(version), comparer?.parse(target)];
  if (comparer === undefined || reported === undefined || approved === undefined) return false;
  return comparer.compare(reported, approved) >= 0;
}

/** What a visit carries and a job that failed never came to: it says so, so that nobody waits for a record of it. */
function untried(rows: readonly MatchedRow[]): readonly MatchedRow[] {
  const byVisit = new Map<string, MatchedRow[]>();
  for (const one of rows) {
    const id = one.order?.visit.id;
    if (id !== undefined && one.row.requirement !== undefined) byVisit.set(id, [...(byVisit.get(id) ?? []), one]);
  }
  return [...byVisit.values()].flatMap((known) => {
    const failed = known.find(({ row }) => row.result === 'failed');
    const { order } = failed ?? {};
    if (failed === undefined || order === undefined) return [];
    const missing = order.visit.requirements.filter(
      ({ component }) => !known.some((one) => isSame(one.application, component)),
    );
    const row: ReportedRow = { ...failed.row, result: 'skipped', issues: ['the job failed before it came to this'] };
    return missing.map((update) => ofUpdate({ row, asset: failed.asset, order }, update));
  });
}

function byPlace(left: MatchedRow, right: MatchedRow): number {
  const rank = ({ asset, application, row }: MatchedRow): readonly (string | number)[] => [
    asset,
    application.ecosystem,
    application.name,
    row.start ?? row.end ?? 0,
  ];
  const others = rank(right);
  for (const [at, ours] of rank(left).entries()) {
    const other = others[at];
    if (other !== undefined && ours !== other) return ours < other ? -1 : 1;
  }
  return 0;
}
