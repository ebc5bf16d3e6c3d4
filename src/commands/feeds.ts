import { join } from 'node:path';
import { now } from '../adapters/clock.ts';
import { kindOfRoot } from '../adapters/estate-files.ts';
import { heldLock } from '../adapters/held-lock.ts';
import { openProgress } from '../adapters/progress.ts';
import {
  closeStaging,
  commitStaged,
  finishCommit,
  OutsideError,
  openStaging,
  type Staging,
  stateFolders,
} from '../adapters/staging.ts';
import { makeTemporaryFolder } from '../adapters/temporary-folder.ts';
import { noDelta } from '../core/catalog/compare.ts';
import type { FeedSource } from '../core/catalog/sources.ts';
import { nearest } from '../core/estate/nearest.ts';
import { parseDate, parseInstant } from '../core/time.ts';
import type { SyncedSource, SyncReport } from '../model/feed-sync.ts';
import type { Instant } from '../model/time.ts';
import { renderSyncJson } from '../render/feeds/json.ts';
import { renderSyncProblems, renderSyncText } from '../render/feeds/text.ts';
import { safeText } from '../render/text-table.ts';
import type { CommandContext, CommandOptions, CommandRun } from './command.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import { type OpenFeeds, openFeeds } from './feeds-open.ts';
import { type SyncOutcome, type SyncRun, syncSources } from './feeds-sync.ts';
import { noEstate } from './open-estate.ts';

const lockPatienceMs = 5_000;

/** Brings the catalogue up to date with its sources: everything of a source is taken over, or nothing. */
export const run: CommandRun = async (context, [action], options) => {
  if (action !== 'sync') {
    throw new CommandError(`feeds knows no "${safeText(action ?? '')}"`, { hint: 'patchledger feeds sync' });
  }
  const asOf = momentOf(context);
  const isDryRun = options['dryRun'] === true;
  const told = isDryRun ? await syncApart(context, asOf, options) : await syncInPlace(context, asOf, options);
  tell(context, told);
  return exitCodeOf(context, told.report);
};

interface Told {
  readonly report: SyncReport;
  readonly texts: ReadonlyMap<string, string>;
}

/** What is fetched is fetched now, so only another name for now makes sense: an instant, and never a commit. */
function momentOf({ global: { asOf } }: CommandContext): Instant {
  if (asOf === undefined) return now();
  const instant = parseInstant(asOf) ?? parseDate(asOf);
  if (instant !== undefined) return instant;
  throw new CommandError(`feeds sync writes into the work tree and cannot work on the commit ${safeText(asOf)}`, {
    hint: 'check that commit out, or give --as-of an instant',
  });
}

/** A dry run fetches and reads, and everything it writes lies in a temporary folder that goes with it. */
async function syncApart(context: CommandContext, asOf: Instant, options: CommandOptions): Promise<Told> {
  const staging = openStaging(context.global.root, makeTemporaryFolder('patchledger-feeds'));
  try {
    return await sync(context, staging, { asOf, options, isDryRun: true });
  } finally {
    closeStaging(staging);
  }
}

async function syncInPlace(context: CommandContext, asOf: Instant, options: CommandOptions): Promise<Told> {
  const { root } = context.global;
  if (kindOfRoot(root) !== 'folder') throw noEstate(root);
  const folders = stateFolders(root);
  const lock = join(folders.locks, 'feeds.lock');
  const release = await heldLock(lock, lockPatienceMs);
  if (release === undefined) {
    throw new CommandError('another run of feeds sync is at work', {
      hint: `wait until it is done; if there is none, remove ${lock}`,
    });
  }
  try {
    return await syncBehindLock(context, join(folders.staging, 'feeds'), asOf, options);
  } finally {
    release();
  }
}

async function syncBehindLock(
  context: CommandContext,
  folder: string,
  asOf: Instant,
  options: CommandOptions,
): Promise<Told> {
  const staging = openStaging(context.global.root, folder);
  try {
    if (finishCommit(staging)) context.terminal.note('finished what a killed run had begun to put into place\n');
    return await sync(context, staging, { asOf, options, isDryRun: false });
  } finally {
    closeStaging(staging);
  }
}

