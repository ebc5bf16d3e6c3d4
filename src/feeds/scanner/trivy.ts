import { parseInstant } from '../../core/time.ts';
import type { Outcome, SourceLocation } from '../../model/diagnostic.ts';
import type { FileSample } from '../../model/feed.ts';
import type { ScannerCvss, ScannerFinding, ScannerOptions, ScannerReader, ScannerReport } from '../../model/scanner.ts';
import type { SourceFile } from '../../model/source.ts';
import { asRecord, fieldOf, listOf, recordOf, recordsOf, textListOf, textOf, type UnknownRecord } from '../shape.ts';
import { cleanIds, scoreOf } from './ids.ts';
import { type JsonReport, type Places, type ReportBody, readJsonReport } from './json-report.ts';
import { componentOf, type StatedPackage } from './packages.ts';

/** Reads Trivy's JSON: reports of images, file systems and repositories, of clusters, and the bare lists of old versions. */
export const trivyReader: ScannerReader = {
  id: 'trivy',
  title: 'Trivy (JSON)',
  specification: 'https://trivy.dev/latest/docs/configuration/reporting/#json',
  recognises: isTrivy,
  read: readTrivy,
};

function isTrivy({ form, keys }: FileSample): boolean {
  if (form === 'json-array') return keys.has('Target') && (keys.has('Vulnerabilities') || keys.has('Type'));
  if (form !== 'json-object') return false;
  if (keys.has('ClusterName')) return ['Resources', 'Vulnerabilities', 'Findings'].some((key) => keys.has(key));
  return keys.has('SchemaVersion') && (keys.has('ArtifactName') || keys.has('ArtifactType') || keys.has('Results'));
}

function readTrivy(file: SourceFile, options: ScannerOptions = {}): Outcome<ScannerReport> {
  return readJsonReport('trivy', file, (report) => {
    const body = readValue(report, options);
    tellOthers(body.others, report);
    return { createdAt: body.createdAt, scanned: body.scanned, findings: body.findings };
  });
}

interface TrivyBody extends ReportBody {
  /** Misconfigurations, secrets and licences. */
  readonly others: number;
}

/** One scanned thing: its results, and what stands beside them. */
interface Target {
  readonly assets: readonly string[];
  readonly distro: StatedPackage['distro'];
  readonly results: readonly unknown[];
}

function readValue(report: JsonReport, options: ScannerOptions): TrivyBody {
  const { value, places } = report;
  const given = options.asset === undefined ? [] : [options.asset];
  if (Array.isArray(value)) {
    const at = { open: places('[]', 'Vulnerabilities'), modified: places('[]', 'ExperimentalModifiedFindings') };
    // Old versions wrote no more than the results; each names what it was found on.
    const targets = value.map((result: unknown) => ({ assets: given, distro: undefined, results: [result] }));
    return readTargets(targets, at, report);
  }
  const root = asRecord(value) ?? {};
  const cluster = textOf(root, 'ClusterName');
  if (cluster !== undefined) return readCluster(root, cluster, given, report);
  const metadata = recordOf(root, 'Metadata') ?? {};
  const names = cleanNames([textOf(root, 'ArtifactName'), ...tagsOf(metadata), textOf(metadata, 'ImageID')]);
  const at = {
    open: places('Results', 'Vulnerabilities'),
    modified: places('Results', 'ExperimentalModifiedFindings'),
  };
  const target = { assets: [...given, ...names], distro: distroOf(metadata), results: listOf(root, 'Results').items };
  return { ...readTargets([target], at, report), createdAt: parseInstant(textOf(root, 'CreatedAt') ?? '') };
}

function readCluster(root: UnknownRecord, cluster: string, given: readonly string[], report: JsonReport): TrivyBody {
  const bodies = ['Resources', 'Vulnerabilities', 'Findings'].map((list) => {
    const at = {
      open: report.places(list, 'Results', 'Vulnerabilities'),
      modified: report.places(list, 'Results', 'ExperimentalModifiedFindings'),
    };
    const targets = recordsOf(root, list).map((resource): Target => {
      const parts = ['Namespace', 'Kind', 'Name']
        .map((key) => textOf(resource, key))
        .filter((part) => part !== undefined);
      const metadata = recordOf(resource, 'Metadata') ?? recordsOf(resource, 'Metadata')[0] ?? {};
      const assets = [...given, ...cleanNames([parts.join('/'), parts.at(-1), ...tagsOf(metadata), cluster])];
      return { assets, distro: distroOf(metadata), results: listOf(resource, 'Results').items };
    });
    return readTargets(targets, at, report);
  });
  return {
    scanned: bodies.flatMap(({ scanned }) => scanned),
    findings: bodies.flatMap(({ findings }) => findings),
    others: bodies.reduce((sum, { others }) => sum + others, 0),
  };
}

function readTargets(
  targets: readonly Target[],
  at: { readonly open: Places; readonly modified: Places },
  report: JsonReport,
): TrivyBody {
  const findings: ScannerFinding[] = [];
  let others = 0;
  for (const target of targets) {
    for (const raw of target.results) {
      const result = asRecord(raw);
      if (result === undefined) {
        report.problems.tell('scan/wrong-entry', { entry: 'A result', reason: 'it is not an object' });
        continue;
      }
      others += ['Misconfigurations', 'Secrets', 'Licenses'].reduce(
        (sum, key) => sum + listOf(result, key).items.length,
        0,
      );
      findings.push(...readResult(result, target, at, report));
    }
  }
  const scanned = targets.map((target) => {
    const [first] = target.results;
    return assetsOf(asRecord(first) ?? {}, target);
  });
  return { scanned: scanned.filter((names) => names.length > 0), findings, others };
}

