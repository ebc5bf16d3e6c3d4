import type { ForgeAccount } from '../../model/forge.ts';
import { ForgeError } from '../forge-error.ts';
import type { GithubClient } from './client.ts';
import { once } from './commit.ts';
import { asking, unlessGone } from './errors.ts';
import { accountOf } from './shapes.ts';

/** Whose token it is; `undefined`: that of an app, which has no account to ask for. */
export type OwnAccount = string | undefined;

/** Asks whose token it is. */
export async function ownAccount({ octokit }: GithubClient): Promise<OwnAccount> {
  try {
    const { data } = await asking('say whose token this is', () => octokit.rest.users.getAuthenticated());
    return String(data.id);
  } catch (error) {
    if (error instanceof ForgeError && error.kind === 'forbidden') return undefined;
    throw error;
  }
}

/** Anybody may write a comment that begins as ours do. */
const isOwn = (author: ForgeAccount | undefined, own: OwnAccount): boolean =>
  own === undefined ? author?.isBot === true : author?.id === own;

/**
 * Keeps one comment a marker: the oldest of the token's own is brought up to date, younger doubles go. Two runs at once
 * may both write one; each looks again behind its own.
 */
export async function upsertComment(
  client: GithubClient,
  pull: number,
  body: string,
  own: Promise<OwnAccount>,
): Promise<'written' | 'unchanged'> {
  const { octokit, owner, repo } = client;
  const marker = body.split('\n', 1)[0] ?? '';
  const [oldest, ...doubles] = await commentsOf(client, { pull, marker, own: await own });
  if (oldest === undefined) {
    await asking(`comment on #${pull}`, () =>
      octokit.rest.issues.createComment({ owner, repo, ...once, issue_number: pull, body }),
    );
    const [, ...younger] = await commentsOf(client, { pull, marker, own: await own });
    await removeComments(client, younger);
    return 'written';
  }
  await removeComments(client, doubles);
  if (plain(oldest.body) === plain(body)) return doubles.length > 0 ? 'written' : 'unchanged';
  await asking(`update a comment on #${pull}`, () =>
    octokit.rest.issues.updateComment({ owner, repo, comment_id: oldest.id, body }),
  );
  return 'written';
}

const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();

interface OwnComment {
  readonly id: number;
  readonly body: string;
}

async function commentsOf(
  { octokit, owner, repo }: GithubClient,
  { pull, marker, own }: { readonly pull: number; readonly marker: string; readonly own: OwnAccount },
): Promise<readonly OwnComment[]> {
  const comments = await asking(`list the comments of #${pull}`, () =>
    octokit.paginate(octokit.rest.issues.listComments, { owner, repo, issue_number: pull, per_page: 100 }),
  );
  return comments
    .filter(({ body, user }) => body?.startsWith(marker) === true && isOwn(accountOf(user), own))
    .map(({ id, body }) => ({ id, body: body ?? '' }))
    .sort((left, right) => left.id - right.id);
}

async function removeComments({ octokit, owner, repo }: GithubClient, comments: readonly OwnComment[]): Promise<void> {
  for (const { id } of comments) {
    await unlessGone(() =>
      asking(`remove a double comment`, () => octokit.rest.issues.deleteComment({ owner, repo, comment_id: id })),
    );
  }
}