interface SyncOptions {
  readonly asOf: Instant;
  readonly options: CommandOptions;
  readonly isDryRun: boolean;
}

async function sync(
  context: CommandContext,
  staging: Staging,
  { asOf, options, isDryRun }: SyncOptions,
): Promise<Told> {
  const { root, quiet } = context.global;
  const feeds = openFeeds(context, asOf);
  const progress = openProgress(quiet);
  const run: SyncRun = {
    ...{ root, staging, feeds, asOf, progress },
    chosen: chosenOf(feeds, options['source'] as readonly string[] | undefined),
    keepsAll: options['all'] === true,
    acceptsShrink: options['acceptShrink'] === true,
  };
  try {
    const outcome = await syncSources(run);
    if (!isDryRun) commit(staging, outcome);
    return { report: reportOf(run, outcome, isDryRun), texts: feeds.texts };
  } finally {
    progress.clear();
  }
}

/** The sources that the command line names, else all of them. */
function chosenOf(
  { sources: { synced, byHand } }: OpenFeeds,
  names: readonly string[] | undefined,
): readonly FeedSource[] {
  if (names === undefined) return synced;
  for (const name of names) {
    if (synced.some((source) => source.name === name)) continue;
    const near = nearest(
      name,
      synced.map((source) => source.name),
    );
    const why = byHand.includes(name)
      ? 'is kept by hand, so there is nothing to fetch'
      : 'is no source of the Workspace';
    throw new CommandError(`${safeText(name)} ${why}`, {
      ...(near !== undefined && { hint: `did you mean ${near}?` }),
    });
  }
  return synced.filter(({ name }) => names.includes(name));
}

function commit(staging: Staging, { written, removed }: SyncOutcome): void {
  try {
    commitStaged(staging, { written, removed });
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    throw new CommandError(`${error.path} lies behind a link that leads out of the estate; nothing was written`, {
      hint: 'replace the link by a folder',
      cause: error,
    });
  }
}

/** Sources that were asked for, those that cannot be, and those that are kept by hand. */
function reportOf({ feeds, chosen, asOf }: SyncRun, outcome: SyncOutcome, isDryRun: boolean): SyncReport {
  const isWhole = chosen.length === feeds.sources.synced.length;
  const wrong = feeds.problems.map((problem): SyncedSource => {
    return { ...noDelta, source: problem.source, status: 'failed', documents: 0, diagnostics: [problem.diagnostic] };
  });
  const byHand = feeds.sources.byHand.map((source): SyncedSource => {
    return { ...noDelta, source, status: 'by-hand', documents: 0, diagnostics: [] };
  });
  return {
    ...{ asOf, isDryRun, sources: isWhole ? [...outcome.sources, ...wrong, ...byHand] : outcome.sources },
    written: outcome.written.toSorted(),
    removed: outcome.removed.toSorted(),
  };
}

function tell({ terminal, global }: CommandContext, { report, texts }: Told): void {
  if (global.format === 'json') terminal.out(renderSyncJson(report));
  else {
    terminal.note(renderSyncProblems(report, texts, terminal.notePaint));
    terminal.out(renderSyncText(report, terminal.paint));
  }
}

/** A source that failed weighs more than a document that was left out, which only `--strict` minds. */
function exitCodeOf({ global }: CommandContext, { sources }: SyncReport): ExitCode {
  const failed = sources.filter(({ status }) => status === 'failed');
  const isConfiguration = ({ diagnostics }: SyncedSource): boolean =>
    diagnostics.some(({ code }) => code === 'feeds/wrong-source' || code === 'feeds/missing-secret');
  if (failed.length > 0) return failed.every(isConfiguration) ? exitCodes.invalid : exitCodes.remote;
  const isDegraded = sources.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error'));
  return global.strict && isDegraded ? exitCodes.degraded : exitCodes.fine;
}
