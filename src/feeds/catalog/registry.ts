import { diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { CatalogFragment, CatalogReader, FileSample } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import { sampleOf } from '../sample.ts';
import { csafReader } from './csaf.ts';
import { cveRecordReader } from './cve-record.ts';
import { cycloneDxVexReader } from './cyclonedx-vex.ts';
import { epssReader } from './epss.ts';
import { kevReader } from './kev.ts';
import { openVexReader } from './openvex.ts';
import { osvReader } from './osv.ts';

/** Every catalogue format. A new one is a file beside this one and a line here. */
export const catalogReaders = Object.freeze([
  osvReader,
  kevReader,
  cveRecordReader,
  epssReader,
  csafReader,
  openVexReader,
  cycloneDxVexReader,
] as const satisfies readonly CatalogReader[]);

/** Reads one file below `catalog/`. A file that no reader recognises is `catalog/unrecognised` and says nothing. */
export function readCatalogFile(file: SourceFile): Outcome<CatalogFragment> {
  const sample = sampleOf(file);
  const reader = catalogReaders.find((candidate) => candidate.recognises(sample));
  if (reader !== undefined) return reader.read(file);
  const problem = diagnostic('catalog/unrecognised', { reason: whyNot(sample) }, { at: { file: file.path } });
  return { value: { documents: [], cves: [] }, diagnostics: [problem] };
}

function whyNot({ head, keys }: FileSample): string {
  if (head.trim() === '') return 'it is empty';
  if (head.includes('\u0000')) return 'it is binary, or text in UTF-16';
  if (head.startsWith('\u001f\ufffd')) return 'it is compressed';
  if (/^\s*<(?:!doctype\s+)?html/i.test(head)) return 'it is a web page, perhaps an error page in place of the data';
  if (keys.has('apiVersion') && keys.has('kind')) return 'it is a resource of the estate, not a public format';
  if (keys.has('bomFormat') || keys.has('spdxVersion')) {
    return 'it is a list of components without statements about vulnerabilities; inventories belong below observed/';
  }
  return 'its content looks like none of them';
}
