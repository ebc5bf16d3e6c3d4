import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { FileSample, ReportReader } from '../../model/feed.ts';
import { ansibleFactsReader } from './ansible-facts.ts';
import { configMgrReader, csvReportReader, wsusReader } from './csv-presets.ts';
import { cyclonedxReader } from './cyclonedx.ts';
import { apkReportReader, dpkgQueryReportReader, dpkgStatusReportReader, rpmReportReader } from './list-reports.ts';
import { osqueryReader } from './osquery.ts';
import { packageLockReader } from './package-lock.ts';
import { spdxReader } from './spdx.ts';
import { ssmInventoryReader } from './ssm-inventory.ts';
import { ssmPatchStateReader } from './ssm-patch-state.ts';
import { syftReader } from './syft.ts';
import { trivyPackagesReader } from './trivy-packages.ts';

/** Every format of reports about machines, in the order of help. A new one is a file beside this one and a line here. */
export const reportReaders = Object.freeze([
  cyclonedxReader,
  spdxReader,
  syftReader,
  trivyPackagesReader,
  packageLockReader,
  dpkgQueryReportReader,
  dpkgStatusReportReader,
  rpmReportReader,
  apkReportReader,
  ansibleFactsReader,
  osqueryReader,
  ssmInventoryReader,
  ssmPatchStateReader,
  wsusReader,
  configMgrReader,
  csvReportReader,
] as const satisfies readonly ReportReader[]);

/** The reader of a format; `undefined` for a word that names none. */
export function reportReaderFor(format: string): ReportReader | undefined {
  return reportReaders.find(({ id }) => id === format);
}

/** The reader that recognises a file's content; `undefined` where none does. */
export function recogniseReport(sample: FileSample): ReportReader | undefined {
  return reportReaders.find((reader) => reader.recognises(sample));
}

/** Says of a file that no reader recognises what it looks like. */
export function unrecognisedReport(file: string, sample: FileSample): Diagnostic {
  const hint = 'Name the format in place of "auto"; patchledger import --help lists them.';
  return diagnostic('observed/unrecognised', { reason: whyNot(sample) }, { at: { file }, hint });
}

function whyNot({ head, keys, form }: FileSample): string {
  if (head.trim() === '') return 'it is empty';
  if (head.includes('\u0000')) return 'it is binary, or text in UTF-16';
  if (/^\s*<(?:!doctype\s+)?html/i.test(head)) return 'it is a web page, perhaps an error page in place of the data';
  if (/^\s*<\?xml|^\s*<bom\b/.test(head)) return 'it is XML; of CycloneDX and SPDX the JSON form is read';
  if (/^SPDXVersion:/m.test(head)) return 'it is SPDX in tag-value form; its JSON form is read';
  if (keys.has('@graph') || keys.has('@context')) return 'it is linked data (SPDX 3); SPDX 2.3 is read';
  if (keys.has('apiVersion') && keys.has('kind')) return 'it is a resource of the estate';
  return form === 'json-object' || form === 'json-array'
    ? 'none of the formats has these keys at its top'
    : 'its content looks like none of them';
}
