import { parseInstant } from '../../core/time.ts';
import type { Outcome, SourceLocation } from '../../model/diagnostic.ts';
import type { FileSample } from '../../model/feed.ts';
import type { ScannerFinding, ScannerOptions, ScannerReader, ScannerReport } from '../../model/scanner.ts';
import type { SourceFile } from '../../model/source.ts';
import { asRecord, asText, fieldOf, listOf, recordOf, recordsOf, textOf, type UnknownRecord } from '../shape.ts';
import { cleanIds, scoreOf } from './ids.ts';
import { type JsonReport, type ReportBody, readJsonReport } from './json-report.ts';
import { componentOf } from './packages.ts';

/** Reads Dependency-Track's findings: the File Packaging Format, or the list that its API answers with. */
export const dependencyTrackReader: ScannerReader = {
  id: 'dependency-track',
  title: 'Dependency-Track findings (JSON)',
  specification: 'https://docs.dependencytrack.org/integrations/file-formats/',
  recognises: isFindings,
  read: (file: SourceFile, options: ScannerOptions = {}): Outcome<ScannerReport> =>
    readJsonReport('dependency-track', file, (report) => readFindings(report, options)),
};

function isFindings({ form, keys }: FileSample): boolean {
  if (form === 'json-object') return keys.has('findings') && (keys.has('meta') || keys.has('project'));
  return form === 'json-array' && keys.has('component') && keys.has('vulnerability');
}

function readFindings(report: JsonReport, options: ScannerOptions): ReportBody {
  const isList = Array.isArray(report.value);
  const root = asRecord(report.value) ?? {};
  const items: readonly unknown[] = isList ? (report.value as readonly unknown[]) : listOf(root, 'findings').items;
  const next = isList ? report.places('[]') : report.places('findings');
  const assets = [...(options.asset === undefined ? [] : [options.asset]), ...namesOf(recordOf(root, 'project') ?? {})];
  const createdAt = parseInstant(textOf(recordOf(root, 'meta') ?? {}, 'timestamp') ?? '');
  return { createdAt, scanned: [assets], findings: items.flatMap((raw) => readFinding(raw, assets, next(), report)) };
}

function namesOf(project: UnknownRecord): readonly string[] {
  const [name, version, uuid] = ['name', 'version', 'uuid'].map((field) => textOf(project, field));
  const names = [name, name === undefined || version === undefined ? undefined : `${name}:${version}`, uuid];
  return names.filter((one) => one !== undefined);
}

function readFinding(
  raw: unknown,
  assets: readonly string[],
  at: SourceLocation,
  { problems }: JsonReport,
): readonly ScannerFinding[] {
  const finding = asRecord(raw) ?? {};
  const component = recordOf(finding, 'component');
  const vulnerability = recordOf(finding, 'vulnerability');
  const name = component && textOf(component, 'name');
  const ids = vulnerability === undefined ? [] : idsOf(vulnerability);
  if (component === undefined || vulnerability === undefined || name === undefined || ids.length === 0) {
    problems.tell(
      'scan/wrong-entry',
      { entry: 'A finding', reason: 'it lacks a component or a vulnerability' },
      () => at,
    );
    return [];
  }
  const group = textOf(component, 'group');
  const title =
    textOf(vulnerability, 'title') ?? textOf(vulnerability, 'description')?.split('\n', 1)[0]?.slice(0, 200);
  const stated = {
    name: group === undefined ? name : `${group}/${name}`,
    version: textOf(component, 'version'),
    type: undefined,
    purl: textOf(component, 'purl'),
  };
  return [
    {
      assets,
      component: componentOf(stated),
      ids,
      title,
      severity: textOf(vulnerability, 'severity'),
      cvss: cvssOf(vulnerability),
      fixedVersions: [],
      ...statusOf(recordOf(finding, 'analysis') ?? {}),
      at,
    },
  ];
}

/** The vulnerability's id first; aliases come as objects of one id for each source. */
function idsOf(vulnerability: UnknownRecord): readonly string[] {
  const aliases = recordsOf(vulnerability, 'aliases').flatMap((alias) =>
    Object.keys(alias)
      .filter((key) => key.endsWith('Id'))
      .map((key) => asText(fieldOf(alias, key))),
  );
  const source = textOf(vulnerability, 'source');
  const id = textOf(vulnerability, 'vulnId');
  // The old npm advisories are bare numbers, which say nothing without their source.
  const named = id !== undefined && /^\d+$/.test(id) && source !== undefined ? `${source}-${id}` : id;
  return cleanIds([named, ...aliases]);
}

function cvssOf(vulnerability: UnknownRecord): ScannerFinding['cvss'] {
  for (const version of ['V4', 'V3', 'V2']) {
    const score = scoreOf(
      fieldOf(vulnerability, `cvss${version}BaseScore`) ?? fieldOf(vulnerability, `cvss${version}Score`),
    );
    const vector = textOf(vulnerability, `cvss${version}Vector`);
    if (score !== undefined || vector !== undefined) return { score, vector };
  }
  return undefined;
}

const closed = new Set(['FALSE_POSITIVE', 'NOT_AFFECTED', 'RESOLVED']);

function statusOf(analysis: UnknownRecord): Pick<ScannerFinding, 'status' | 'reason'> {
  const state = textOf(analysis, 'state');
  const isSuppressed = fieldOf(analysis, 'isSuppressed') === true;
  if (state === 'RESOLVED') return { status: 'fixed', reason: state };
  if (!isSuppressed && (state === undefined || !closed.has(state))) return { status: 'open' };
  return { status: 'suppressed', reason: state === undefined || state === 'NOT_SET' ? 'suppressed' : state };
}
