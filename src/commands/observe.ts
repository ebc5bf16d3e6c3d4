import { join } from 'node:path';
import { confirm } from '../adapters/confirm.ts';
import { createFileBelow } from '../adapters/create-file.ts';
import { git, tryGit } from '../adapters/git.ts';
import { type GitState, gitState } from '../adapters/git-files.ts';
import { takeLock } from '../adapters/lock.ts';
import { ledgerCounts } from '../core/ledger/count.ts';
import { observe } from '../core/ledger/observe.ts';
import { ledgerRecordText } from '../core/ledger/record-text.ts';
import { formatInstant, parseDate, parseInstant } from '../core/time.ts';
import type { Estate } from '../model/estate.ts';
import { defaultFolders } from '../model/estate-files.ts';
import type { LedgerRecord } from '../model/generated/ledger-record.ts';
import type { Instant } from '../model/time.ts';
import { renderLedgerRun } from '../render/ledger/text.ts';
import { safeText } from '../render/text-table.ts';
import type { CommandContext, CommandRun } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import { type OpenDecision, openDecision, policyChangesIn } from './open-estate.ts';
import { noteProblems } from './outcome.ts';

const lockPatienceMs = 5_000;

/** Writes what is new since the last run into the ledger: one file a run, and none when nothing is new. */
export const run: CommandRun = async (context, _args, options) => {
  refuseRevision(context);
  const { root } = context.global;
  const head = headOf(root);
  const isDryRun = options['dryRun'] === true;
  const release = isDryRun ? () => undefined : await lock(root);
  try {
    const opened = openDecision(context);
    noteProblems(context, opened.diagnostics, opened.sources);
    refuseErrors(opened);
    noteBranch(context, opened, head);
    const record = newRecord(root, opened, head.commit);
    const path = record && pathOf(record, opened.estate);
    if (record !== undefined && path !== undefined && !isDryRun) {
      await askToWrite(context, options['yes'] === true, record, path);
      write(root, path, record);
    }
    tell(context, record, path, isDryRun);
    return exitCodes.fine;
  } finally {
    release();
  }
};

/** What is written goes into the work tree, so it must be the work tree that was judged. */
function refuseRevision({ global: { asOf } }: CommandContext): void {
  if (asOf === undefined || (parseInstant(asOf) ?? parseDate(asOf)) !== undefined) return;
  throw new CommandError(`observe writes into the work tree and cannot judge the commit ${asOf}`, {
    hint: 'check that commit out, or give --as-of an instant',
  });
}

type Head = Extract<GitState, { readonly kind: 'commit' }>['head'];

/** Every run of the ledger names the commit that it observed. */
function headOf(root: string): Head {
  const state = gitState(root, ['.']);
  if (state.kind === 'commit') return state.head;
  const problems = {
    'no-commit': ['the repository has no commit yet', 'git add . and git commit, then run again'],
    'not-a-repository': ['this is no Git repository', 'git init, git add . and git commit, then run again'],
    'git-missing': ['git cannot be run', 'install git 2.38 or newer'],
    refused: ['git refuses to look at this folder', 'run git status in it to see why'],
  } as const;
  const [why, hint] = problems[state.kind];
  throw new CommandError(`the ledger names the commit that it observes, and ${why}`, { hint });
}

/** Two runs at once would record the same twice; the second finds nothing new once the first is done. */
async function lock(root: string): Promise<() => void> {
  const folder = git(root, ['rev-parse', '--path-format=absolute', '--git-common-dir']).trim();
  const file = join(folder, 'patchledger', 'observe.lock');
  const release = await takeLock(file, lockPatienceMs);
  if (release !== undefined) return release;
  throw new CommandError('another run of observe is writing the ledger', {
    hint: `wait until it is done; if there is none, remove ${file}`,
  });
}

