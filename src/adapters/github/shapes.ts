import type { ForgeAccount, ForgePull } from '../../model/forge.ts';

/** An account as every answer of the API shows one; `null` when it is gone. */
export type ApiAccount = { readonly id: number; readonly login: string; readonly type?: string } | null | undefined;

/** A pull request as lists and single answers show it, as far as it is read. */
export interface ApiPull {
  readonly number: number;
  readonly node_id: string;
  readonly html_url: string;
  readonly title: string;
  readonly body: string | null;
  readonly draft?: boolean;
  readonly locked: boolean;
  readonly user: ApiAccount;
  readonly head: { readonly ref: string; readonly sha: string };
  readonly base: { readonly ref: string };
  readonly labels: readonly { readonly name?: string }[];
  readonly assignees?: readonly ApiAccount[] | null;
  readonly requested_reviewers?: readonly ApiAccount[] | null;
  readonly requested_teams?: readonly { readonly slug: string }[] | null;
}

/** An account; `undefined` when it is gone. */
export const accountOf = (account: ApiAccount): ForgeAccount | undefined =>
  account ? { id: String(account.id), login: account.login, isBot: account.type === 'Bot' } : undefined;

/** A pull request of a repository of `owner`. */
export function pullOf(pull: ApiPull, owner: string): ForgePull {
  const logins = (accounts: readonly ApiAccount[] | null | undefined): readonly string[] =>
    (accounts ?? []).flatMap((account) => account?.login ?? []);
  return {
    branch: pull.head.ref,
    number: pull.number,
    nodeId: pull.node_id,
    url: pull.html_url,
    title: pull.title,
    body: pull.body ?? '',
    baseBranch: pull.base.ref,
    head: pull.head.sha,
    author: accountOf(pull.user),
    isDraft: pull.draft === true,
    isLocked: pull.locked,
    // Another call tells.
    isQueued: false,
    labels: pull.labels.flatMap(({ name }) => name ?? []),
    assignees: logins(pull.assignees),
    reviewers: [
      ...logins(pull.requested_reviewers),
      ...(pull.requested_teams ?? []).map(({ slug }) => `${owner}/${slug}`),
    ],
  };
}
