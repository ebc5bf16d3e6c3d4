import type {
  AskedApproval,
  Audit,
  AuditAnchor,
  AuditCheck,
  AuditedHistory,
  SealedHistory,
} from '../../model/audit.ts';
import type { Estate } from '../../model/estate.ts';
import type { Resource } from '../../model/resource.ts';
import { peopleIn } from '../evidence/approval-people.ts';
import { type ApprovalReading, readApproval } from '../evidence/approval-reading.ts';
import { lastWords } from '../evidence/supersession.ts';
import { judgeReviews } from './judge-reviews.ts';
import { judgeSeals } from './judge-seals.ts';
import { judgeSettings } from './judge-settings.ts';
import { sealHead } from './seal-chain.ts';

/** What an audit looks at. */
export interface AuditInput {
  readonly history: AuditedHistory;
  readonly sealed: SealedHistory;
  readonly estate: Estate;
  /** What the forge says of the approvals by now; absent: it was not asked. */
  readonly asked?: readonly AskedApproval[] | undefined;
}

/**
 * Judges whether the records can be relied on: that they only grew, that the branch still stands on every anchor and every
 * seal, that every merged Change was approved by somebody who did not write it, and that what was merged is what was approved.
 */
export function judgeAudit({ history, sealed, estate, asked }: AuditInput): Audit {
  const people = peopleIn(estate);
  const approvals = lastWords([...(estate.resources.ApprovalRecord?.values() ?? [])]).map((record) => ({
    ...record,
    reading: readApproval(record.document.spec, people),
  }));
  const last = sealHead(sealed.seals);
  const settings = judgeSettings(estate);
  return {
    head: history.head,
    commits: history.commits,
    checks: [
      appendOnly(history),
      wholeHistory(history),
      anchored(history),
      judgeSeals(sealed),
      approved(approvals, estate, history),
      separated(approvals),
      merged(approvals),
      ...(asked === undefined ? [] : [judgeReviews(asked)]),
      ...(settings === undefined ? [] : [settings]),
    ],
    ...(last !== undefined && {
      sealHead: { digest: last.digest, number: last.spec.number, files: last.spec.total },
    }),
    signatures: history.signatures,
    limits: [
      ...(asked === undefined
        ? ['Whether the forge still says what the records say was not asked: --online asks it.']
        : []),
      'Seals that were cut off the end of their chain are not missed by the chain: keep the last digest outside.',
      'A branch that was rewritten as a whole looks like one that never was: only an anchor kept outside shows it.',
      'A signature on a merge is the forge\u2019s, not the approver\u2019s; the reviews are what approves.',
      'Whoever owns the forge, every key and every anchor can forge all of this. It detects, it does not prevent.',
    ],
  };
}

const short = (commit: string): string => commit.slice(0, 12);
const counted = (number: number, noun: string): string => `${number} ${number === 1 ? noun : `${noun}s`}`;

function appendOnly({ rewritten, commits }: AuditedHistory): AuditCheck {
  return {
    id: 'append-only',
    title: 'records and merged Changes were never edited',
    verdict: rewritten.length === 0 ? 'holds' : 'broken',
    lookedAt: `${counted(commits, 'commit')} along the first parents`,
    found: rewritten.map(({ commit, path, how }) =>
      commit === undefined
        ? `${path} was ${how} in the folder, and no commit has it`
        : `${path} was ${how} by ${short(commit)}`,
    ),
  };
}

function wholeHistory({ isShallow, commits }: AuditedHistory): AuditCheck {
  return {
    id: 'history',
    title: 'the history is here as a whole',
    verdict: isShallow ? 'not known' : 'holds',
    lookedAt: counted(commits, 'commit'),
    found: isShallow
      ? ['the clone is shallow: what lies behind its end was not looked at (git fetch --unshallow)']
      : [],
  };
}

