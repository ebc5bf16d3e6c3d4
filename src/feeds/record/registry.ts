import { diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { JobReader, JobReport, RecordWord } from '../../model/record-report.ts';
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

/** The reader of a file, by its content; `undefined`: no tool that we know wrote it. */
export function jobReaderOf(file: SourceFile): JobReader | undefined {
  const sample = sampleOf(file);
  return jobReaders.find((reader) => reader.recognises(sample));
}

/** Reads a tool's report as evidence of a kind; a report that is none is `record/unrecognised`. */
export function readJobReport(reader: JobReader, file: SourceFile, kind: RecordWord): Outcome<JobReport> {
  if (reader.kinds.includes(kind)) return reader.read(file);
  const reason = `it is ${reader.title}, which is evidence of a ${reader.kinds.join(' or a ')}`;
  const problem = diagnostic(
    'record/unrecognised',
    { kind, reason, formats: formatsFor(kind) },
    { at: { file: file.path } },
  );
  return { value: { format: reader.id, rows: [] }, diagnostics: [problem] };
}

/** Titles of the formats that a kind of record is read from. */
export function formatsFor(kind: RecordWord): string {
  const titles = jobReaders.filter((reader: JobReader) => reader.kinds.includes(kind)).map(({ title }) => title);
  return titles.length === 0 ? 'no formats of tools' : titles.join(', ');
}
