import { compareText } from '../../ecosystems/parts/digits.ts';
import type { AdvisoryDocument } from '../../model/advisory.ts';
import type { Asset } from '../../model/asset.ts';
import {
  type ComparedFinding,
  type ComparisonSide,
  comparisonSides,
  type OurWord,
  type ScanComparison,
  type TheirWord,
} from '../../model/scan-comparison.ts';
import type { ScannerFinding, ScannerReport } from '../../model/scanner.ts';
import type { Instant } from '../../model/time.ts';
import { unwatchedAmong } from '../assess/unwatched.ts';
import type { Decision } from '../plan/decision.ts';
import { namesOf, type OurAsset, type OurFinding, ourFindings } from './our-findings.ts';
import { whyTheyDoNot } from './our-reason.ts';
import { isSamePackage, isSameVersion } from './same-component.ts';
import { scannedAssetFinder } from './scanned-assets.ts';
import { type Because, type CatalogKnowledge, whyAbsent, whyClosed } from './their-reason.ts';

/**
 * Sets a scanner's answer beside the decision for the same assets: what both hold, what only the scanner holds and what
 * only the decision holds, each with the reason as far as it can be known. Problems are joined by any of their names
 * (ids, aliases, CVEs) on the same package of the same asset; where a scanner names no package, on the asset.
 * The result does not depend on the order of reports or findings.
 */
export function compareScan(decision: Decision, reports: readonly ScannerReport[]): ScanComparison {
  const find = scannedAssetFinder(decision.estate.assets);
  const ours = ourFindings(decision);
  const catalog = catalogKnowledge(decision);
  const scans = scansByAsset(reports, find);
  const rows = [
    ...scans.unknown.map(unknownRow),
    ...[...scans.known].flatMap(([asset, scan]) => compareAsset(ours(asset), scan, catalog)),
  ];
  const merged = mergeRows(rows);
  return {
    formats: [...new Set(reports.map(({ format }) => format))].sort(compareText),
    scannedAt: newest(reports),
    counts: countSides(merged),
    byReason: countReasons(merged),
    assets: [...scans.known.keys()].map(({ name }) => name).sort(compareText),
    unknownAssets: [...scans.unknownNames].sort(compareText),
    rows: merged,
  };
}

interface Scan {
  readonly findings: ScannerFinding[];
  readonly ecosystems: Set<string>;
  scannedAt: Instant | undefined;
}

interface Scans {
  readonly known: ReadonlyMap<Asset, Scan>;
  /** Open findings on what is no asset of the estate. */
  readonly unknown: readonly ScannerFinding[];
  readonly unknownNames: ReadonlySet<string>;
}

function scansByAsset(reports: readonly ScannerReport[], find: (names: readonly string[]) => Asset | undefined): Scans {
  const known = new Map<Asset, Scan>();
  const unknown: ScannerFinding[] = [];
  const unknownNames = new Set<string>();
  for (const report of reports) {
    const ecosystems = report.findings.flatMap(({ component }) => component?.ecosystem ?? []);
    const scanOf = (names: readonly string[]): Scan | undefined => {
      const asset = find(names);
      if (asset === undefined) {
        if (names[0] !== undefined) unknownNames.add(names[0]);
        return undefined;
      }
      const scan = known.get(asset) ?? { findings: [], ecosystems: new Set(), scannedAt: undefined };
      for (const ecosystem of ecosystems) scan.ecosystems.add(ecosystem);
      scan.scannedAt = later(scan.scannedAt, report.createdAt);
      known.set(asset, scan);
      return scan;
    };
    for (const names of report.scanned) scanOf(names);
    for (const finding of report.findings) {
      const scan = scanOf(finding.assets);
      if (scan !== undefined) scan.findings.push(finding);
      else if (finding.status === 'open') unknown.push(finding);
    }
  }
  return { known, unknown, unknownNames };
}