/** Parts that could not be read would look like software that is gone. */
function refuseErrors({ diagnostics }: OpenDecision): void {
  if (!diagnostics.some(({ severity }) => severity === 'error')) return;
  throw new CommandError('an estate with errors is not observed', { hint: 'run patchledger validate and mend them' });
}

/** What is merged counts; the run goes on, because a ledger branch is a good place to collect it. */
function noteBranch({ terminal, global }: CommandContext, { estate }: OpenDecision, head: Head): void {
  const { baseBranch } = estate.workspace.forge;
  const branch = tryGit(global.root, ['symbolic-ref', '--quiet', '--short', 'HEAD'])?.trim();
  if (branch !== undefined && branch !== baseBranch) {
    terminal.note(
      `warning: this is branch ${safeText(branch)}, the ledger records what holds on ${safeText(baseBranch)}\n`,
    );
  }
  if (head.dirty)
    terminal.note('warning: there are changes that no commit holds; the ledger records them all the same\n');
}

function newRecord(root: string, opened: OpenDecision, commit: string): LedgerRecord | undefined {
  const { decision, estate, asOf } = opened;
  const policyChanges = opened.policyChanges ?? policyChangesIn(root, estate);
  const record = observe({ decision, ledger: decision.ledger, commit, policyChanges });
  const last = lastRun(estate);
  if (last === undefined || last < asOf) return record;
  if (record === undefined && last === asOf) return undefined;
  throw new CommandError(`the ledger holds a run of ${formatInstant(last)} and goes on from there`, {
    hint: `leave --as-of out, or give it a later instant than that`,
  });
}

function lastRun(estate: Estate): Instant | undefined {
  const runs = [...(estate.resources.LedgerRecord?.values() ?? [])].flatMap(
    ({ document }) => parseInstant(document.spec.asOf) ?? [],
  );
  return runs.reduce<Instant | undefined>((last, at) => (last === undefined || at > last ? at : last), undefined);
}

function pathOf({ metadata, spec }: LedgerRecord, estate: Estate): string {
  const [workspace] = [...(estate.resources.Workspace?.values() ?? [])];
  const folder = (workspace?.document.spec.folders?.records ?? defaultFolders.records).replace(/^(?:\.\/)+|\/+$/g, '');
  return `${folder}/ledger/${spec.asOf.slice(0, 4)}/${spec.asOf.slice(5, 7)}/${metadata.name}.json`;
}

async function askToWrite(
  { terminal }: CommandContext,
  isAgreed: boolean,
  record: LedgerRecord,
  path: string,
): Promise<void> {
  if (isAgreed) return;
  if (!terminal.interactive) {
    throw new CommandError(`${path} would be written`, { hint: 'say --yes, or look with --dry-run' });
  }
  terminal.note(renderLedgerRun({ path, counts: ledgerCounts(record), isWritten: false }, terminal.notePaint));
  if (!(await confirm('Write it?'))) throw new CommandError('nothing was written', { exitCode: exitCodes.fine });
}

/** A file of this name holds this very run: its name comes from its content. */
function write(root: string, path: string, record: LedgerRecord): void {
  if (createFileBelow(root, path, ledgerRecordText(record)) !== 'outside') return;
  throw new CommandError(`${path} lies behind a link that leads out of the estate; nothing was written`, {
    hint: 'replace the link by a folder',
  });
}

function tell(
  { terminal, global }: CommandContext,
  record: LedgerRecord | undefined,
  path: string | undefined,
  isDryRun: boolean,
): void {
  const counts = record && ledgerCounts(record);
  if (global.format === 'json') {
    const document = {
      schema: 'patchledger.observation/v1',
      dryRun: isDryRun,
      path: path ?? null,
      counts: counts ?? null,
    };
    terminal.out(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  if (counts === undefined || path === undefined)
    terminal.out('Nothing is new since the last run; nothing to write.\n');
  else terminal.out(renderLedgerRun({ path, counts, isWritten: !isDryRun }, terminal.paint));
}
