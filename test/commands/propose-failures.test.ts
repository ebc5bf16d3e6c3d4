import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CommandError } from '../../src/commands/exit.ts';
import { readBody } from '../../src/core/change/body.ts';
import type { CapturedRun } from '../support/capture.ts';
import { estateFiles, type GithubEstate, githubEstate } from '../support/fake-github/estate.ts';
import type { Fault } from '../support/fake-github/faults.ts';
import { isPull } from '../support/fake-github/shapes.ts';
import type { Permission } from '../support/fake-github/state.ts';

const two = { 'db-1': 'data', 'web-1': 'web' };
const later = '2026-11-22T13:00:00Z';
const all: readonly Permission[] = ['contents', 'pull_requests', 'issues', 'statuses', 'checks'];

interface Told {
  readonly proposals: readonly {
    readonly step: string;
    readonly failure?: { readonly cause: string; readonly remedy: string };
    readonly degraded?: readonly string[];
  }[];
}
const told = ({ out }: CapturedRun): Told['proposals'] => (JSON.parse(out) as Told).proposals;

/** How a run ends that cannot begin. */
async function failing(estate: GithubEstate, token?: string): Promise<CommandError> {
  const error = await estate.propose(token === undefined ? {} : { token }).catch((thrown: unknown) => thrown);
  if (!(error instanceof CommandError)) throw new Error('the run did not fail');
  return error;
}

describe('a run that cannot begin ends with exit 5, the cause and the remedy', () => {
  it.each<readonly [string, (estate: GithubEstate) => void, RegExp, RegExp]>([
    [
      'an archived repository',
      ({ github }) => Object.assign(github.hub, { isArchived: true }),
      /archived/,
      /unarchive/,
    ],
    [
      'a default branch that was renamed',
      ({ github: { hub } }) => {
        hub.store.run(['branch', '-m', 'main', 'trunk']);
        hub.defaultBranch = 'trunk';
      },
      /no branch main; its default branch is trunk/,
      /spec\.forge\.baseBranch/,
    ],
    [
      'a clone that is behind',
      ({ github }) => void github.push('main', { 'a.md': 'a' }, 'mara'),
      /which this clone has not got/,
      /git fetch origin main/,
    ],
  ])('%s', async (_, harm, cause, remedy) => {
    const estate = await githubEstate(estateFiles(two));
    harm(estate);

    expect(await failing(estate)).toMatchObject({
      exitCode: 5,
      message: expect.stringMatching(cause),
      hint: expect.stringMatching(remedy),
    });
  });

  it('a token that GitHub does not accept, which is not shown', async () => {
    const token = 'ghp_wrongwrongwrongwrongwrongwrongwrongwro';
    const error = await failing(await githubEstate(estateFiles(two)), token);

    expect(error).toMatchObject({ exitCode: 5, message: expect.stringContaining('does not accept the token') });
    expect(`${error.message}${error.hint}${error.stack}`).not.toContain(token);
  });

  it('a forge that is down', async () => {
    const estate = await githubEstate(estateFiles(two));
    for (let call = 1; call <= 40; call += 1) estate.github.faults.plan({ kind: 'fail', when: 'before' }, call);

    expect(await failing(estate)).toMatchObject({ exitCode: 5, message: expect.stringMatching(/502/) });
  });
});

describe('what stops one Change leaves the others alone', () => {
  it('a branch that is protected', async () => {
    const { github, propose } = await githubEstate(estateFiles(two));
    github.hub.protected = /data-routine/;

    const run = await propose();

    expect(run.code).toBe(5);
    expect(told(run)).toMatchObject([
      {
        failure: {
          cause: expect.stringMatching(/branch protection or a rule/),
          remedy: expect.stringMatching(/rules/),
        },
      },
      { step: 'create' },
    ]);
    expect(github.openPulls()).toMatchObject([{ title: expect.stringContaining('(web)') }]);
  });

  it('a conversation that is locked, where something must be said', async () => {
    const { github, propose, change } = await githubEstate(estateFiles(two));
    await propose();
    Object.assign(github.openPulls()[0] ?? {}, { isLocked: true });
    change(estateFiles({ ...two, 'db-2': 'data', 'web-2': 'web' }));

    const run = await propose({ asOf: later });

    expect(run.code).toBe(5);
    expect(told(run)).toMatchObject([{ failure: { cause: expect.stringMatching(/locked/) } }, { step: 'update' }]);
    expect(github.hub.comments.size).toBe(1);
  });

  it('a branch that is gone while its pull request is still shown as open', async () => {
    const { github, propose } = await githubEstate(estateFiles(two));
    await propose();
    const [pull] = github.openPulls();
    github.hub.store.run(['update-ref', '-d', `refs/heads/${pull?.pull.branch}`]);
    // Lists lag behind.
    if (pull !== undefined) Object.defineProperty(pull, 'state', { get: () => 'open', set: () => undefined });

    const run = await propose();

    expect(run.code).toBe(5);
    expect(told(run)).toMatchObject([
      { step: 'blocked', failure: { cause: expect.stringMatching(/was deleted while/) } },
      { step: 'unchanged' },
    ]);
  });

  it('a server that fails whenever one pull request is touched', async () => {
    const { github, propose, change } = await githubEstate(estateFiles(two));
    await propose();
    github.hub.broken = /^PATCH .*\/pulls\/1$/;
    change(estateFiles({ ...two, 'db-2': 'data', 'web-2': 'web' }));

    const run = await propose({ asOf: later });

    expect(run.code).toBe(5);
    expect(told(run)).toMatchObject([
      {
        step: 'unchanged',
        failure: { cause: expect.stringMatching(/502/), remedy: expect.stringMatching(/run again/) },
      },
      { step: 'unchanged' },
    ]);
    expect(github.openPulls()[1]?.body).toContain('web-2');
    github.hub.broken = undefined;
    expect((await propose({ asOf: later })).code).toBe(0);
    expect(github.openPulls()[0]?.body).toContain('db-2');
  });

  it('a branch that cannot come back because it is protected by now', async () => {
    const { github, propose, change } = await githubEstate(estateFiles(two));
    await propose();
    change(estateFiles({ 'web-1': 'web' }));
    await propose();
    github.hub.protected = /data-routine/;
    change(estateFiles(two));

    const run = await propose({ asOf: later });

    expect(run.code).toBe(5);
    expect(told(run)).toMatchObject([
      { failure: { cause: expect.stringMatching(/restore the branch .*branch protection or a rule/) } },
      { step: 'unchanged' },
    ]);
  });

  it('a content that cannot be read', async () => {
    const { github, propose } = await githubEstate(estateFiles(two));
    await propose();
    const blob = readBody(github.openPulls()[0]?.body ?? '').marker?.blob ?? '';
    rmSync(join(github.hub.store.folder, 'objects', blob.slice(0, 2), blob.slice(2)), { force: true });

    const run = await propose();

    expect(run.code).toBe(5);
    expect(told(run)).toMatchObject([{ step: 'blocked', failure: {} }, { step: 'unchanged' }]);
  });
});