const lostAnchors: Readonly<Record<Exclude<AuditAnchor['state'], 'kept'>, string>> = {
  rewritten: 'is no ancestor of this branch: its history was rewritten',
  'not here': 'is not in this repository',
  'no seal': 'is no seal of this branch: the chain was cut off or made anew',
};

function anchored({ anchors }: AuditedHistory): AuditCheck {
  const lost = anchors.flatMap(({ anchor, state }) =>
    state === 'kept' ? [] : [`${anchor.startsWith('sha256:') ? anchor : short(anchor)} ${lostAnchors[state]}`],
  );
  return {
    id: 'anchors',
    title: 'the branch still stands on every anchor',
    verdict: lost.length > 0 ? 'broken' : anchors.length === 0 ? 'not known' : 'holds',
    lookedAt: counted(anchors.length, 'anchor'),
    found:
      anchors.length === 0
        ? ['no anchor was given: keep the id of a commit or of a seal outside, and give it with --anchor']
        : lost,
  };
}

type Approval = Resource<'ApprovalRecord'> & { readonly reading: ApprovalReading };

/** The file of a record of an approval, and the merge that it is about. */
const mergeOf = ({ origin, document: { spec } }: Approval): string =>
  `${origin.file} (merge ${short(spec.mergeCommit)})`;

function approved(approvals: readonly Approval[], { resources }: Estate, { brought }: AuditedHistory): AuditCheck {
  const changes = [...(resources.Change?.values() ?? [])];
  const covered = new Set(approvals.flatMap(({ reading }) => reading.changes));
  const cameWith = (commit: string | undefined): string =>
    commit === undefined ? 'in no commit that is here' : `brought by ${short(commit)}`;
  const missing = changes
    .filter(({ name }) => !covered.has(name))
    .map(
      ({ name, origin: { file } }) => `${file} (${cameWith(brought.get(file))}): no approval of ${name} is on record`,
    );
  const asked = approvals.filter(
    ({ reading, document: { spec } }) =>
      reading.changes.length > 0 || [...(spec.requiredRoles ?? []), ...(spec.requiredTeams ?? [])].length > 0,
  );
  const lacking = asked.flatMap((approval) => approval.reading.lacks.map((lack) => `${mergeOf(approval)}: ${lack}`));
  return checkOf(
    'approved',
    'every merged Change was approved by the roles that must',
    counted(changes.length, 'Change'),
    [...missing, ...lacking],
  );
}

function separated(approvals: readonly Approval[]): AuditCheck {
  const own = approvals.flatMap((approval) =>
    approval.reading.own.map((login) => `${mergeOf(approval)}: ${login} approved what they wrote a part of`),
  );
  return checkOf('separation', 'nobody approved what they wrote', counted(approvals.length, 'approval record'), own);
}

/** A record without a verdict on it says nothing, and nothing is not yes. */
function merged(approvals: readonly Approval[]): AuditCheck {
  const differs = approvals
    .filter(({ document }) => document.spec.content === 'differs')
    .map(
      (approval) =>
        `${mergeOf(approval)} holds what nobody reviewed: ${(approval.document.spec.differingPaths ?? []).join(', ') || 'paths not on record'}`,
    );
  const unknown = approvals
    .filter(({ document }) => document.spec.content === undefined || document.spec.content === 'unknown')
    .map((approval) => `${mergeOf(approval)}: whether the merge is what was approved was not verified`);
  return {
    id: 'merged',
    title: 'what was merged is what was approved',
    verdict: differs.length > 0 ? 'broken' : unknown.length > 0 ? 'not known' : 'holds',
    lookedAt: counted(approvals.length, 'approval record'),
    found: [...differs, ...unknown],
  };
}

const checkOf = (id: AuditCheck['id'], title: string, lookedAt: string, found: readonly string[]): AuditCheck => ({
  ...{ id, title, lookedAt, found },
  verdict: found.length === 0 ? 'holds' : 'broken',
});