function compareAsset(ours: OurAsset, scan: Scan, catalog: CatalogKnowledge): readonly ComparedFinding[] {
  const met = new Set<OurFinding>();
  const closed = new Map<OurFinding, ScannerFinding[]>();
  const rows: ComparedFinding[] = [];
  for (const theirs of scan.findings) {
    const candidates = candidatesFor(ours, theirs);
    const open = candidates.filter(({ isOpen }) => isOpen);
    if (theirs.status !== 'open') {
      for (const one of open) closed.set(one, [...(closed.get(one) ?? []), theirs]);
      continue;
    }
    for (const one of open) met.add(one);
    rows.push(...rowsOfTheirs(ours, theirs, { candidates, open }, catalog));
  }
  const missing = ours.findings.filter((one) => one.isOpen && !met.has(one));
  return [
    ...rows,
    ...missing.map((one) => {
      return rowOf('only-ours', ours, one, undefined, whyTheyDoNot(one, closed.get(one) ?? [], scan));
    }),
  ];
}

function rowsOfTheirs(
  ours: OurAsset,
  theirs: ScannerFinding,
  { candidates, open }: { readonly candidates: readonly OurFinding[]; readonly open: readonly OurFinding[] },
  catalog: CatalogKnowledge,
): readonly ComparedFinding[] {
  if (open.length > 0) return open.map((one) => rowOf('agreed', ours, one, theirs, agreement(one, theirs)));
  const [first] = candidates;
  return [rowOf('only-theirs', ours, first, theirs, whyNotOurs(ours, first, theirs, catalog))];
}

/** Our findings that a result of the scanner may mean; of several versions the one it names, where it is there. */
function candidatesFor({ byId }: OurAsset, theirs: ScannerFinding): readonly OurFinding[] {
  const named = [...new Set(theirs.ids.flatMap((id) => byId.get(id) ?? []))];
  const { component } = theirs;
  if (component === undefined) return named;
  const same = named.filter((one) => isSamePackage(component, one.component));
  const exact = same.filter((one) => isSameVersion(component.version, one.component.version));
  return exact.length > 0 ? exact : same;
}

function whyNotOurs(
  asset: OurAsset,
  ours: OurFinding | undefined,
  theirs: ScannerFinding,
  catalog: CatalogKnowledge,
): Because {
  if (theirs.ids.length === 0) {
    const check = theirs.check ?? 'the check';
    return { reason: 'no-advisory-id', because: `${check} names no published vulnerability` };
  }
  return ours === undefined ? whyAbsent(asset, theirs, catalog) : whyClosed(ours, theirs);
}

function agreement({ component, finding }: OurFinding, { ids, component: theirs }: ScannerFinding): Because {
  const other = isSameVersion(theirs?.version, component.version)
    ? ''
    : `; they found version ${theirs?.version}, the inventory has ${component.version}`;
  const [first = ''] = ids;
  if (first === finding.advisory || finding.affectedBy.includes(first)) {
    return { reason: 'same-id', because: `both name ${first}${other}` };
  }
  return { reason: 'alias', because: `their ${first} is our ${finding.advisory}${other}` };
}

function rowOf(
  side: ComparisonSide,
  { asset }: OurAsset,
  ours: OurFinding | undefined,
  theirs: ScannerFinding | undefined,
  why: Because,
): ComparedFinding {
  const names = [...(theirs?.ids ?? []), ...(ours === undefined ? [] : namesOf(ours.finding))];
  const { component } = ours ?? {};
  return {
    side,
    asset: asset.name,
    component:
      component === undefined
        ? theirComponent(theirs)
        : { ecosystem: component.ecosystem, name: component.name, version: component.version },
    advisory: ours?.finding.advisory ?? theirs?.ids[0] ?? theirs?.check ?? theirs?.title ?? '',
    ids: [...new Set(names)].sort(compareText),
    ...why,
    ours: ours === undefined ? undefined : ourWord(ours),
    theirs: theirs === undefined ? undefined : theirWord(theirs),
    results: theirs === undefined ? 0 : 1,
  };
}

