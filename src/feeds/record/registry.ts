import { diagnostic, type Outcome } from '../../model/diagnostic.ts';
import { type JobReader, type JobReport, type RecordWord, recordKinds } from '../../model/record-report.ts';
import type { SourceFile } from '../../model/source.ts';
import { sampleOf } from '../sample.ts';
import { ansibleJsonReader } from './ansible-json.ts';
import { csvJobReader } from './csv.ts';
import { junitReader } from './junit.ts';
import { ssmReader } from './ssm.ts';

/** Every format that tools report jobs in. A new one is a file beside this one and a line here. */
export const jobReaders = Object.freeze([
  ansibleJsonReader,
  ssmReader,
  junitReader,
  csvJobReader,
] as const satisfies readonly JobReader[]);

/**
 * What a file holds as evidence of a kind: a tool's report, or `undefined` for what people wrote themselves. What can be
 * neither is `record/unrecognised`.
 */
export function readJobReport(file: SourceFile, kind: RecordWord): Outcome<JobReport | undefined> {
  const reader = jobReaderOf(file);
  if (reader?.kinds.includes(kind)) return reader.read(file);
  const reason =
    reader === undefined
      ? whyNot(file)
      : `it is ${reader.title}, which is evidence of a ${reader.kinds.join(' or a ')}`;
  if (reason === undefined) return { value: undefined, diagnostics: [] };
  const args = { kind, reason, formats: formatsFor(kind), schema: recordKinds[kind] };
  return { value: undefined, diagnostics: [diagnostic('record/unrecognised', args, { at: { file: file.path } })] };
}

function jobReaderOf(file: SourceFile): JobReader | undefined {
  const sample = sampleOf(file);
  return jobReaders.find((reader) => reader.recognises(sample));
}

function whyNot({ text }: SourceFile): string | undefined {
  const start = text.slice(0, 1000).trimStart();
  if (start === '') return 'it is empty';
  if (/^<(?:!doctype\s+)?html/i.test(start)) return 'it is a web page, perhaps an error page in place of the report';
  return start.startsWith('<') ? 'it is XML of another kind' : undefined;
}

/** Titles of the formats that a kind of record is read from. */
function formatsFor(kind: RecordWord): string {
  const titles = jobReaders.filter((reader: JobReader) => reader.kinds.includes(kind)).map(({ title }) => title);
  return titles.length === 0 ? 'no formats of tools' : titles.join(', ');
}
