import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { Kind } from '../../model/kinds.ts';
import { type JobReport, type RecordWord, recordKinds } from '../../model/record-report.ts';
import type { Resource } from '../../model/resource.ts';
import type { SourceFile } from '../../model/source.ts';
import { parseFile } from '../load/parse.ts';
import type { ParsedDocument } from '../load/parsed-document.ts';
import { validateDocument } from '../load/validate.ts';
import type { RecordFrame } from './frame.ts';
import { type Draft, draftDeployment, draftTest, draftVerification } from './from-job.ts';
import { otherKind, statedRecords } from './from-statement.ts';
import { matchStated } from './match-stated.ts';
import { type RecordFile, recordFile, type Statement } from './record-file.ts';

/** What is taken in as evidence, and what it is held against. */
export interface TakingIn {
  readonly word: RecordWord;
  readonly file: SourceFile;
  /** What a reader of tools made of the file; `undefined`: people wrote it. */
  readonly report: JobReport | undefined;
  readonly estate: Estate;
  readonly frame: RecordFrame;
  /** Folder of the records. */
  readonly folder: string;
}

/**
 * Turns a report, or what people wrote, into records of a kind: one for each job. A record with an error does not come
 * into being; what is merely odd about it is told.
 */
export function takeIn(input: TakingIn): Outcome<readonly RecordFile[]> {
  const { word, file, report, estate, frame } = input;
  const kind = recordKinds[word];
  const parts = report === undefined ? byHand(input) : byTool({ ...input, report });
  const diagnostics = [...parts.diagnostics];
  const files = parts.value.flatMap((document) => {
    const judged = validateDocument(document);
    diagnostics.push(...judged.diagnostics);
    if (judged.value === undefined || judged.value.kind !== kind) return [];
    const { value, diagnostics: told } = matchStated(statementOf(judged.value), {
      file: file.path,
      estate,
      isRead: report !== undefined,
    });
    diagnostics.push(...told);
    return [recordFile(value, input.folder)];
  });
  return { value: files, diagnostics: [...diagnostics, ...unknownCorrections(frame.supersedes, kind, estate)] };
}

function byTool({
  word,
  file,
  report,
  estate,
  frame,
}: TakingIn & { readonly report: JobReport }): Outcome<readonly ParsedDocument[]> {
  const draftOf = { test: draftTest, deployment: draftDeployment, verification: draftVerification } as const;
  const draft = word in draftOf ? draftOf[word as keyof typeof draftOf] : undefined;
  if (draft === undefined) return { value: [], diagnostics: [] };
  const unstated = notStated(word, report, { file: file.path, frame });
  const drafted = draft({ file: file.path, report, estate, frame });
  if (unstated.length > 0) return { value: [], diagnostics: [...drafted.diagnostics, ...unstated] };
  return {
    value: drafted.value === undefined ? [] : [documentOf(drafted.value, file.path)],
    diagnostics: drafted.diagnostics,
  };
}

/** What no report of a tool says and every record of the kind needs. */
function notStated(
  word: RecordWord,
  { engine }: JobReport,
  { file, frame }: { readonly file: string; readonly frame: RecordFrame },
): readonly Diagnostic[] {
  const needs: Readonly<Partial<Record<RecordWord, readonly (readonly [boolean, string, string])[]>>> = {
    test: [
      [frame.environment !== undefined, 'in which environment the tests ran', '--environment <word>'],
      [frame.patches.length > 0, 'which versions were tested', '--change <name>, or --patch <ecosystem/name@version>'],
      [frame.kinds.length > 0, 'which kind of test it was', '--test-kind <word>'],
    ],
    deployment: [
      [frame.by !== undefined, 'who ran the job', '--by <person>'],
      [(frame.engine ?? engine) !== undefined, 'which engine did the work', '--engine <name>'],
    ],
    verification: [
      [frame.by !== undefined, 'who or what checked', '--by <name>'],
      [frame.method !== undefined, 'how it was checked', '--method <word>'],
    ],
  };
  return (needs[word] ?? [])
    .filter(([isThere]) => !isThere)
    .map(([, what, option]) => diagnostic('record/not-stated', { what, option }, { at: { file } }));
}

/** A draft has no places of its own: what is wrong with it is wrong with the file, or was left out on the command line. */
function documentOf({ kind, spec }: Draft, file: string): ParsedDocument {
  return {
    value: { apiVersion: 'patchledger/v1', kind, metadata: { name: 'record' }, spec },
    origin: { file, document: 0 },
    locate: () => undefined,
    rawText: () => undefined,
    isFlawed: () => false,
    isSound: true,
    isLegible: true,
  };
}

function byHand({ word, file, frame }: TakingIn): Outcome<readonly ParsedDocument[]> {
  const kind = recordKinds[word];
  const parsed = parseFile(file);
  const diagnostics = [...parsed.diagnostics];
  if (parsed.value.length === 0 && diagnostics.length === 0) {
    diagnostics.push(diagnostic('record/wrong-report', { reason: 'it is empty' }, { at: { file: file.path } }));
  }
  const documents = parsed.value
    .filter(({ isSound }) => isSound)
    .flatMap((document) => {
      const other = otherKind(document, kind);
      if (other === undefined) return statedRecords(document, kind, frame);
      const at = { file: file.path, range: document.locate(['kind']) };
      const reason = `it is ${other === 'IncidentRecord' || other === 'EvaluationRecord' || other === 'ActivityRecord' ? 'an' : 'a'} ${other}`;
      diagnostics.push(diagnostic('record/wrong-report', { reason }, { at }));
      return [];
    });
  return { value: documents, diagnostics };
}

function statementOf({ kind, document }: Resource): Statement {
  const { labels } = document.metadata;
  return { kind, spec: document.spec, labels } as Statement;
}

/** Corrections of records that are not there would leave both standing. */
function unknownCorrections(names: readonly string[], kind: Kind, { resources }: Estate): readonly Diagnostic[] {
  return names
    .filter((name) => resources[kind]?.get(name) === undefined)
    .map((name) => diagnostic('record/superseded-unknown', { kind, name }));
}
