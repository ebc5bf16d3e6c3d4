import { authorsBetween } from '../adapters/git-changes.ts';
import { forgeEnvironment } from '../adapters/secrets.ts';
import { workflowEvent } from '../adapters/workflow-event.ts';
import { approvalProblems, type ReviewView } from '../core/check/approval.ts';
import { codeownersPaths, ownerProblems } from '../core/check/owners.ts';
import type { CheckFinding } from '../core/check/report.ts';
import { approvalSubjects, subjectDigest } from '../core/check/subjects.ts';
import { diagnostic } from '../model/diagnostic.ts';
import type { ForgeCommit, ForgeReader } from '../model/forge.ts';
import { type ChangeSides, readAt } from './check-sides.ts';
import type { CommandContext, CommandOptions } from './command.ts';
import { CommandError } from './exit.ts';
import { openForge, orRemote } from './open-forge.ts';

/** Judges who approved what would be merged, and whether the forge will ask the right people. */
export async function approvalFindings(
  context: CommandContext,
  options: CommandOptions,
  sides: ChangeSides,
): Promise<{ readonly approval: CheckFinding; readonly owners: CheckFinding }> {
  const subjects = approvalSubjects(sides.decisions, sides.base.estate);
  const codeowners = codeownersPaths
    .map((path) => ({ path, text: readAt(context)(sides.baseCommit, path) }))
    .find(
      (file): file is { readonly path: (typeof codeownersPaths)[number]; readonly text: string } =>
        file.text !== undefined,
    );
  const owners = { problems: ownerProblems(subjects, codeowners, sides.base.estate) };
  if (subjects.length === 0) return { approval: { problems: [] }, owners };
  const view = await reviewView(context, options, sides);
  if (view === undefined) {
    return {
      approval: { problems: [diagnostic('check/approval-unknown', {})], unknown: 'no reviews at hand' },
      owners,
    };
  }
  return { approval: { problems: approvalProblems(subjects, view, sides.base.estate, sides.head.asOf) }, owners };
}

/** The reviews of the pull request, from the forge; `undefined`: there is none here, or nothing to ask it with. */
async function reviewView(
  context: CommandContext,
  options: CommandOptions,
  { base, baseCommit }: ChangeSides,
): Promise<ReviewView | undefined> {
  const { forge } = base.estate.workspace;
  const pull = pullNumber(options);
  if (forge.kind !== 'github' || pull === undefined || forgeEnvironment().token === undefined) return undefined;
  const { reader } = await openForge(context, forge, 'read');
  const [reviews, commits] = await orRemote(() => readPull(reader, pull));
  const read = readAt(context);
  const written = authorsBetween(context.global.root, baseCommit, 'HEAD');
  const author = workflowEvent()?.author;
  return {
    reviews: reviews.flatMap(({ user, state, commit }) =>
      user === undefined ? [] : [{ login: user.login, state, commit }],
    ),
    authors: new Set([...written, ...commits.flatMap(namesOf), ...(author === undefined ? [] : [author])]),
    digestAt: (commit, path) => {
      const text = read(commit, path);
      return text === undefined ? undefined : subjectDigest(path, text);
    },
  };
}

const readPull = (reader: ForgeReader, pull: number) => Promise.all([reader.reviews(pull), reader.commits(pull)]);

const namesOf = ({ author, committer, authorEmail, committerEmail }: ForgeCommit): readonly string[] =>
  [author?.login, committer?.login, authorEmail, committerEmail].filter((name) => name !== undefined);

function pullNumber(options: CommandOptions): number | undefined {
  const stated = options['pullRequest'];
  if (stated === undefined) return workflowEvent()?.pullRequest;
  if (/^[1-9]\d{0,9}$/.test(String(stated))) return Number(stated);
  throw new CommandError(`--pull-request ${String(stated)} is no number of a pull request`);
}
