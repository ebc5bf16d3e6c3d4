import type { ForgeFile, ForgePull, ForgeStatus, StandingProposal } from '../../model/forge.ts';
import { isSameBody, readBody, writeBody } from './body.ts';
import { withoutOffer } from './discard.ts';
import { obsoleteLabel } from './labels.ts';
import type { ProposalMarker } from './marker.ts';
import { mergeList } from './three-way.ts';

/** A proposal as it should stand: the commit that is missing, if one is, and its pull request. */
export interface WantedProposal {
  /** Address of an earlier pull request of the same branch; absent: there was none. */
  readonly follows?: string | undefined;
  readonly commit:
    | { readonly expected: string | undefined; readonly files: readonly ForgeFile[]; readonly message: string }
    | undefined;
  /** Name of the Change, or of what else the branch proposes. */
  readonly change: string;
  readonly path: string;
  readonly planFp: string;
  readonly title: string;
  readonly text: string;
  readonly textFp: string;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly assignees: readonly string[];
  readonly isDraft: boolean;
  /** What to say below the pull request once it asks for something else than it said last. */
  readonly news: string;
  readonly status: ForgeStatus | undefined;
}

/** What stands there of it. */
export interface ObservedProposal {
  readonly standing: StandingProposal | undefined;
  readonly isHosted: boolean;
  /** Do branches go to a remote once they are written? */
  readonly publishes: boolean;
  /** Verdicts on the branch's head. */
  readonly statuses: readonly ForgeStatus[];
  /** Who has answered a request for a review already. */
  readonly reviewed: readonly string[];
}

