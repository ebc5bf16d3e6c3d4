import { readReport } from '../adapters/report-input.ts';
import { canonicalJson } from '../core/digest.ts';
import { askedForgeTeams } from '../core/evidence/approval-members.ts';
import { neededApprovals } from '../core/evidence/approval-needs.ts';
import { type JudgedApproval, judgeApproval } from '../core/evidence/approval-record.ts';
import { lastWords } from '../core/evidence/supersession.ts';
import { recordFile } from '../core/record/record-file.ts';
import { localDate } from '../core/time.ts';
import { readReviewData } from '../feeds/record/review-data.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Estate } from '../model/estate.ts';
import { renderDiagnosticsText } from '../render/diagnostics/text.ts';
import { type RecordLine, renderRecords, renderRecordsJson } from '../render/record/records.ts';
import type { CommandContext, CommandOptions, CommandRun } from './command.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import { openEvidence } from './open-evidence.ts';
import { type MergeSource, type OpenMerges, openMerges } from './open-merges.ts';
import { mergedWork } from './record-merge.ts';
import { writeRecord } from './record-write.ts';

/** Records who approved a merge. */
export const run: CommandRun = (context, args, options) => recordApprovalOn(openMerges)(context, args, options);

/** As `run`, asking a forge that somebody else opens. */
export const recordApprovalOn =
  (open: OpenMerges): CommandRun =>
  async (context, _args, options) => {
    const opened = openEvidence(context);
    const source = sourceOf(context, options);
    const { data, diagnostics, membersOf } = await open(context, opened, source);
    const work = mergedWork(context, opened, data);
    const { terminal, global } = context;
    if (work.brought.length === 0) {
      const commit = data.mergeCommit.slice(0, 12);
      if (global.format === 'json') terminal.out(renderRecordsJson([], diagnostics, options['dryRun'] === true));
      else terminal.out(`Commit ${commit} brought nothing that people approve; nothing to record.\n`);
      return exitCodes.fine;
    }
    const { brought, base } = work;
    const asked = askedForgeTeams(
      neededApprovals(brought, base),
      base,
      localDate(data.mergedAt, base.workspace.timeZone),
    );
    const judged = judgeApproval({
      ...{ data, ...work, assertedBy: source.kind === 'asserted' ? source.by : undefined },
      forgeMembers: await membersOf(asked),
    });
    return settle(context, options, { judged, diagnostics, estate: opened.estate, folder: opened.folders.records });
  };

/** Where the approval is read from: a file, a person's word, or the forge. */
function sourceOf({ global }: CommandContext, options: CommandOptions): MergeSource {
  const merge = typeof options['merge'] === 'string' ? options['merge'] : undefined;
  const from = options['from'];
  const [path, second] = Array.isArray(from) ? (from as readonly string[]) : [];
  if (second !== undefined)
    throw new CommandError('an approval is of one merge', { hint: 'name one file with --from' });
  if (path !== undefined) {
    const input = readReport(global.root, path);
    if ('problem' in input) throw new CommandError(input.problem.message);
    return { kind: 'file', file: input.file, sha256: input.sha256, read: readReviewData };
  }
  const by = options['by'];
  if (typeof by === 'string') {
    const head = typeof options['head'] === 'string' ? options['head'] : undefined;
    return { kind: 'asserted', by, merge, head };
  }
  const number = options['pullRequest'];
  if (number === undefined) return { kind: 'forge', merge, number: undefined };
  if (/^[1-9]\d{0,8}$/.test(String(number))) return { kind: 'forge', merge, number: Number(number) };
  throw new CommandError(`--pull-request ${String(number)} is no number of a pull request`);
}

interface Settling {
  readonly judged: JudgedApproval;
  readonly diagnostics: readonly Diagnostic[];
  readonly estate: Estate;
  readonly folder: string;
}

/** The evidence is kept whatever it shows; the exit code says whether it approves what was merged. */
function settle(context: CommandContext, options: CommandOptions, settling: Settling): ExitCode {
  const { terminal, global } = context;
  const { judged, estate, folder } = settling;
  const isDryRun = options['dryRun'] === true;
  const line = { ...record(judged.spec, { root: global.root, estate, folder, isDryRun }), approves: judged.holds };
  const diagnostics = [...settling.diagnostics, ...judged.diagnostics];
  if (global.format === 'json') terminal.out(renderRecordsJson([line], diagnostics, isDryRun));
  else {
    terminal.note(renderDiagnosticsText(diagnostics, new Map(), terminal.notePaint));
    terminal.out(`${verdictLine(judged)}\n${renderRecords([line], terminal.paint, isDryRun)}`);
  }
  return judged.holds ? exitCodes.fine : exitCodes.violated;
}

interface Place {
  readonly root: string;
  readonly estate: Estate;
  readonly folder: string;
  readonly isDryRun: boolean;
}

/** What is known of a merge by now replaces what was known of it before; where that is the same, nothing is written. */
function record(spec: JudgedApproval['spec'], { root, estate, folder, isDryRun }: Place): RecordLine {
  const standing = lastWords([...(estate.resources.ApprovalRecord?.values() ?? [])]).filter(
    ({ document }) => document.spec.mergeCommit === spec.mergeCommit,
  );
  const contentOf = (one: JudgedApproval['spec']): string => canonicalJson({ ...one, supersedes: undefined });
  const same = standing.find(({ document }) => contentOf(document.spec) === contentOf(spec));
  if (same !== undefined) return { kind: same.kind, name: same.name, path: same.origin.file, status: 'exists' };
  const supersedes = standing.map(({ name }) => name).sort();
  const file = recordFile(
    { kind: 'ApprovalRecord', spec: supersedes.length === 0 ? spec : { ...spec, supersedes } },
    folder,
  );
  const { kind, name, path } = file;
  return { kind, name, path, status: writeRecord(root, file, isDryRun) };
}

function verdictLine({ spec, holds }: JudgedApproval): string {
  const approvers = spec.reviews.flatMap(({ state, person, user, ...review }) =>
    state === 'approved' && review.void === undefined ? [person ?? user.login] : [],
  );
  const asserted = spec.assertedBy === undefined ? '' : `asserted by ${spec.assertedBy}, which no forge confirms`;
  const by = approvers.length > 0 ? `approved by ${[...new Set(approvers)].sort().join(', ')}` : asserted;
  return holds ? `The merge is approved: ${by}.` : 'The merge is NOT approved; the record says why.';
}
