import { createFileBelow } from '../adapters/create-file.ts';
import { isFileError, reasonOf } from '../adapters/file-errors.ts';
import { needText } from '../core/evidence/approval-needs.ts';
import { draftException, exceptionName } from '../core/exception/draft.ts';
import { usualExceptionLength } from '../core/exception/end.ts';
import { standingException } from '../core/exception/standing.ts';
import { loadResources } from '../core/load/load.ts';
import { approvedExceptions } from '../core/prioritise/approval.ts';
import { parseDate, parseInstant } from '../core/time.ts';
import type { Asset } from '../model/asset.ts';
import { defaultFolders } from '../model/estate-files.ts';
import type { ExceptionDraft } from '../model/exception-draft.ts';
import type { Explanation } from '../model/explanation.ts';
import type { Resource } from '../model/resource.ts';
import type { Instant } from '../model/time.ts';
import { renderExceptionDraft } from '../render/exception/text.ts';
import { askAbout } from './ask-about.ts';
import type { CommandContext, CommandRun } from './command.ts';
import { readExceptionRequest } from './except-request.ts';
import { CommandError, exitCodes } from './exit.ts';
import { type OpenDecision, openDecision } from './open-estate.ts';
import { noteProblems } from './outcome.ts';

/** Drafts an Exception for what is required of an asset, and says what must happen before it has an effect. */
export const run: CommandRun = async (context, [assetName = '', subject = ''], options) => {
  const { terminal, global } = context;
  refuseRevision(context);
  const opened = openDecision(context);
  const { estate, asOf, decision } = opened;
  const explanation = askAbout(opened, assetName, subject);
  noteProblems(context, opened.diagnostics, opened.sources);
  const asked = explanation.requirements.map(({ requirement }) => requirement);
  if (asked.length === 0) throw nothingRequired(explanation, subject);
  const { asset } = explanation;
  const spoken = await readExceptionRequest(context, options, opened, asset);
  const name = readName(options['name'], asset.name, subject);
  const { timeZone, approvals } = estate.workspace;
  const draft = draftException(
    { ...spoken, asset: asset.name, subject, name },
    {
      ofAsset: decision.plan.requirements.filter((requirement) => requirement.asset === asset.name),
      asked,
      folder: exceptionsFolder(opened),
      asOf,
      timeZone,
    },
  );
  refuseStanding(draft, {
    ...opened,
    asset,
    successorOf: typeof options['name'] === 'string' ? spoken.end.at : undefined,
  });
  checkDraft(draft);
  const isDryRun = options['dryRun'] === true;
  if (!isDryRun) write(global.root, draft);
  const usualLength = options['expires'] === undefined ? usualExceptionLength : undefined;
  const telling = {
    asOf,
    usualLength,
    approvers: (approvals.get('Exception') ?? []).map(needText),
    isWritten: !isDryRun,
  };
  if (isDryRun) {
    terminal.out(draft.text);
    terminal.note(renderExceptionDraft(draft, telling, terminal.notePaint));
  } else {
    terminal.out(renderExceptionDraft(draft, telling, terminal.paint));
  }
  return exitCodes.fine;
};

/** What is written goes into the work tree, so it must be the work tree that was judged. */
function refuseRevision({ global: { asOf } }: CommandContext): void {
  if (asOf === undefined || (parseInstant(asOf) ?? parseDate(asOf)) !== undefined) return;
  throw new CommandError(`except writes into the work tree and cannot judge the commit ${asOf}`, {
    hint: 'leave --as-of out, or give it an instant',
  });
}

function nothingRequired({ asset, settled }: Explanation, subject: string): CommandError {
  const findings = settled.flatMap(({ component, findings: all }) =>
    all.map(({ advisory, status }) => `${component.name} ${component.version} is ${status} by ${advisory}`),
  );
  const why = findings.length === 0 ? '' : `: ${findings.slice(0, 3).join(', ')}`;
  return new CommandError(`nothing is required of ${asset.name} for ${subject}, so there is nothing to except${why}`, {
    hint: `patchledger explain ${asset.name} shows what is`,
  });
}

function readName(given: unknown, asset: string, subject: string): string {
  if (typeof given !== 'string') return exceptionName(asset, subject);
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(given)) return given;
  throw new CommandError(`--name ${given} is no name`, {
    hint: 'letters, digits, ".", "_" and "-", starting with a letter or digit',
  });
}

function exceptionsFolder({ estate }: OpenDecision): string {
  const [workspace] = [...(estate.resources.Workspace?.values() ?? [])];
  return workspace?.document.spec.folders?.exceptions ?? defaultFolders.exceptions;
}

interface StandingContext extends OpenDecision {
  readonly asset: Asset;
  /** End of a draft that was given a name of its own: it may follow an exception that ends before it. */
  readonly successorOf: Instant | undefined;
}

/** An exception that says the same, or has the same name, is not written a second time. */
function refuseStanding(draft: ExceptionDraft, { estate, asset, asOf, locate, successorOf }: StandingContext): void {
  const { name } = draft.document.metadata;
  const place = ({ origin }: Resource<'Exception'>): string => {
    const line = locate(origin, ['metadata', 'name'])?.start.line;
    return `${origin.file}${line === undefined ? '' : `:${line}`}`;
  };
  const same = estate.resources.Exception?.get(name);
  const standing = standingException(estate, asset, draft.covers, { asOf, until: successorOf ?? asOf });
  if (standing !== undefined) {
    const { expires } = standing.document.spec;
    const isApproved = approvedExceptions(estate).has(standing.name);
    throw new CommandError(`exception ${standing.name} covers this until ${expires} already, in ${place(standing)}`, {
      hint: isApproved
        ? 'for a longer time, draft its successor with a --name of its own and a later --expires'
        : 'it has no effect yet, because no ApprovalRecord names it; get it approved',
    });
  }
  if (same === undefined) return;
  throw new CommandError(`there is an exception ${name} already, in ${place(same)}`, {
    hint: 'it covers something else or has ended; give the new one a name of its own with --name',
  });
}

/** What is written must be read again without a complaint; anything else would be a bug of ours. */
function checkDraft({ path, text }: ExceptionDraft): void {
  const { value, diagnostics } = loadResources([{ path, text }]);
  const [problem] = diagnostics.filter(({ severity }) => severity === 'error');
  if (problem === undefined && value.resources.length === 1) return;
  throw new CommandError(`the exception would not be valid: ${problem?.message ?? 'it cannot be read'}`, {
    ...(problem?.hint !== undefined && { hint: problem.hint }),
  });
}

function write(root: string, { path, text }: ExceptionDraft): void {
  const happened = create(root, path, text);
  if (happened === 'written') return;
  if (happened === 'outside') {
    throw new CommandError(`${path} lies behind a link that leads out of the estate; nothing was written`, {
      hint: 'replace the link by a folder',
    });
  }
  throw new CommandError(`${path} exists already; nothing was written`, {
    hint: 'name the new exception with --name',
  });
}

function create(root: string, path: string, text: string): ReturnType<typeof createFileBelow> {
  try {
    return createFileBelow(root, path, text);
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new CommandError(`${path} cannot be written: ${reasonOf(error)}`, { cause: error });
  }
}