describe('a token that may not write', () => {
  it('contents ends every Change with what it needs', async () => {
    const { github, propose } = await githubEstate(estateFiles(two));
    const token = 'ghp_nocontents0123456789012345678901234567';
    github.grant(token, ['pull_requests', 'issues', 'statuses']);

    const run = await propose({ token });

    expect(run.code).toBe(5);
    expect(told(run)[0]?.failure).toMatchObject({ remedy: expect.stringContaining('contents=write') });
  });

  it('pull requests leaves the branches, says what it needs, and the next run goes on from there', async () => {
    const { github, propose } = await githubEstate(estateFiles(two));
    const token = 'ghp_nopulls0123456789012345678901234567890';
    github.grant(
      token,
      all.filter((one) => one !== 'pull_requests'),
    );

    const run = await propose({ token });

    expect(run.code).toBe(5);
    expect(told(run).map(({ failure }) => failure?.remedy)).toEqual([
      expect.stringContaining('pull_requests=write'),
      expect.stringContaining('pull_requests=write'),
    ]);
    expect((await propose()).code).toBe(0);
    expect(github.openPulls()).toHaveLength(2);
  });

  it.each<readonly [Permission, RegExp]>([
    ['issues', /label #1/],
    ['statuses', /patchledger\/plan/],
  ])('%s costs that alone: the Changes stand, and the run says what is missing', async (missing, what) => {
    const { github, propose } = await githubEstate(estateFiles({ 'db-1': 'data' }));
    const token = 'ghp_nearlyall01234567890123456789012345678';
    github.grant(
      token,
      all.filter((one) => one !== missing),
    );

    const run = await propose({ token });
    const strict = await propose({ token, strict: true });

    expect([run.code, strict.code]).toEqual([0, 6]);
    expect(told(run)[0]?.degraded).toContainEqual(expect.stringMatching(what));
    expect(github.openPulls()).toHaveLength(1);
  });
});

describe('people whom GitHub does not know', () => {
  it('are told of once, and neither stop the others nor are asked again', async () => {
    const files = estateFiles({ 'db-1': 'data' });
    const { github, propose } = await githubEstate({
      ...files,
      'directory/approvers.yaml': (files['directory/approvers.yaml'] ?? '').replace(
        '"people":[',
        '"people":[{"id":"left","login":"nobody"},',
      ),
      'directory/roles.yaml': (files['directory/roles.yaml'] ?? '').replace(
        '"holders":[',
        '"holders":[{"person":"left"},',
      ),
    });

    const run = await propose();

    expect(run.code).toBe(0);
    expect(told(run)[0]?.degraded).toEqual([expect.stringMatching(/^nobody is not asked/)]);
    expect(github.openPulls()[0]?.pull.reviewers).toMatchObject([{ login: 'ivo' }]);
    github.takeWrites();
    await propose();
    expect(github.takeWrites()).toEqual([]);
  });
});

describe('a call whose answer is lost', () => {
  const faults: readonly Fault[] = [
    { kind: 'fail', when: 'before' },
    { kind: 'fail', when: 'after' },
    { kind: 'cut', when: 'after' },
  ];

  it.each(faults)('($kind $when its effect) is looked after and never repeated blindly', async (fault) => {
    const { github, propose } = await githubEstate(estateFiles({ 'db-1': 'data' }));
    // The fourth write opens the pull request.
    github.faults.plan(fault, 4, 'every write');

    const run = await propose();

    expect(run.code).toBe(0);
    expect([...github.hub.issues.values()].filter(isPull)).toHaveLength(1);
    expect(github.openPulls()[0]?.labels).toEqual(['patchledger']);
  });

  it('waits as long as a secondary rate limit asks, and goes on', async () => {
    const { github, propose } = await githubEstate(estateFiles({ 'db-1': 'data' }));
    github.faults.plan({ kind: 'limit', seconds: 7 }, 4, 'every write');

    const run = await propose();

    expect([run.code, github.openPulls().length]).toEqual([0, 1]);
    expect(run.notes).toContain('GitHub asks to wait 7 s (secondary rate limit)');
  });
});
