import type { Outcome, SourceLocation } from '../../model/diagnostic.ts';
import type { FileSample } from '../../model/feed.ts';
import type { ScannerFinding, ScannerOptions, ScannerReader, ScannerReport } from '../../model/scanner.ts';
import type { SourceFile } from '../../model/source.ts';
import { asRecord, fieldOf, listOf, recordOf, recordsOf, textListOf, textOf, type UnknownRecord } from '../shape.ts';
import { cleanIds, scoreOf } from './ids.ts';
import { type JsonReport, type ReportBody, readJsonReport } from './json-report.ts';

/** Reads osv-scanner's JSON: packages by source, each with OSV documents and their groups. */
export const osvScannerReader: ScannerReader = {
  id: 'osv-scanner',
  title: 'osv-scanner (JSON)',
  specification: 'https://google.github.io/osv-scanner/output/#json',
  recognises: isOsvScanner,
  read: (file: SourceFile, options: ScannerOptions = {}): Outcome<ScannerReport> =>
    readJsonReport('osv-scanner', file, (report) => readReport(report, options)),
};

const ownKeys = new Set([
  'results',
  'experimental_config',
  'experimental_generic_findings',
  'image_metadata',
  'license_summary',
]);

function isOsvScanner({ form, keys, head }: FileSample): boolean {
  if (form !== 'json-object' || !keys.has('results') || [...keys].some((key) => !ownKeys.has(key))) return false;
  return /"results"\s*:\s*(?:\[\s*(?:\]|\{\s*"(?:source|packages)")|null)/.test(head);
}

function readReport(report: JsonReport, options: ScannerOptions): ReportBody {
  const next = report.places('results', 'packages', 'vulnerabilities');
  const results = recordsOf(asRecord(report.value) ?? {}, 'results');
  const scanned: (readonly string[])[] = [];
  const findings: ScannerFinding[] = [];
  for (const result of results) {
    const path = textOf(recordOf(result, 'source') ?? {}, 'path');
    const assets = [options.asset, path].filter((name) => name !== undefined);
    scanned.push(assets);
    for (const raw of listOf(result, 'packages').items) {
      const entry = asRecord(raw);
      if (entry === undefined) {
        report.problems.tell('scan/wrong-entry', { entry: 'A package', reason: 'it is not an object' });
        continue;
      }
      findings.push(...readPackage(entry, { assets, path, next }, report));
    }
  }
  return { scanned, findings };
}

interface PackageContext {
  readonly assets: readonly string[];
  readonly path: string | undefined;
  readonly next: () => SourceLocation;
}

function readPackage(entry: UnknownRecord, context: PackageContext, report: JsonReport): readonly ScannerFinding[] {
  const stated = recordOf(entry, 'package') ?? {};
  const [ecosystem, name, version] = ['ecosystem', 'name', 'version'].map((field) => textOf(stated, field));
  const groups = recordsOf(entry, 'groups');
  const { assets, path } = context;
  return listOf(entry, 'vulnerabilities').items.flatMap((raw): readonly ScannerFinding[] => {
    const at = context.next();
    const document = asRecord(raw);
    const id = document && textOf(document, 'id');
    if (document === undefined || id === undefined || name === undefined) {
      report.problems.tell(
        'scan/wrong-entry',
        { entry: 'A vulnerability', reason: 'it lacks an id or a package' },
        () => at,
      );
      return [];
    }
    const group = groups.find((one) => textListOf(one, 'ids').items.includes(id));
    const aliases = [...textListOf(document, 'aliases').items, ...textListOf(document, 'upstream').items];
    const grouped =
      group === undefined ? [] : [...textListOf(group, 'ids').items, ...textListOf(group, 'aliases').items];
    const component = {
      name,
      ...(ecosystem !== undefined && { ecosystem }),
      ...(version !== undefined && { version }),
      ...(path !== undefined && { path }),
    };
    return [
      {
        assets,
        component,
        ids: cleanIds([id, ...aliases, ...grouped]),
        title: textOf(document, 'summary'),
        severity: textOf(recordOf(document, 'database_specific') ?? {}, 'severity'),
        cvss: cvssOf(document, group),
        fixedVersions: fixesOf(document, name),
        ...statusOf(group, id),
        at,
      },
    ];
  });
}

function cvssOf(document: UnknownRecord, group: UnknownRecord | undefined): ScannerFinding['cvss'] {
  const vector = recordsOf(document, 'severity').flatMap((one) => textOf(one, 'score') ?? [])[0];
  const score = group === undefined ? undefined : scoreOf(fieldOf(group, 'max_severity'));
  return vector === undefined && score === undefined ? undefined : { vector, score };
}

/** Fixes of the package's own entries; a document may name other packages besides. */
function fixesOf(document: UnknownRecord, name: string): readonly string[] {
  const fixes = recordsOf(document, 'affected')
    .filter((affected) => textOf(recordOf(affected, 'package') ?? {}, 'name') === name)
    .flatMap((affected) => recordsOf(affected, 'ranges'))
    .filter((range) => textOf(range, 'type') !== 'GIT')
    .flatMap((range) => recordsOf(range, 'events'))
    .flatMap((event) => textOf(event, 'fixed') ?? []);
  return [...new Set(fixes)];
}

/** Call analysis says of some that the vulnerable code is never called; osv-scanner does not count these. */
function statusOf(group: UnknownRecord | undefined, id: string): Pick<ScannerFinding, 'status' | 'reason'> {
  const analysis = recordOf(recordOf(group ?? {}, 'experimentalAnalysis') ?? {}, id);
  if (analysis === undefined || fieldOf(analysis, 'called') !== false) return { status: 'open' };
  return { status: 'suppressed', reason: 'the vulnerable code is not called' };
}
