import type { ScannerFinding } from '../../model/scanner.ts';
import type { Instant } from '../../model/time.ts';
import { formatInstant } from '../time.ts';
import type { OurFinding } from './our-findings.ts';
import { isSamePackage, isSameVersion } from './same-component.ts';
import type { Because } from './their-reason.ts';

/** What a scan of an asset says as a whole. */
export interface ScanOfAsset {
  readonly findings: readonly ScannerFinding[];
  readonly scannedAt: Instant | undefined;
  /** Ecosystems of which the report names a package, on any asset. */
  readonly ecosystems: ReadonlySet<string>;
}

/** Why a scanner does not hold what the decision holds. `closed` are its results on it that are not open. */
export function whyTheyDoNot(ours: OurFinding, closed: readonly ScannerFinding[], scan: ScanOfAsset): Because {
  const { component, finding, requirement } = ours;
  const [result] = closed;
  if (result !== undefined) {
    const words = result.reason === undefined ? result.status : `${result.status}: ${result.reason}`;
    return {
      reason: result.status === 'fixed' ? 'fixed-there' : 'suppressed-there',
      because: `they have it as ${words}`,
    };
  }
  if (requirement?.state === 'no-fix' || finding.facts.fixAvailable.value === false) {
    return { reason: 'no-fix', because: 'no version fixes it yet, and scanners often leave out what has no fix' };
  }
  const published = finding.facts.published.value;
  if (published !== undefined && scan.scannedAt !== undefined && published > scan.scannedAt) {
    const because = `it was published at ${formatInstant(published)}, after the scan of ${formatInstant(scan.scannedAt)}`;
    return { reason: 'newer-advisory', because };
  }
  const seen = scan.findings.flatMap(({ component: theirs }) =>
    theirs?.version !== undefined && isSamePackage(theirs, component) ? [theirs.version] : [],
  );
  if (seen.length > 0 && !seen.some((version) => isSameVersion(version, component.version))) {
    const because = `they found ${[...new Set(seen)].join(', ')}, the inventory has ${component.version}`;
    return { reason: 'other-version', because };
  }
  if (finding.status === 'unknown') {
    return {
      reason: 'not-ordered',
      because: `${component.version} cannot be judged, so it counts here until a person looks`,
    };
  }
  if (!scan.ecosystems.has(component.ecosystem)) {
    return { reason: 'ecosystem-unseen', because: `their report names no package of ${component.ecosystem}` };
  }
  return { reason: 'not-reported', because: 'their report does not name it; why cannot be told from outside' };
}