function readResult(
  result: UnknownRecord,
  target: Target,
  at: { readonly open: Places; readonly modified: Places },
  report: JsonReport,
): readonly ScannerFinding[] {
  const type = textOf(result, 'Type');
  const path = textOf(result, 'Class') === 'lang-pkgs' ? textOf(result, 'Target') : undefined;
  const context = { assets: assetsOf(result, target), type, path, distro: target.distro ?? distroIn(result) };
  const open = listOf(result, 'Vulnerabilities').items.flatMap((raw) => {
    return toldOr(readVulnerability(raw, context, at.open()), report);
  });
  const modified = listOf(result, 'ExperimentalModifiedFindings').items.flatMap((raw) => {
    const place = at.modified();
    const entry = asRecord(raw);
    if (entry === undefined || textOf(entry, 'Type') !== 'vulnerability') return [];
    const reason = ['Status', 'Statement', 'Source'].flatMap((key) => textOf(entry, key) ?? []).join(', ');
    return toldOr(readVulnerability(fieldOf(entry, 'Finding'), context, place), report).map((finding) => {
      return { ...finding, status: 'suppressed' as const, reason };
    });
  });
  return [...open, ...modified];
}

function assetsOf(result: UnknownRecord, { assets }: Target): readonly string[] {
  return assets.length > 0 ? assets : cleanNames([textOf(result, 'Target')?.replace(osSuffix, '')]);
}

/** Trivy ends the target of operating system packages with the system: `redis:6.0.5 (debian 10.4)`. */
const osSuffix = / \(([a-z][a-z-]*) ([^\s()]+)\)$/;

function distroIn(result: UnknownRecord): StatedPackage['distro'] {
  const [, name, version] = osSuffix.exec(textOf(result, 'Target') ?? '') ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

function toldOr(read: ScannerFinding | Refused, { problems }: JsonReport): readonly ScannerFinding[] {
  if (!('refused' in read)) return [read];
  problems.tell('scan/wrong-entry', { entry: 'A vulnerability', reason: read.refused }, () => read.at);
  return [];
}

interface Refused {
  readonly refused: string;
  readonly at: SourceLocation;
}

interface ResultContext {
  readonly assets: readonly string[];
  readonly type: string | undefined;
  readonly path: string | undefined;
  readonly distro: StatedPackage['distro'];
}

function readVulnerability(raw: unknown, context: ResultContext, at: SourceLocation): ScannerFinding | Refused {
  const entry = asRecord(raw);
  if (entry === undefined) return { refused: 'it is not an object', at };
  const ids = cleanIds([textOf(entry, 'VulnerabilityID'), ...textListOf(entry, 'VendorIDs').items]);
  const name = textOf(entry, 'PkgName');
  if (ids.length === 0 || name === undefined) return { refused: 'it lacks a vulnerability or a package', at };
  const { assets, type, distro } = context;
  const purl = textOf(recordOf(entry, 'PkgIdentifier') ?? {}, 'PURL');
  const path = textOf(entry, 'PkgPath') ?? context.path;
  const version = textOf(entry, 'InstalledVersion');
  const status = textOf(entry, 'Status');
  return {
    assets,
    component: componentOf({ name, version, type, purl, path, distro }),
    ids,
    title: textOf(entry, 'Title'),
    severity: textOf(entry, 'Severity'),
    cvss: cvssOf(entry),
    fixedVersions: (textOf(entry, 'FixedVersion') ?? '').split(/\s*(?:,|\|\|)\s*/).filter((text) => text !== ''),
    status: 'open',
    ...(status !== undefined && status !== 'fixed' && status !== 'affected' && { reason: status }),
    at,
  };
}

/** The vendor whose word the severity is speaks first, then NVD, then whoever else does. */
function cvssOf(entry: UnknownRecord): ScannerCvss | undefined {
  const all = recordOf(entry, 'CVSS') ?? {};
  const sources = [textOf(entry, 'SeveritySource') ?? '', 'nvd', ...Object.keys(all)];
  for (const source of sources) {
    const stated = recordOf(all, source);
    if (stated === undefined) continue;
    for (const version of ['V40', 'V3', 'V2']) {
      const vector = textOf(stated, `${version}Vector`);
      const score = scoreOf(fieldOf(stated, `${version}Score`));
      if (vector !== undefined || score !== undefined) return { score, vector };
    }
  }
  return undefined;
}

function distroOf(metadata: UnknownRecord): StatedPackage['distro'] {
  const os = recordOf(metadata, 'OS');
  const name = os && textOf(os, 'Family');
  return os === undefined || name === undefined ? undefined : { name, version: textOf(os, 'Name') ?? '' };
}

function tagsOf(metadata: UnknownRecord): readonly string[] {
  return [...textListOf(metadata, 'RepoTags').items, ...textListOf(metadata, 'RepoDigests').items];
}

function cleanNames(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.filter((name): name is string => name !== undefined && name !== ''))];
}

function tellOthers(count: number, { problems }: JsonReport): void {
  if (count > 0) problems.tell('scan/not-vulnerabilities', { count, what: 'misconfigurations, secrets and licences' });
}
