import { comparerFor, compareVersions } from '../../ecosystems/registry.ts';
import type { AdvisoryDocument } from '../../model/advisory.ts';
import type { ComparisonReason } from '../../model/scan-comparison.ts';
import type { ScannerComponent, ScannerFinding } from '../../model/scanner.ts';
import { formatInstant } from '../time.ts';
import type { OurAsset, OurFinding } from './our-findings.ts';
import { isNamesake, isSamePackage, isSameVersion } from './same-component.ts';

/** A reason with its words. */
export interface Because {
  readonly reason: ComparisonReason;
  readonly because: string;
}

/** What is asked of the catalogue to tell why we do not hold what a scanner holds. */
export interface CatalogKnowledge {
  /** Documents by id and alias. */
  readonly documentsOf: (id: string) => readonly AdvisoryDocument[];
  readonly isUnwatched: (ecosystem: string, name: string) => boolean;
}

/** Why the decision holds a finding that it knows, and yet not as open. */
export function whyClosed(ours: OurFinding, theirs: ScannerFinding): Because {
  const { component, finding, exception, assessment } = ours;
  const version = theirs.component?.version;
  if (!isSameVersion(version, component.version)) return otherVersion(version ?? '', [component.version]);
  if (exception !== undefined) return { reason: 'exception', because: `Exception ${exception} covers it` };
  if (assessment !== undefined) {
    const words = finding.evidence.at(-1)?.because;
    return { reason: 'assessment', because: `Assessment ${assessment}: ${words ?? finding.status}` };
  }
  if (finding.status === 'affected' || finding.status === 'unknown' || finding.status === 'under-investigation') {
    return {
      reason: 'not-required',
      because: `it is ${finding.status} here, and nothing is required of ${component.version}: another version decides`,
    };
  }
  const reached = reachedFix(ours, theirs);
  if (reached !== undefined) {
    return { reason: 'version-order', because: `${component.version} is not below ${reached}, which they call fixed` };
  }
  const [evidence] = finding.evidence;
  const words = evidence === undefined ? finding.status : `${evidence.document} says ${evidence.because}`;
  return { reason: 'judged-otherwise', because: `${component.version} is ${finding.status}: ${words}` };
}

/** A version that the scanner calls fixed and that the installed one is not below, by the order of the ecosystem. */
function reachedFix({ component }: OurFinding, theirs: ScannerFinding): string | undefined {
  const comparer = comparerFor(component.ecosystem, component.scheme);
  if (comparer === undefined) return undefined;
  return theirs.fixedVersions.find((fix) => {
    const order = compareVersions(comparer, component.version, fix);
    return order === '=' || order === '>';
  });
}

/** Why the decision has no finding of that name on the component at all. */
export function whyAbsent(asset: OurAsset, theirs: ScannerFinding, catalog: CatalogKnowledge): Because {
  const { component } = theirs;
  const inInventory = component === undefined ? undefined : whyNotInstalled(asset, component);
  if (inInventory !== undefined) return inInventory;
  const known = [...new Set(theirs.ids.flatMap(catalog.documentsOf))];
  const live = known.filter(({ withdrawn }) => withdrawn === undefined);
  const [first] = known;
  if (first !== undefined && live.length === 0) {
    const at = first.withdrawn === undefined ? '' : ` at ${formatInstant(first.withdrawn)}`;
    return { reason: 'withdrawn', because: `${first.id} was withdrawn${at}` };
  }
  const [document] = live;
  if (document !== undefined && component === undefined) {
    return { reason: 'not-applicable', because: `${document.id} names no component that the asset carries` };
  }
  if (document !== undefined) {
    return {
      reason: 'other-package',
      because: `${document.id} does not name this package of ${ecosystemOf(component)}`,
    };
  }
  if (component?.ecosystem !== undefined && catalog.isUnwatched(component.ecosystem, component.name)) {
    return { reason: 'unwatched', because: `no advisory of the catalogue is about ${component.ecosystem}` };
  }
  return { reason: 'advisory-unknown', because: `the catalogue knows none of ${theirs.ids.slice(0, 5).join(', ')}` };
}

function whyNotInstalled({ components }: OurAsset, component: ScannerComponent): Because | undefined {
  const same = components.filter((one) => isSamePackage(component, one));
  const versions = same.map(({ version }) => version);
  if (same.length > 0 && !versions.some((version) => isSameVersion(component.version, version))) {
    return otherVersion(component.version ?? '', versions);
  }
  if (same.length > 0) return undefined;
  const namesake = components.find((one) => isNamesake(component, one));
  if (namesake !== undefined) {
    const because = `the inventory has it as ${namesake.ecosystem}, they as ${component.ecosystem ?? ''}`;
    return { reason: 'other-ecosystem', because };
  }
  return { reason: 'component-unknown', because: `the inventory of the asset has no ${component.name}` };
}

function otherVersion(theirs: string, ours: readonly string[]): Because {
  return { reason: 'other-version', because: `they found ${theirs}, the inventory has ${ours.join(', ')}` };
}

function ecosystemOf(component: ScannerComponent | undefined): string {
  return component?.ecosystem ?? 'its ecosystem';
}
