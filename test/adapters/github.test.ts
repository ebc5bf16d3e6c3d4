import { describe, expect, it } from 'vitest';
import { openGithubReader, openGithubWriter } from '../../src/adapters/github/open.ts';
import type { ForgePull } from '../../src/model/forge.ts';
import { type FakeGithub, startGithub, tokens } from '../support/fake-github/fake-github.ts';
import { commitAll, temporaryFolder, writeFiles } from '../support/folders.ts';

const branch = 'patchledger/change/data-routine-00000000';
const message = { subject: 'patch db-1', body: '1 visit.', planFp: 'sha256:1' };
const check = { name: 'patchledger/check', conclusion: 'success', title: 'fine', summary: 'all of it' } as const;

const connectionOf = ({ apiUrl }: FakeGithub, token: string) => ({
  ...{ apiUrl, token, repository: 'acme/estate', baseBranch: 'main', inside: '' },
  ...{ userAgent: 'test', note: () => undefined, secondMs: 1 },
});

/** A repository with one pull request, and what reads and writes it. */
async function repository() {
  const source = writeFiles(temporaryFolder(), { 'patchledger.yaml': 'a: 1\n' });
  const base = { name: 'main', commit: commitAll(source) };
  const github = await startGithub(source);
  const writer = openGithubWriter(connectionOf(github, tokens.app), undefined);
  const files = [{ path: 'changes/a.yaml', text: 'kind: Change\n' }];
  const { head } = await writer.commit({ branch, base, expected: undefined, files, ...message });
  const pull = await writer.openPull({ branch, base, title: 't', body: 'b', isDraft: false });
  return { github, base, head, pull, files, writer, reader: openGithubReader(connectionOf(github, tokens.app)) };
}

const numberOf = ({ number }: ForgePull): number => number ?? 0;
const checksOf = ({ hub }: FakeGithub) => [...hub.checks.values()];

describe('a check on a commit', () => {
  it('is one of its name, brought up to date in place, and not written when it says the same', async () => {
    const { github, writer, head } = await repository();
    await writer.setCheck(head, check);
    await writer.setCheck(head, { ...check, conclusion: 'failure', title: 'not fine' });
    github.takeWrites();

    expect(await writer.setCheck(head, { ...check, conclusion: 'failure', title: 'not fine' })).toBe('check');
    expect(github.takeWrites()).toEqual([]);
    expect(checksOf(github)).toMatchObject([{ conclusion: 'failure', title: 'not fine' }]);
  });

  it('is a commit status where the token may not write checks', async () => {
    const { github, head } = await repository();
    const token = 'ghp_person0123456789012345678901234567890';
    github.grant(token, ['statuses', 'checks'], 'mara');
    const writer = openGithubWriter(connectionOf(github, token), undefined);

    expect([await writer.setCheck(head, check), checksOf(github)]).toEqual(['status', []]);
    expect(github.hub.statuses).toMatchObject([
      { context: 'patchledger/check', state: 'success', description: 'fine' },
    ]);
  });
});

describe('what people did', () => {
  it('is read with the commit that was reviewed, by whom and when', async () => {
    const { github, reader, pull, head } = await repository();
    github.review(numberOf(pull), 'ivo');

    expect(await reader.reviews(numberOf(pull))).toMatchObject([
      {
        state: 'approved',
        commit: head,
        user: { login: 'ivo', id: '12', isBot: false },
        submittedAt: expect.any(String),
      },
    ]);
  });

  it('is read commit by commit, with author, parents and tree', async () => {
    const { github, reader, pull, head } = await repository();
    const by = github.push(branch, { 'notes.md': 'wait\n' }, 'mara');

    expect(await reader.commits(numberOf(pull))).toMatchObject([
      { id: head, author: { login: 'patchledger[bot]' }, message: expect.stringContaining('Patchledger-Tree: ') },
      { id: by, parents: [head], author: { login: 'mara' }, authorEmail: 'mara@example.org', isVerified: false },
    ]);
  });

  it('is known of a merge with its commit', async () => {
    const { github, reader, pull } = await repository();
    github.merge(numberOf(pull));

    expect(await reader.closedPulls(branch)).toMatchObject([
      { isMerged: true, mergeCommit: github.hub.store.resolve('refs/heads/main') },
    ]);
  });
});

describe('a comment', () => {
  it('is one a marker: our oldest is brought up to date, our doubles go, and what others wrote stays', async () => {
    const { github, writer, pull } = await repository();
    const number = numberOf(pull);
    for (const [id, login] of ['mara', 'patchledger[bot]', 'patchledger[bot]'].entries()) {
      const user = github.hub.accounts.get(login) ?? { id: 0, login, type: 'User' };
      const at = { createdAt: github.hub.now(), updatedAt: github.hub.now() };
      github.hub.comments.set(id, { id, issue: number, user, body: '<!-- m -->\nold', ...at });
    }

    expect(await writer.comment(pull, '<!-- m -->', 'new')).toBe('written');
    expect([...github.hub.comments.values()].map(({ id, body }) => [id, body])).toEqual([
      [0, '<!-- m -->\nold'],
      [1, '<!-- m -->\nnew'],
    ]);
    expect(await writer.comment(pull, '<!-- m -->', 'new')).toBe('unchanged');
  });
});

describe('a branch', () => {
  it('that eight runs make at once is made by one', async () => {
    const { github, writer, base, files } = await repository();
    const commit = { branch: 'patchledger/change/web-routine-00000000', base, expected: undefined, files, ...message };

    const made = await Promise.allSettled(
      [...Array(8).keys()].map((run) => writer.commit({ ...commit, body: `${run}` })),
    );

    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(made.filter(({ status }) => status === 'rejected')).toMatchObject(
      Array(7).fill({ reason: { kind: 'moved' } }),
    );
    expect(github.hub.store.refs('refs/heads/patchledger/change/web')).toHaveLength(1);
  });

  it('is never moved from where somebody else has put it', async () => {
    const { github, writer, base, head, files } = await repository();
    const theirs = github.push(branch, { 'notes.md': 'wait\n' }, 'mara');

    await expect(writer.commit({ branch, base, expected: head, files, ...message })).rejects.toMatchObject({
      kind: 'moved',
    });
    expect(await writer.deleteBranch(branch, head)).toBe('left');
    expect(github.hub.store.resolve(`refs/heads/${branch}`)).toBe(theirs);
  });

  it('of a fork that bears our names is none of ours', async () => {
    const { reader, github } = await repository();
    Object.assign(github.pulls()[0]?.pull ?? {}, { isFork: true });

    const scopes = [{ prefix: 'patchledger/', folder: 'changes' }];
    expect(await reader.proposals(scopes, () => undefined)).toMatchObject([{ branch, pull: undefined }]);
  });
});