function unknownRow(theirs: ScannerFinding): ComparedFinding {
  const [asset = ''] = theirs.assets;
  return {
    side: 'only-theirs',
    asset,
    component: theirComponent(theirs),
    advisory: theirs.ids[0] ?? theirs.check ?? theirs.title ?? '',
    ids: [...theirs.ids].sort(compareText),
    reason: 'asset-unknown',
    because: `the estate has no asset called ${theirs.assets.slice(0, 3).join(' or ')}`,
    ours: undefined,
    theirs: theirWord(theirs),
    results: 1,
  };
}

function theirComponent(theirs: ScannerFinding | undefined): ComparedFinding['component'] {
  if (theirs?.component === undefined) return undefined;
  const { ecosystem, name, version } = theirs.component;
  return { ecosystem, name, version };
}

function ourWord({ finding, requirement }: OurFinding): OurWord {
  const severity = finding.facts.severity.value;
  return { status: finding.status, severity, state: requirement?.state, priority: requirement?.priority };
}

function theirWord({ status, severity, fixedVersions, at }: ScannerFinding): TheirWord {
  return { status, severity, fixedVersions, at };
}

/** Results that say the same (one file under several paths, one check on several ports) are one row. */
function mergeRows(rows: readonly ComparedFinding[]): readonly ComparedFinding[] {
  const merged = new Map<string, ComparedFinding>();
  for (const row of [...rows].sort(byPlace)) {
    const { side, asset, component, advisory, reason } = row;
    const key = JSON.stringify([
      side,
      asset,
      component?.ecosystem,
      component?.name,
      component?.version,
      advisory,
      reason,
    ]);
    const known = merged.get(key);
    const ids = known === undefined ? row.ids : [...new Set([...known.ids, ...row.ids])].sort(compareText);
    merged.set(key, known === undefined ? row : { ...known, ids, results: known.results + row.results });
  }
  return [...merged.values()];
}

function byPlace(left: ComparedFinding, right: ComparedFinding): number {
  return (
    comparisonSides.indexOf(left.side) - comparisonSides.indexOf(right.side) ||
    compareText(left.asset, right.asset) ||
    compareText(left.component?.name ?? '', right.component?.name ?? '') ||
    compareText(left.component?.version ?? '', right.component?.version ?? '') ||
    compareText(left.advisory, right.advisory) ||
    compareText(left.because, right.because) ||
    compareText(JSON.stringify(left.theirs) ?? '', JSON.stringify(right.theirs) ?? '')
  );
}

function countSides(rows: readonly ComparedFinding[]): Readonly<Record<ComparisonSide, number>> {
  const counts = { 'only-theirs': 0, 'only-ours': 0, agreed: 0 };
  for (const { side } of rows) counts[side] += 1;
  return counts;
}

function countReasons(rows: readonly ComparedFinding[]): ScanComparison['byReason'] {
  const counts = new Map<string, ScanComparison['byReason'][number]>();
  for (const { side, reason } of rows) {
    const key = `${side} ${reason}`;
    counts.set(key, { side, reason, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const order = (side: ComparisonSide): number => comparisonSides.indexOf(side);
  return [...counts.values()].sort(
    (a, b) => order(a.side) - order(b.side) || b.count - a.count || compareText(a.reason, b.reason),
  );
}

function catalogKnowledge({ estate, plan }: Decision): CatalogKnowledge {
  let index: Map<string, AdvisoryDocument[]> | undefined;
  const isUnwatched = unwatchedAmong(plan.summary.unwatched);
  return {
    documentsOf: (id) => {
      index ??= indexOf(estate.catalog.documents);
      return index.get(id) ?? [];
    },
    isUnwatched: (ecosystem, name) => isUnwatched({ ecosystem, name, version: '' }),
  };
}

function indexOf(documents: readonly AdvisoryDocument[]): Map<string, AdvisoryDocument[]> {
  const index = new Map<string, AdvisoryDocument[]>();
  for (const document of documents) {
    for (const id of new Set([document.id, ...document.aliases, ...document.upstream])) {
      const list = index.get(id);
      if (list) list.push(document);
      else index.set(id, [document]);
    }
  }
  return index;
}

function newest(reports: readonly ScannerReport[]): Instant | undefined {
  return reports.reduce<Instant | undefined>((latest, { createdAt }) => later(latest, createdAt), undefined);
}

function later(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}
