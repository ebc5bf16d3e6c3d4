import { parseInstant } from '../../core/time.ts';
import { diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { MergeCommit, MergeReview, ReviewData } from '../../model/review.ts';
import type { SourceFile } from '../../model/source.ts';
import { scanJson } from '../json-text.ts';
import { pointAt, positionAt, withoutByteOrderMark } from '../position.ts';
import { type Problems, problemsOf } from '../problems.ts';
import { asRecord, asText, fieldOf, listOf, recordOf, recordsOf, type UnknownRecord } from '../shape.ts';

/**
 * Reads who approved a merge from JSON that somebody took from a forge: `pullRequest`, `headCommit`, `mergeCommit`,
 * `mergedBy`, `mergedAt`, `reviews`, `commits` and `requiredChecks`, in these words or in those of GitHub's API.
 * `undefined`: it lacks what an approval cannot be judged without.
 */
export function readReviewData(file: SourceFile): Outcome<ReviewData | undefined> {
  const text = withoutByteOrderMark(file.text);
  const problems = problemsOf(file.path, 'record/further-problems');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const offset = scanJson(text) ?? text.length;
    const at = pointAt(file.path, positionAt(text, offset));
    return {
      value: undefined,
      diagnostics: [diagnostic('record/syntax', { format: 'JSON', reason: 'something else is expected here' }, { at })],
    };
  }
  const data = reviewData(asRecord(value) ?? {}, problems);
  return { value: data, diagnostics: problems.list() };
}

function reviewData(root: UnknownRecord, problems: Problems): ReviewData | undefined {
  const pull = recordOf(root, 'pullRequest') ?? recordOf(root, 'pull_request') ?? {};
  const mergeCommit =
    commitIn(root, 'mergeCommit', 'mergeSha', 'merge_commit_sha') ?? commitIn(pull, 'mergeCommit', 'merge_commit_sha');
  const mergedAt = parseInstant(wordIn(root, 'mergedAt', 'merged_at') ?? wordIn(pull, 'mergedAt', 'merged_at') ?? '');
  if (mergeCommit === undefined || mergedAt === undefined) {
    const lack =
      mergeCommit === undefined
        ? 'mergeCommit, the id of the merge'
        : 'mergedAt, an instant such as 2026-11-22T10:00:00Z';
    problems.tell('record/wrong-report', { reason: `it lacks ${lack}` });
    return undefined;
  }
  const reviews = recordsOf(root, 'reviews').flatMap((one, index) => reviewOf(one, index, problems));
  const commits = recordsOf(root, 'commits').flatMap(commitOf);
  if (commits.length === 0) {
    problems.tell('record/wrong-report', {
      reason: 'it lists no commits, so nobody can tell who wrote what was merged',
    });
    return undefined;
  }
  return {
    pullRequest: pullOf(root, pull),
    headCommit:
      commitIn(root, 'headCommit', 'headSha', 'head_sha') ??
      commitIn(pull, 'headCommit', 'headSha', 'head_sha') ??
      commitIn(recordOf(pull, 'head') ?? {}, 'sha'),
    ...{ mergeCommit, mergedAt, reviews, commits },
    mergedBy: accountIn(root, 'mergedBy', 'merged_by') ?? accountIn(pull, 'mergedBy', 'merged_by'),
    requiredChecks: recordsOf(root, 'requiredChecks').flatMap((check) => {
      const [name, conclusion] = [wordIn(check, 'name', 'context'), wordIn(check, 'conclusion', 'state')];
      return name === undefined || conclusion === undefined ? [] : [{ name, conclusion }];
    }),
  };
}

function pullOf(root: UnknownRecord, pull: UnknownRecord): ReviewData['pullRequest'] {
  const number = [fieldOf(pull, 'number'), fieldOf(root, 'pullRequest'), fieldOf(root, 'number')].find(
    (value): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0,
  );
  if (number === undefined) return undefined;
  return { number, url: wordIn(pull, 'url', 'html_url'), author: accountIn(pull, 'author', 'user') };
}

