import { formatInstant } from '../../core/time.ts';
import type { ComparedFinding, ScanComparison } from '../../model/scan-comparison.ts';

/** A scanner's answer beside the decision, for programs; rows stand in the order of the comparison. */
export function renderComparisonJson(comparison: ScanComparison): string {
  const { formats, scannedAt, counts, byReason, assets, unknownAssets, rows } = comparison;
  const document = {
    schema: 'patchledger.scan-comparison/v1',
    formats,
    scannedAt: scannedAt === undefined ? null : formatInstant(scannedAt),
    counts: { agreed: counts.agreed, onlyTheirs: counts['only-theirs'], onlyOurs: counts['only-ours'] },
    byReason,
    assets,
    unknownAssets,
    findings: rows.map(rowJson),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function rowJson({
  side,
  asset,
  component,
  advisory,
  ids,
  reason,
  because,
  ours,
  theirs,
  results,
}: ComparedFinding): unknown {
  return {
    side,
    asset,
    component:
      component === undefined
        ? null
        : { ecosystem: component.ecosystem ?? null, name: component.name, version: component.version ?? null },
    advisory,
    ids,
    reason,
    because,
    ours:
      ours === undefined
        ? null
        : {
            status: ours.status,
            severity: ours.severity ?? null,
            state: ours.state ?? null,
            priority: ours.priority ?? null,
          },
    theirs:
      theirs === undefined
        ? null
        : {
            status: theirs.status,
            severity: theirs.severity ?? null,
            fixedVersions: theirs.fixedVersions,
            file: theirs.at.file,
            line: theirs.at.range?.start.line ?? null,
          },
    results,
  };
}
