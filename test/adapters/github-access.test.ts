import { describe, expect, it } from 'vitest';
import { githubAccess } from '../../src/adapters/github/access.ts';
import { examineMachine } from '../../src/core/doctor/machine.ts';
import type { ForgeAccess } from '../../src/model/health.ts';
import { type FakeGithub, startGithub, tokens } from '../support/fake-github/fake-github.ts';
import { commitAll, temporaryFolder, writeFiles } from '../support/folders.ts';

const classic = 'ghp_classic0123456789abcdefghijklmnopqrs';

const github = async (): Promise<FakeGithub> => {
  const source = writeFiles(temporaryFolder(), { 'patchledger.yaml': 'a: 1\n' });
  commitAll(source);
  return startGithub(source);
};

const ask = ({ apiUrl }: FakeGithub, token: string, baseBranch = 'main'): Promise<ForgeAccess> =>
  githubAccess({
    ...{ apiUrl, token, repository: 'acme/estate', baseBranch, inside: '' },
    ...{ userAgent: 'test', note: () => undefined, secondMs: 1 },
  });

/** What `doctor` makes of an answer, by code. */
function codesOf(access: ForgeAccess, baseBranch = 'main'): readonly string[] {
  const forge = { kind: 'github', repository: 'acme/estate', baseBranch, hasToken: true, access } as const;
  const repository = { kind: 'commit', isShallow: false } as const;
  const tools = { version: '0', node: 'v22.0.0', git: '2.40.0', tzdata: '2026a' };
  return examineMachine({ ...tools, repository, forge }).map(({ code }) => code);
}

describe('what GitHub says of a token', () => {
  it('is that it may write, in two calls that read', async () => {
    const fake = await github();

    const access = await ask(fake, tokens.app);

    expect(access).toEqual({
      ...{ kind: 'reached', scopes: undefined, mayPush: true, isArchived: false, hasBaseBranch: true },
    });
    expect([codesOf(access), fake.takeReads().length, fake.takeWrites(), fake.mistakes]).toEqual([[], 2, [], []]);
  });

  it('is that it does not accept it, and nothing more', async () => {
    const access = await ask(await github(), 'ghp_expired0123456789abcdefghijklmnopqrs');

    expect(access).toMatchObject({
      ...{ kind: 'refused', reason: expect.stringContaining('does not accept the token (Bad credentials)') },
      remedy: expect.stringContaining('PATCHLEDGER_TOKEN'),
    });
    expect(codesOf(access)).toEqual(['forge-refused']);
  });

  it('is that it may only read', async () => {
    const access = await ask(await github(), tokens.reader);

    expect(access).toMatchObject({ kind: 'reached', mayPush: false });
    expect(codesOf(access)).toEqual(['token-weak']);
  });

  it('is the scopes of a classic one, even where its account may write', async () => {
    const fake = await github();
    fake.grant(classic, ['contents'], 'mara', ['read:org', 'gist']);

    const access = await ask(fake, classic);

    expect(access).toMatchObject({ scopes: ['read:org', 'gist'], mayPush: true });
    expect(codesOf(access)).toEqual(['token-weak']);
  });

  it('is enough with the scope repo', async () => {
    const fake = await github();
    fake.grant(classic, ['contents'], 'mara', ['repo']);

    expect(codesOf(await ask(fake, classic))).toEqual([]);
  });
});

describe('what GitHub says of a repository', () => {
  it('may be that it is archived', async () => {
    const fake = await github();
    fake.hub.isArchived = true;

    expect(codesOf(await ask(fake, tokens.app))).toEqual(['forge-archived']);
  });

  it('may be that it has no such base branch', async () => {
    expect(codesOf(await ask(await github(), tokens.app, 'trunk'), 'trunk')).toEqual(['base-branch-absent']);
  });

  it.each([1, 2])('is nothing while it fails, which is told at call %i without asking again', async (at) => {
    const fake = await github();
    fake.faults.plan({ kind: 'fail', when: 'before' }, at);

    const access = await ask(fake, tokens.app);

    expect(access).toMatchObject({
      ...{ kind: 'refused', reason: expect.stringMatching(/cannot be reached or failed \(502/) },
      remedy: expect.stringContaining('run again'),
    });
    expect(codesOf(access)).toEqual(['forge-refused']);
  });
});
