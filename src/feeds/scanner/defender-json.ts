import type { Outcome, SourceLocation } from '../../model/diagnostic.ts';
import type { FileSample } from '../../model/feed.ts';
import type { ScannerFinding, ScannerOptions, ScannerReport } from '../../model/scanner.ts';
import type { SourceFile } from '../../model/source.ts';
import { asRecord, fieldOf, listOf, textListOf, textOf, type UnknownRecord } from '../shape.ts';
import { cleanIds, scoreOf } from './ids.ts';
import { type JsonReport, type ReportBody, readJsonReport } from './json-report.ts';

/** Reads Microsoft Defender's vulnerabilities by machine: answers of its API, or lists exported from it. */
export function readDefenderJson(file: SourceFile, options: ScannerOptions): Outcome<ScannerReport> {
  return readJsonReport('defender', file, (report) => readDefender(report, options));
}

/** Are these rows of Defender, with its way to name CVEs and machines? */
export function isDefenderJson({ form, keys, head }: FileSample): boolean {
  if (form === 'json-object') return keys.has('@odata.context') && keys.has('value') && head.includes('securitycenter');
  const isRow =
    (keys.has('cveId') || keys.has('CveId')) && ['machineId', 'deviceId', 'DeviceId'].some((key) => keys.has(key));
  return form === 'json-array' && isRow;
}

function readDefender(report: JsonReport, options: ScannerOptions): ReportBody {
  const isList = Array.isArray(report.value);
  const root = asRecord(report.value) ?? {};
  const items: readonly unknown[] = isList ? (report.value as readonly unknown[]) : listOf(root, 'value').items;
  const next = isList ? report.places('[]') : report.places('value');
  if (textOf(root, '@odata.nextLink') !== undefined) {
    const reason = 'it is one page of several; fetch the pages behind "@odata.nextLink" as well';
    report.problems.tell('scan/wrong-entry', { entry: 'The rest of the answer', reason });
  }
  const findings = items.flatMap((raw) => readRow(raw, next(), report, options));
  const scanned = new Map(findings.map(({ assets }) => [assets.join('\u0000'), assets] as const));
  return { scanned: [...scanned.values()], findings };
}

function readRow(
  raw: unknown,
  at: SourceLocation,
  { problems }: JsonReport,
  options: ScannerOptions,
): readonly ScannerFinding[] {
  const row = lowerFirst(asRecord(raw) ?? {});
  const assets = [
    options.asset,
    ...['deviceName', 'machineName', 'machineId', 'deviceId'].map((key) => textOf(row, key)),
  ];
  const ids = cleanIds([textOf(row, 'cveId')]);
  const product = textOf(row, 'productName') ?? textOf(row, 'softwareName');
  if (ids.length === 0 || assets.every((name) => name === undefined)) {
    problems.tell('scan/wrong-entry', { entry: 'A row', reason: 'it lacks a CVE or a machine' }, () => at);
    return [];
  }
  const vendor = textOf(row, 'productVendor') ?? textOf(row, 'softwareVendor');
  const version = textOf(row, 'productVersion') ?? textOf(row, 'softwareVersion');
  const name = vendor === undefined ? product : `${vendor}/${product ?? ''}`;
  const update = textOf(row, 'recommendedSecurityUpdateId') ?? textOf(row, 'fixingKbId');
  return [
    {
      assets: assets.filter((one) => one !== undefined),
      ...(product !== undefined &&
        name !== undefined && { component: { name, ...(version !== undefined && { version }) } }),
      ids,
      title: textOf(row, 'recommendedSecurityUpdate'),
      severity: textOf(row, 'severity') ?? textOf(row, 'vulnerabilitySeverityLevel'),
      cvss: cvssOf(row),
      fixedVersions: textListOf(row, 'fixedVersions').items,
      status: textOf(row, 'status')?.toLowerCase() === 'fixed' ? 'fixed' : 'open',
      ...(update !== undefined && { reason: `fixed by ${/^\d+$/.test(update) ? `KB${update}` : update}` }),
      at,
    },
  ];
}

function cvssOf(row: UnknownRecord): ScannerFinding['cvss'] {
  const score = scoreOf(fieldOf(row, 'cvssScore'));
  return score === undefined ? undefined : { score };
}

/** The API begins its keys small, advanced hunting begins them large. */
function lowerFirst(row: UnknownRecord): UnknownRecord {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value]),
  );
}