const states: Readonly<Record<string, MergeReview['state']>> = {
  approved: 'approved',
  'changes-requested': 'changes-requested',
  commented: 'commented',
  dismissed: 'dismissed',
};

function reviewOf(review: UnknownRecord, index: number, problems: Problems): readonly MergeReview[] {
  const word = (wordIn(review, 'state') ?? '').toLowerCase().replaceAll('_', '-');
  const state = Object.hasOwn(states, word) ? states[word] : undefined;
  const id = idOf(fieldOf(review, 'id'));
  if (state === undefined || id === undefined) {
    // A pending review was not submitted, and says nothing.
    if (word !== 'pending')
      problems.tell('record/wrong-entry', {
        entry: `review ${index + 1}`,
        reason: id === undefined ? 'it has no id' : `its state "${word.slice(0, 40)}" is none that is known`,
      });
    return [];
  }
  return [
    {
      ...{ id, nodeId: wordIn(review, 'nodeId', 'node_id'), state, user: accountIn(review, 'user', 'author') },
      commit: commitIn(review, 'commitId', 'commit_id', 'commit'),
      submittedAt: wordIn(review, 'submittedAt', 'submitted_at'),
      association: wordIn(review, 'association', 'authorAssociation', 'author_association'),
    },
  ];
}

/** A commit with everybody it names: `authors` as plain names, or the parts of GitHub's answer. */
function commitOf(commit: UnknownRecord): readonly MergeCommit[] {
  const id = commitIn(commit, 'id', 'sha');
  if (id === undefined) return [];
  const inner = recordOf(commit, 'commit') ?? {};
  const stated = [...listOf(commit, 'authors').items, ...listOf(commit, 'coAuthors').items];
  const accounts = [commit, inner].flatMap((part) => ['author', 'committer'].map((key) => fieldOf(part, key)));
  const message = wordIn(commit, 'message') ?? wordIn(inner, 'message') ?? '';
  const trailers = [...message.matchAll(/^co-authored-by:\s*[^<\n]*<([^<>\n]+)>/gim)].flatMap(
    ([, address]) => address ?? [],
  );
  const people = [...stated, ...accounts].flatMap(namesIn);
  const parents = listOf(commit, 'parents').items.flatMap(
    (parent) => asText(parent) ?? commitIn(asRecord(parent) ?? {}, 'sha') ?? [],
  );
  return [
    {
      id,
      parents,
      people: [...new Set([...people, ...trailers])].filter(
        (name) => name !== 'web-flow' && name !== 'noreply@github.com',
      ),
    },
  ];
}

function namesIn(value: unknown): readonly string[] {
  const text = asText(value);
  if (text !== undefined) return [/<([^<>]+)>/.exec(text)?.[1] ?? text];
  const record = asRecord(value);
  return record === undefined ? [] : ['login', 'email'].flatMap((key) => asText(fieldOf(record, key)) ?? []);
}

function wordIn(record: UnknownRecord, ...keys: readonly string[]): string | undefined {
  return keys.map((key) => asText(fieldOf(record, key))).find((text) => text !== undefined);
}

function commitIn(record: UnknownRecord, ...keys: readonly string[]): string | undefined {
  const word = wordIn(record, ...keys);
  return word !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(word) ? word : undefined;
}

function accountIn(record: UnknownRecord, ...keys: readonly string[]): MergeReview['user'] {
  for (const key of keys) {
    const value = fieldOf(record, key);
    const text = asText(value);
    if (text !== undefined) return { id: '', login: text };
    const account = asRecord(value);
    const login = account && wordIn(account, 'login');
    if (account !== undefined && login !== undefined) return { id: idOf(fieldOf(account, 'id')) ?? '', login };
  }
  return undefined;
}

const idOf = (value: unknown): string | undefined => (typeof value === 'number' ? String(value) : asText(value));
