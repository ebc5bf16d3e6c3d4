import { diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { FileSample } from '../../model/feed.ts';
import type { ScannerOptions, ScannerReader, ScannerReport } from '../../model/scanner.ts';
import type { SourceFile } from '../../model/source.ts';
import { sampleOf } from '../sample.ts';
import { defenderCsv, hasHeader, openVasCsv, plainCsv, qualysCsv, tenableCsv } from './csv-dialects.ts';
import { readCsvReport } from './csv-report.ts';
import { isDefenderJson, readDefenderJson } from './defender-json.ts';
import { dependencyTrackReader } from './dependency-track.ts';
import { grypeReader } from './grype.ts';
import { readOpenVas } from './openvas-xml.ts';
import { osvScannerReader } from './osv-scanner.ts';
import { readQualys } from './qualys-xml.ts';
import { readNessus } from './tenable-xml.ts';
import { trivyReader } from './trivy.ts';
import { readXmlReport } from './xml-report.ts';

const isXml = (file: SourceFile): boolean => /^\ufeff?\s*</.test(file.text);
const isJson = (file: SourceFile): boolean => /^\ufeff?\s*[[{]/.test(file.text);

const tenableReader: ScannerReader = {
  id: 'tenable',
  title: 'Tenable (.nessus, CSV)',
  specification: 'https://static.tenable.com/documentation/nessus_v2_file_format.pdf',
  recognises: (sample) =>
    /<NessusClientData_v2[\s>]/.test(sample.head) ? isXmlHead(sample) : hasHeader(sample, tenableCsv),
  read: (file, options = {}) =>
    isXml(file) ? readXmlReport('tenable', file, options, readNessus) : readCsvReport(tenableCsv, file, options),
};

const qualysReader: ScannerReader = {
  id: 'qualys',
  title: 'Qualys (XML, CSV)',
  specification: 'https://docs.qualys.com/en/vm/api/',
  recognises: (sample) =>
    /<(?:ASSET_DATA_REPORT|HOST_LIST_VM_DETECTION_OUTPUT|SCAN)[\s>]/.test(sample.head)
      ? isXmlHead(sample)
      : hasHeader(sample, qualysCsv),
  read: (file, options = {}) =>
    isXml(file) ? readXmlReport('qualys', file, options, readQualys) : readCsvReport(qualysCsv, file, options),
};

const openVasReader: ScannerReader = {
  id: 'openvas',
  title: 'OpenVAS / Greenbone (XML, CSV)',
  specification: 'https://docs.greenbone.net/API/GMP/gmp-22.4.html#element_report',
  recognises: (sample) =>
    /^\s*(?:<\?xml[^>]*>\s*)?<(?:report|get_reports_response)[\s>]/.test(sample.head) || hasHeader(sample, openVasCsv),
  read: (file, options = {}) =>
    isXml(file) ? readXmlReport('openvas', file, options, readOpenVas) : readCsvReport(openVasCsv, file, options),
};

const defenderReader: ScannerReader = {
  id: 'defender',
  title: 'Microsoft Defender Vulnerability Management (JSON, CSV)',
  specification: 'https://learn.microsoft.com/en-us/defender-endpoint/api/get-all-vulnerabilities-by-machines',
  recognises: (sample) => isDefenderJson(sample) || hasHeader(sample, defenderCsv),
  read: (file, options = {}) =>
    isJson(file) ? readDefenderJson(file, options) : readCsvReport(defenderCsv, file, options),
};

const csvReader: ScannerReader = {
  id: 'csv',
  title: 'any CSV with columns for asset and vulnerability',
  specification: 'https://www.rfc-editor.org/rfc/rfc4180',
  recognises: (sample) => hasHeader(sample, plainCsv),
  read: (file, options) => readCsvReport(plainCsv, file, options),
};

/** Every scanner format. A new one is a file beside this one and a line here. */
export const scannerReaders = Object.freeze([
  trivyReader,
  grypeReader,
  osvScannerReader,
  dependencyTrackReader,
  tenableReader,
  qualysReader,
  openVasReader,
  defenderReader,
  csvReader,
] as const satisfies readonly ScannerReader[]);

/**
 * Reads a scanner's report; the content says which. Content that no reader recognises is `scan/unrecognised`, except that
 * named columns make any CSV one.
 */
export function readScannerReport(file: SourceFile, options: ScannerOptions = {}): Outcome<ScannerReport> {
  if (options.columns !== undefined) return csvReader.read(file, options);
  const sample = sampleOf(file);
  const reader = scannerReaders.find((candidate) => candidate.recognises(sample));
  if (reader !== undefined) return reader.read(file, options);
  const formats = scannerReaders.map(({ title }) => title).join(', ');
  const problem = diagnostic('scan/unrecognised', { reason: whyNot(sample), formats }, { at: { file: file.path } });
  return { value: { format: 'unknown', scanned: [], findings: [] }, diagnostics: [problem] };
}

function isXmlHead({ head }: FileSample): boolean {
  return head.trimStart().startsWith('<');
}

function whyNot({ head, keys }: FileSample): string {
  if (head.trim() === '') return 'it is empty';
  if (head.includes('\u0000')) return 'it is binary, or text in UTF-16';
  if (/^\s*<(?:!doctype\s+)?html/i.test(head)) return 'it is a web page, perhaps an error page in place of the report';
  if (keys.has('bomFormat') || keys.has('spdxVersion')) return 'it is a list of components, not of findings';
  return 'its content looks like none of them';
}
