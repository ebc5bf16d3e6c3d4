import { basename } from 'node:path';
import { readReport } from '../adapters/report-input.ts';
import type { RecordFrame } from '../core/record/frame.ts';
import { takeIn } from '../core/record/take-in.ts';
import { readJobReport } from '../feeds/record/registry.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { type RecordWord, recordKinds } from '../model/record-report.ts';
import type { CommandOptions, CommandRun } from './command.ts';
import { CommandError } from './exit.ts';
import type { OpenEstate } from './open-estate.ts';
import { openEvidence } from './open-evidence.ts';
import { run as recordApproval } from './record-approval.ts';
import { readFrame } from './record-frame.ts';
import { run as recordSeal } from './record-seal.ts';
import { run as recordSettings } from './record-settings.ts';
import { type Prepared, recordedBefore, settleRecords } from './record-write.ts';

/** Takes in what tools and people report of tests, deployments and all the rest, as records that are never edited. */
export const run: CommandRun = async (context, args, options) => {
  const [word = ''] = args;
  if (word === 'approval') return recordApproval(context, args, options);
  if (word === 'settings') return recordSettings(context, args, options);
  if (word === 'seal') return recordSeal(context, args, options);
  if (!isRecordWord(word)) {
    throw new CommandError(`there is no record of the kind ${word}`, {
      hint: `say one of ${[...Object.keys(recordKinds), 'approval', 'settings', 'seal'].join(', ')}`,
    });
  }
  const paths = pathsOf(options, word);
  const opened = openEvidence(context);
  const frame = readFrame(context, options, opened);
  const prepared = paths.map((path) => prepare(path, { root: context.global.root, opened, word, frame }));
  return settleRecords(context, options, opened, prepared);
};

const isRecordWord = (word: string): word is RecordWord => Object.hasOwn(recordKinds, word);

function pathsOf(options: CommandOptions, word: RecordWord): readonly string[] {
  const given = options['from'];
  const paths = Array.isArray(given) ? (given as readonly string[]) : [];
  if (paths.length > 0) return [...new Set(paths)];
  throw new CommandError(`what is to be recorded as ${word}?`, {
    hint: `name the report with --from <file>, or --from - for standard input; its fields: patchledger schema ${recordKinds[word]}`,
  });
}

interface Recording {
  readonly root: string;
  readonly opened: OpenEstate;
  readonly word: RecordWord;
  readonly frame: RecordFrame;
}

/** One report as records. What is wrong with the report itself keeps all of it out: a part would look like the whole. */
function prepare(path: string, { root, opened, word, frame: spoken }: Recording): Prepared {
  const { estate, folders } = opened;
  const input = readReport(root, path);
  if ('problem' in input) return { source: undefined, files: [], before: [], diagnostics: [input.problem] };
  const { file, sha256, stored } = input;
  const read = readJobReport(file, word);
  if (isRefused(read.diagnostics)) return { source: file, files: [], before: [], diagnostics: read.diagnostics };
  const tool = read.value?.tool;
  const source = { ...(tool !== undefined && { tool }), ...(stored !== undefined && { path: stored }), sha256 };
  const frame = { ...spoken, source, artifacts: [...reportArtifact(word, input), ...spoken.artifacts] };
  const taken = takeIn({ word, file, report: read.value, estate, frame, folder: folders.records });
  const before = frame.supersedes.length > 0 ? [] : recordedBefore(estate, word, sha256, taken.value.length);
  return { source: file, files: taken.value, before, diagnostics: [...read.diagnostics, ...taken.diagnostics] };
}

const isRefused = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error');

/** The report of a test is what backs the record of it. */
function reportArtifact(
  word: RecordWord,
  { file, sha256, stored }: Extract<ReturnType<typeof readReport>, { readonly sha256: string }>,
) {
  if (word !== 'test') return [];
  return [{ name: basename(file.path), ...(stored === undefined ? { held: false } : { path: stored }), sha256 }];
}