/** A text to be put into a pull request. The commit that was made before it is filled in when it is written. */
export interface PullText {
  readonly marker: ProposalMarker;
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

/** One call that writes, in the order in which a run does them. */
export type ForgeOperation =
  | { readonly kind: 'commit'; readonly of: NonNullable<WantedProposal['commit']>; readonly title: string }
  | { readonly kind: 'publish' }
  /** Makes the branch anew where it stood when the pull request was closed. */
  | { readonly kind: 'restore'; readonly head: string }
  | { readonly kind: 'reopen'; readonly title: string; readonly body: PullText }
  | { readonly kind: 'open'; readonly title: string; readonly body: PullText; readonly isDraft: boolean }
  | { readonly kind: 'change'; readonly title?: string; readonly body: PullText }
  | { readonly kind: 'draft'; readonly isDraft: boolean }
  | {
      readonly kind: 'label' | 'unlabel' | 'ask' | 'dismiss' | 'assign' | 'unassign';
      readonly names: readonly string[];
    }
  | { readonly kind: 'comment'; readonly marker: string; readonly text: string }
  | { readonly kind: 'remember'; readonly body: PullText }
  | { readonly kind: 'status'; readonly status: ForgeStatus }
  | { readonly kind: 'close'; readonly title: string; readonly body: PullText }
  | { readonly kind: 'delete-branch'; readonly expected: string };

/** First line of a comment of ours, by which it is found again. */
export const commentMarker = (topic: string): string => `<!-- patchledger:comment:${topic} -->`;

/**
 * What is still to be done so that a proposal stands as it should, in an order in which a run may be killed behind any
 * step: branch, pull request, labels and people, comment, memory, verdict. Each step is left out when it is done, and
 * the memory of what was set is written last, so that nothing that was not set counts as removed by somebody.
 */
export function proposalOperations(given: WantedProposal, observed: ObservedProposal): readonly ForgeOperation[] {
  const wanted = observed.isHosted ? given : { ...given, ...nobody };
  const pull = observed.standing?.pull;
  const { commit, isDraft, status, title } = wanted;
  const { before, after, marker } = readBody(pull?.body ?? '');
  const opened = openedMarker(wanted, observed, marker);
  const head = [...reopenOperations(observed), ...branchOperations(wanted, observed)];
  const people = observed.isHosted ? peopleOperations(wanted, observed, marker ?? opened) : [];
  const final = { ...opened, ...memory(wanted, marker) };
  const verdict = observed.isHosted ? verdictOperations(status, commit === undefined ? observed.statuses : []) : [];
  if (pull === undefined) {
    const body = { marker: opened, text: wanted.text, before: '', after: '' };
    const remember: ForgeOperation[] =
      people.length === 0 ? [] : [{ kind: 'remember', body: { ...body, marker: final } }];
    return [...head, { kind: 'open', title, body, isDraft }, ...people, ...remember, ...verdict];
  }
  const text = isAsRendered(wanted, marker) ? withoutOffer(readBody(pull.body).text) : wanted.text;
  const body = (of: ProposalMarker): PullText => ({ marker: of, text, before, after });
  const remembered = people.length === 0 ? final : { ...opened, ...peopleOf(marker) };
  return [
    ...head,
    ...changeOperations(wanted, pull, { body: body(remembered), marker, isHosted: observed.isHosted }),
    ...people,
    ...(people.length === 0 ? [] : [{ kind: 'remember', body: body(final) } as const]),
    ...verdict,
  ];
}

/** A forge without accounts has nobody to ask, and no labels. */
const nobody = { labels: [], reviewers: [], assignees: [], isDraft: false } as const;

/** A pull request opens again only while its branch stands where it stood when it was closed: so that goes first. */
function reopenOperations({ standing }: ObservedProposal): readonly ForgeOperation[] {
  if (standing?.closed === undefined || standing.pull === undefined) return [];
  const { marker, ...body } = readBody(standing.pull.body);
  if (marker === undefined) return [];
  return [
    ...(standing.closed === 'gone' ? [{ kind: 'restore', head: standing.head } as const] : []),
    { kind: 'reopen', title: standing.pull.title, body: { ...body, marker } },
  ];
}

function branchOperations(
  { commit, title }: WantedProposal,
  { publishes, standing }: ObservedProposal,
): readonly ForgeOperation[] {
  const isBehind = publishes && (commit !== undefined || standing?.isPublished === false);
  return [
    ...(commit === undefined ? [] : [{ kind: 'commit', of: commit, title } as const]),
    ...(isBehind ? [{ kind: 'publish' } as const] : []),
  ];
}

/** What people wrote into our part stays as long as it asks for the same and would be rendered the same. */
const isAsRendered = (wanted: WantedProposal, marker: ProposalMarker | undefined): boolean =>
  marker !== undefined && marker.planFp === wanted.planFp && marker.textFp === wanted.textFp;

/** The marker before anybody was asked and anything was told. */
function openedMarker(
  { change, path, planFp, textFp, title, isDraft, follows }: WantedProposal,
  { standing }: ObservedProposal,
  before: ProposalMarker | undefined,
): ProposalMarker {
  const isTheirs = before !== undefined && standing?.pull !== undefined && isRetitled(standing.pull, before);
  return {
    ...{ change, path, planFp, textFp, title: isTheirs ? before.title : title },
    openedFp: before?.openedFp || planFp,
    toldFp: before?.toldFp || planFp,
    head: standing?.head ?? '',
    blob: standing?.files.find((file) => file.path === path)?.blob ?? before?.blob ?? '',
    ...{ ...nobody, refused: [] },
    isDraft: before?.isDraft ?? isDraft,
    ...(hasMoved(before, planFp) && { hasMoved: true }),
    ...(follows !== undefined && { follows }),
  };
}

/** Did a pull request ever ask for something else than now? Only then can an approval be older than what it asks for. */
export const hasMoved = (marker: ProposalMarker | undefined, planFp: string): boolean =>
  marker !== undefined && (marker.hasMoved === true || (marker.openedFp !== '' && marker.openedFp !== planFp));

const isRetitled = (pull: ForgePull, { title }: ProposalMarker): boolean => pull.title.trim() !== title.trim();

const peopleOf = (marker: ProposalMarker | undefined): Partial<ProposalMarker> =>
  marker === undefined
    ? {}
    : {
        ...{ labels: marker.labels, reviewers: marker.reviewers, assignees: marker.assignees },
        ...{ refused: marker.refused, toldFp: marker.toldFp, isDraft: marker.isDraft },
      };

const memory = (
  { labels, reviewers, assignees, isDraft, planFp }: WantedProposal,
  before: ProposalMarker | undefined,
): Partial<ProposalMarker> => ({
  ...{ labels, reviewers, assignees, isDraft, toldFp: planFp },
  refused: (before?.refused ?? []).filter((name) => reviewers.includes(name) || assignees.includes(name)),
});

function changeOperations(
  { title }: WantedProposal,
  pull: ForgePull,
  next: { readonly body: PullText; readonly marker: ProposalMarker | undefined; readonly isHosted: boolean },
): readonly ForgeOperation[] {
  const isTheirs = next.marker !== undefined && isRetitled(pull, next.marker);
  const retitle = next.isHosted && !isTheirs && pull.title.trim() !== title.trim();
  if (!retitle && isSameBody(writeBody(next.body), pull.body)) return [];
  return [{ kind: 'change', ...(retitle && { title }), body: next.body }];
}

function peopleOperations(
  wanted: WantedProposal,
  { standing, reviewed }: ObservedProposal,
  marker: ProposalMarker,
): readonly ForgeOperation[] {
  const pull = standing?.pull;
  const isAuthor = (login: string): boolean => login.toLowerCase() === pull?.author?.login.toLowerCase();
  const asked = wanted.reviewers.filter((login) => !isAuthor(login));
  const labels = mergeList(marker.labels, pull?.labels ?? [], wanted.labels);
  const reviewers = mergeList(marker.reviewers, [...(pull?.reviewers ?? []), ...reviewed], asked);
  const assignees = mergeList(marker.assignees, pull?.assignees ?? [], wanted.assignees);
  // What is open is not obsolete, whether it was opened again or never came to be closed.
  const signs = (pull?.labels ?? []).filter((label) => label === obsoleteLabel);
  // One who has answered cannot be taken off the list of those who are asked.
  const dismissed = reviewers.remove.filter((one) => pull?.reviewers.includes(one));
  const lists: ForgeOperation[] = [
    { kind: 'label', names: labels.add },
    { kind: 'unlabel', names: [...labels.remove, ...signs] },
    { kind: 'ask', names: reviewers.add },
    { kind: 'dismiss', names: dismissed },
    { kind: 'assign', names: assignees.add },
    { kind: 'unassign', names: assignees.remove },
  ];
  return [
    ...lists.filter((operation) => 'names' in operation && operation.names.length > 0),
    ...draftOperations(wanted, pull, marker),
    ...newsOperations(wanted, pull, marker),
  ];
}

/** A pull request that somebody made a draft, or ready, stays so. */
function draftOperations(
  { isDraft }: WantedProposal,
  pull: ForgePull | undefined,
  marker: ProposalMarker,
): readonly ForgeOperation[] {
  const isOurs = pull !== undefined && pull.isDraft === marker.isDraft;
  return isOurs && pull.isDraft !== isDraft ? [{ kind: 'draft', isDraft }] : [];
}

/** A change of the text notifies nobody; a comment does, once for each fingerprint. */
function newsOperations(
  { planFp, news }: WantedProposal,
  pull: ForgePull | undefined,
  marker: ProposalMarker,
): readonly ForgeOperation[] {
  if (pull === undefined || marker.toldFp === planFp || marker.toldFp === '') return [];
  return [{ kind: 'comment', marker: commentMarker(`update:${planFp.slice(-12)}`), text: news }];
}

/** A verdict that is not on the commit yet. */
export function verdictOperations(
  status: ForgeStatus | undefined,
  standing: readonly ForgeStatus[],
): readonly ForgeOperation[] {
  if (status === undefined) return [];
  const known = standing.find(({ context }) => context === status.context);
  const isSame = known?.state === status.state && known.description === status.description;
  return isSame ? [] : [{ kind: 'status', status }];
}
