import { readBody, textFingerprint } from '../core/change/body.ts';
import { recordsFingerprint } from '../core/change/declined.ts';
import type { WantedProposal } from '../core/change/operations.ts';
import { peopleOf } from '../core/change/people.ts';
import type { WriteStep } from '../core/change/reconcile.ts';
import type { Briefing } from '../model/briefing.ts';
import type { ChangeContent } from '../model/change.ts';
import type { ForgeStatus } from '../model/forge.ts';
import { renderNews } from '../render/change/comments.ts';
import { declinesTitle, renderDeclines } from '../render/change/declines.ts';
import { pullRequestTitle, renderPullRequest } from '../render/change/pull-request.ts';
import type { PullRequestInput } from '../render/change/pull-request-input.ts';
import { count } from '../render/words.ts';
import type { OpenDecision } from './open-estate.ts';
import { type PendingDeclines, recordsName } from './propose-observe.ts';

/** GitHub refuses longer titles. */
const longestTitle = 250;

/** Context of the verdict that says whether a branch holds what the plan asks for. */
const planContext = 'patchledger/plan';

/** A Change as it should stand on the forge. */
export function wantedChange(
  step: WriteStep,
  opened: OpenDecision,
  { briefing, earlier }: { readonly briefing: Briefing; readonly earlier: string | undefined },
): WantedProposal {
  const { content, name, path, text, asOf, inputsDigest } = step;
  const { plan, estate } = opened.decision;
  const pull = step.standing?.pull;
  const follows = pull === undefined ? earlier : readBody(pull.body).marker?.follows;
  const input = { content, plan, asOf, name, path, inputsDigest, briefing, follows };
  const { labels } = estate.workspace.forge;
  const lane = content.key.lane === 'emergency' ? ['patchledger:emergency'] : [];
  const asked = content.key.approvers.join(', ') || 'the owner';
  return {
    commit:
      step.kind === 'unchanged'
        ? undefined
        : {
            expected: step.expected,
            files: [{ path, text }],
            message: `${count(content.visits.length, 'visit')}, to be approved by ${asked}.`,
          },
    ...{ change: name, path, planFp: content.planFp, follows },
    title: shortened(pullRequestTitle(input)),
    text: renderPullRequest(input),
    textFp: textFingerprint(renderPullRequest(timeless(input))),
    labels: ['patchledger', ...lane, ...labels],
    ...peopleOf(content.key, estate, opened.asOf),
    isDraft: lacksEvidence(content),
    news: renderNews(content.key.approvers),
    status: statusOf('success', `holds what the plan asks for: ${count(content.visits.length, 'visit')}`),
  };
}

/** The branch of records as it should stand. */
export function wantedDeclines({ files, records, standing }: PendingDeclines): WantedProposal {
  const text = renderDeclines(records);
  const planFp = recordsFingerprint(files);
  const isThere = standing !== undefined && recordsFingerprint(standing.files) === planFp;
  const title = declinesTitle(records);
  return {
    commit: isThere
      ? undefined
      : {
          expected: standing?.head,
          files,
          message: `${count(files.length, 'record')} of pull requests that were closed.`,
        },
    ...{ change: recordsName(files), path: files[0]?.path ?? '', planFp, title, text, textFp: textFingerprint(text) },
    ...{ labels: ['patchledger', 'patchledger:records'], reviewers: [], assignees: [], isDraft: false },
    news: 'Another Change was declined; its record stands here as well now.',
    status: undefined,
  };
}

/** A verdict on whether a branch holds what the plan asks for. */
export const statusOf = (state: ForgeStatus['state'], description: string): ForgeStatus => ({
  ...{ context: planContext, state, description },
});

/** Approval before there is evidence would approve something else. */
const lacksEvidence = ({ visits }: ChangeContent): boolean =>
  visits.some(({ gates }) =>
    gates.some(({ gate, status }) => status === 'open' && (gate === 'test-evidence' || gate === 'rollback-drill')),
  );

/**
 * What a text says beside who wrote it: a newer program says the same of the same plan, and the sources of facts get new
 * dates with every sync. Neither is worth a write.
 */
const timeless = ({ plan, briefing, ...input }: PullRequestInput): PullRequestInput => ({
  ...input,
  plan: { ...plan, tool: { ...plan.tool, version: '' } },
  briefing: { ...briefing, assessments: new Map() },
});

const shortened = (title: string): string =>
  title.length <= longestTitle ? title : `${title.slice(0, longestTitle - 1).trimEnd()}…`;
