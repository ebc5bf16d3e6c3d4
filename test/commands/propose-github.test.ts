import { describe, expect, it } from 'vitest';
import { readBody } from '../../src/core/change/body.ts';
import { yaml } from '../support/estate.ts';
import { asOf, estateFiles, type GithubEstate, githubEstate, stepsOf } from '../support/fake-github/estate.ts';
import { pictureOf } from '../support/fake-github/picture.ts';
import { advisoryFile } from '../support/ledger.ts';

const one = { 'db-1': 'data' };
const two = { 'db-1': 'data', 'web-1': 'web' };
const later = '2026-11-22T13:00:00Z';

/** An estate whose Changes are up for approval. */
async function proposed(owners: Readonly<Record<string, string>> = one, workspace: object = {}): Promise<GithubEstate> {
  const estate = await githubEstate(estateFiles(owners, workspace));
  expect((await estate.propose()).code).toBe(0);
  estate.github.takeWrites();
  estate.github.takeReads();
  return estate;
}

/** Another package of every asset is affected, so that every Change asks for more. */
const moreWork = (owners: Readonly<Record<string, string>>): Record<string, string> => ({
  ...estateFiles({ ...owners, 'db-2': 'data' }),
});

const first = ({ github }: GithubEstate) => {
  const [pull] = github.openPulls();
  if (pull === undefined) throw new Error('no pull request is open');
  return pull;
};

describe('a proposal on GitHub', () => {
  it('is one branch and one pull request for each team, with labels, people and a verdict', async () => {
    const { github } = await proposed(two);

    expect(github.openPulls()).toMatchObject(
      ['data', 'web'].map((team) => ({
        title: expect.stringContaining(`(${team})`),
        labels: ['patchledger'],
        assignees: [{ login: 'mara' }],
        pull: { base: 'main', isDraft: false, reviewers: [{ login: 'ivo' }] },
      })),
    );
    expect(github.hub.statuses).toMatchObject([
      { state: 'success', context: 'patchledger/plan' },
      { state: 'success' },
    ]);
    expect(github.mistakes).toEqual([]);
  });

  it('costs no write and at most three reads a Change once it stands as it should', async () => {
    const { github, propose } = await proposed(two);

    const run = await propose({ asOf: later });

    expect(stepsOf(run)).toEqual(['unchanged', 'unchanged']);
    expect(run.notes).toContain('nothing changed, nothing written');
    expect(github.takeWrites()).toEqual([]);
    // The repository, its base, two lists of branches, the pull requests and the dashboard are read once for all.
    expect(github.takeReads().length).toBeLessThanOrEqual(6 + 2 * 3);
  });

  it('is only told of on a dry run, which calls nothing that writes', async () => {
    const { github, propose } = await githubEstate(estateFiles(two));

    const run = await propose({ dryRun: true });

    expect(run.out).toContain('"writes": [\n        "commit",\n        "open"');
    expect(github.exchanges.filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  it('is updated in place when the plan asks for more, without losing what stood there, and tells so once', async () => {
    const estate = await proposed();
    const before = first(estate).pull.headSha;
    estate.change(moreWork(one));

    const run = await estate.propose({ asOf: later });

    expect(stepsOf(run)).toEqual(['update']);
    const pull = first(estate);
    const { hub } = estate.github;
    expect([pull.number, hub.store.isAncestor(before, pull.pull.headSha)]).toEqual([1, true]);
    expect(hub.store.differences(hub.store.mergeBase('main', pull.pull.headSha), pull.pull.headSha)).toHaveLength(1);
    expect([...hub.comments.values()].map(({ body }) => body)).toEqual([
      expect.stringContaining('Earlier approvals do not cover it'),
    ]);
    estate.github.takeWrites();
    await estate.propose({ asOf: later });
    expect(estate.github.takeWrites()).toEqual([]);
  });

  it('stays as it is when only the base moves', async () => {
    const { github, propose, change } = await proposed();
    change({ 'README.md': 'more\n' });

    expect(stepsOf(await propose())).toEqual(['unchanged']);
    expect(github.takeWrites()).toEqual([]);
  });

  it('is a draft until its evidence is there', async () => {
    const files = estateFiles(one);
    const policy =
      files['policies/base.yaml']?.replace('"rollback":', '"testing":{"kinds":["smoke"]},"rollback":') ?? '';
    const estate = await githubEstate({ ...files, 'policies/base.yaml': policy });
    await estate.propose();
    expect(first(estate).pull.isDraft).toBe(true);

    estate.change({ 'policies/base.yaml': files['policies/base.yaml'] ?? '' });
    await estate.propose();

    expect(first(estate).pull.isDraft).toBe(false);
  });
});

describe('what people do to a pull request', () => {
  it('stays: their title, their words, what they took off and what they put on', async () => {
    const estate = await proposed();
    const issue = first(estate);
    Object.assign(issue, { title: 'Tuesday night', labels: ['urgent'], assignees: [] });
    issue.body = `Please wait for Mara.\n\n${issue.body}\nSeen.\n`.replaceAll('\n', '\r\n');
    issue.pull.reviewers = [];

    estate.change(moreWork(one));
    await estate.propose({ asOf: later });

    const { body, title, labels, assignees, pull } = first(estate);
    expect({ title, labels, assignees, reviewers: pull.reviewers }).toEqual({
      ...{ title: 'Tuesday night', labels: ['urgent'], assignees: [], reviewers: [] },
    });
    expect(readBody(body ?? '').after).toBe('Please wait for Mara.\n\nSeen.');
    estate.github.takeWrites();
    await estate.propose({ asOf: later });
    expect(estate.github.takeWrites()).toEqual([]);
  });

  it('a reviewer who has answered is not asked again, even where the memory is gone', async () => {
    const estate = await proposed();
    estate.github.review(1, 'ivo');
    first(estate).body = '';

    await estate.propose();

    expect(first(estate).pull.reviewers).toEqual([]);
    expect(readBody(first(estate).body ?? '').marker?.change).toMatch(/^data-routine-/);
  });

  it('a commit on the branch is never overwritten; how it compares with the plan is said once and kept up to date', async () => {
    const estate = await proposed();
    const { branch } = first(estate).pull;
    const head = estate.github.push(branch, { 'notes.md': 'wait\n' }, 'mara');
    estate.change(moreWork(one));

    const run = await estate.propose({ asOf: later });

    expect(stepsOf(run)).toEqual(['edited']);
    expect(first(estate).pull.headSha).toBe(head);
    expect([...estate.github.hub.comments.values()].map(({ body }) => body)).toEqual([
      expect.stringMatching(/It does not do all that the plan asks for[\s\S]*Missing:\n\n- db-2: `app`/),
    ]);
    expect(estate.github.hub.statuses.at(-1)).toMatchObject({ sha: head, state: 'failure' });
    estate.github.takeWrites();
    await estate.propose({ asOf: later });
    expect(estate.github.takeWrites()).toEqual([]);
  });

  it('a commit on the branch is discarded once somebody ticks the box, and its history stays', async () => {
    const estate = await proposed();
    const { branch } = first(estate).pull;
    const head = estate.github.push(branch, { 'notes.md': 'wait\n', 'changes/x.yaml': 'a: 1\n' }, 'mara');
    expect(stepsOf(await estate.propose({ asOf: later }))).toEqual(['edited']);
    const issue = first(estate);
    expect(issue.body).toMatch(/<!-- patchledger:discard -->\n- \[ \] \*\*Discard what others committed/);
    issue.body = (issue.body ?? '').replace('- [ ] **Discard', '- [x] **Discard');

    expect(stepsOf(await estate.propose({ asOf: later }))).toEqual(['update']);

    const { store } = estate.github.hub;
    const now = first(estate);
    expect(store.isAncestor(head, now.pull.headSha)).toBe(true);
    expect(store.differences('main', now.pull.headSha).map(({ path }) => path)).toEqual([
      expect.stringMatching(/^changes\/data-routine-\w+-1\.yaml$/),
    ]);
    expect(now.body).not.toContain('patchledger:discard');
    estate.github.takeWrites();
    expect(stepsOf(await estate.propose({ asOf: later }))).toEqual(['unchanged']);
    expect(estate.github.takeWrites()).toEqual([]);
  });

  it('a box that stands outside our part of the text means nothing', async () => {
    const estate = await proposed();
    estate.github.push(first(estate).pull.branch, { 'notes.md': 'wait\n' }, 'mara');
    const issue = first(estate);
    issue.body = `${issue.body}\n<!-- patchledger:discard -->\n- [x] mine\n`;

    expect(stepsOf(await estate.propose())).toEqual(['edited']);
  });

  it('a merge of the base into the branch is no edit', async () => {
    const estate = await proposed();
    const { branch } = first(estate).pull;
    estate.change({ 'README.md': 'more\n' });
    const { store } = estate.github.hub;
    const tree = store.run(['merge-tree', '--write-tree', branch, 'main']).split('\n')[0] ?? '';
    const env = { GIT_AUTHOR_NAME: 'm', GIT_AUTHOR_EMAIL: 'm@x', GIT_COMMITTER_NAME: 'm', GIT_COMMITTER_EMAIL: 'm@x' };
    const merge = store.run(['commit-tree', tree, '-p', branch, '-p', 'main', '-m', 'Merge'], '', env).trim();
    store.run(['update-ref', `refs/heads/${branch}`, merge]);

    expect(stepsOf(await estate.propose())).toEqual(['unchanged']);
  });

  it('a turn to another base is left to them', async () => {
    const estate = await proposed();
    estate.github.hub.store.run(['branch', 'release', 'main']);
    first(estate).pull.base = 'release';

    expect(stepsOf(await estate.propose())).toEqual(['edited']);
  });
});

describe('a pull request that a person closed', () => {
  it('is declined: recorded with who, when and why, not proposed again, and shown as uncovered', async () => {
    const estate = await proposed(two);
    estate.github.closePull(1, 'mara', 'Not before the audit.');

    const run = await estate.propose({ asOf: later });

    expect(stepsOf(run)).toEqual(['declined', 'unchanged', 'vanished']);
    const records = estate.github.openPulls().find(({ labels }) => labels.includes('patchledger:records'));
    expect(records?.body).toContain('Not before the audit.');
    const [file] = estate.github.hub.store.differences('main', records?.pull.headSha ?? '');
    expect(file?.path).toMatch(/^records\/decline\/2026\/11\/decline-data-routine-\w+-1\.yaml$/);
    expect(estate.github.fileAt(records?.pull.branch ?? '', file?.path ?? '')).toContain('"login":"mara"');
    const dashboard = [...estate.github.hub.issues.values()].find(({ pull }) => pull === undefined);
    expect(dashboard?.body).toMatch(/## Declined and uncovered \(1\)[\s\S]*db-1/);
  });

  it('stays declined once its record is merged, without any write', async () => {
    const estate = await proposed(two);
    estate.github.closePull(1, 'mara');
    await estate.propose({ asOf: later });
    estate.github.merge(
      estate.github.openPulls().find(({ labels }) => labels.includes('patchledger:records'))?.number ?? 0,
    );
    estate.pull();
    await estate.propose({ asOf: later });
    estate.github.takeWrites();

    expect(stepsOf(await estate.propose({ asOf: later }))).toEqual(['unchanged']);
    expect(estate.github.takeWrites()).toEqual([]);
  });

  it('comes back when the risk grows', async () => {
    const estate = await proposed();
    estate.github.closePull(1, 'mara');
    await estate.propose({ asOf: later });

    const run = await estate.propose({ asOf: '2026-12-02T12:00:00Z' });

    expect(stepsOf(run)).toContain('create');
    expect(estate.github.openPulls().some(({ title }) => title.includes('(data)'))).toBe(true);
  });

  it('is proposed again when an automation closed it', async () => {
    const estate = await proposed();
    estate.github.closePull(1, 'stale[bot]');

    expect(stepsOf(await estate.propose())).toEqual(['unchanged']);
    expect(estate.github.openPulls()).toHaveLength(1);
  });

  it('counts as declined when its branch was deleted', async () => {
    const estate = await proposed();
    estate.github.deleteBranch(first(estate).pull.branch, 'mara');

    expect(stepsOf(await estate.propose())).toEqual(['declined']);
    expect(estate.github.openPulls()).toHaveLength(1);
  });

  it('is no longer declined when a person opens it again before the record is merged', async () => {
    const estate = await proposed(two);
    estate.github.closePull(1, 'mara');
    await estate.propose({ asOf: later });
    const issue = estate.github.pulls()[0];
    const { branch = '', headSha = '' } = issue?.pull ?? {};
    estate.github.hub.store.run(['update-ref', `refs/heads/${branch}`, headSha]);
    Object.assign(issue ?? {}, { state: 'open', closedAt: null, closedBy: null });

    expect(stepsOf(await estate.propose({ asOf: later }))).toEqual(['merged', 'unchanged', 'unchanged']);

    expect(estate.github.openPulls().map(({ title }) => title)).toEqual([
      expect.stringContaining('(data)'),
      expect.stringContaining('(web)'),
    ]);
    estate.github.takeWrites();
    await estate.propose({ asOf: later });
    expect(estate.github.takeWrites()).toEqual([]);
  });

  it('is left for the next run when a person opens it again while the run goes on', async () => {
    const estate = await proposed();
    estate.github.closePull(1, 'mara');
    const issue = estate.github.pulls()[0];
    // The list says closed; who closed it is asked a moment later.
    const { exchanges } = estate.github;
    const before = exchanges.length;
    const asked = () => exchanges.slice(before).filter(({ path }) => path.endsWith('/pulls')).length > 1;
    Object.defineProperty(issue ?? {}, 'state', { get: () => (asked() ? 'open' : 'closed'), set: () => undefined });

    const run = await estate.propose({ asOf: later });

    expect(run.code).toBe(0);
    expect(estate.github.hub.store.refs('refs/heads/patchledger/records')).toEqual([]);
    expect(estate.github.pulls()).toHaveLength(1);
  });

  it('is not asked about again when the pull request of its record is closed as well', async () => {
    const estate = await proposed();
    estate.github.closePull(1, 'mara');
    await estate.propose();
    estate.github.closePull(first(estate).number, 'mara');
    estate.github.takeWrites();

    const run = await estate.propose();

    expect(run.out).toContain('"declined"');
    expect([estate.github.openPulls(), estate.github.takeWrites()]).toEqual([[], []]);
  });
});

describe('a Change of which nothing is required any more', () => {
  it('is closed with its reason, and its branch is gone', async () => {
    const estate = await proposed(two);
    estate.change({ 'inventory/hosts.yaml': estateFiles({ 'web-1': 'web' })['inventory/hosts.yaml'] ?? '' });

    expect(stepsOf(await estate.propose())).toEqual(['unchanged', 'vanished']);
    const [closed] = estate.github.pulls();
    expect(closed).toMatchObject({ state: 'closed', title: expect.stringMatching(/ \(obsolete\)$/) });
    expect(closed?.labels).toContain('patchledger:obsolete');
    expect(estate.github.hub.store.refs('refs/heads/patchledger/change/data')).toEqual([]);
    expect(stepsOf(await estate.propose())).toEqual(['unchanged']);
  });

  it('names where its work went on', async () => {
    const estate = await proposed();
    estate.change(estateFiles({ 'db-1': 'web' }));

    await estate.propose();

    expect([...estate.github.hub.comments.values()].map(({ body }) => body)).toEqual([
      expect.stringContaining('goes on in https://github.com/acme/estate/pull/'),
    ]);
  });

  it('is left open when somebody committed to it, and says so once', async () => {
    const estate = await proposed();
    estate.github.push(first(estate).pull.branch, { 'notes.md': 'wait\n' }, 'mara');
    estate.change(estateFiles({}));

    await estate.propose();
    await estate.propose();

    expect([first(estate).state, estate.github.hub.comments.size]).toEqual(['open', 1]);
  });
});

describe('a Change that is required again after the program closed it', () => {
  /** Its work was gone for a while, and is required again. */
  async function gone(): Promise<GithubEstate> {
    const estate = await proposed(two);
    estate.change({ 'inventory/hosts.yaml': estateFiles({ 'web-1': 'web' })['inventory/hosts.yaml'] ?? '' });
    await estate.propose();
    expect(estate.github.pulls()[0]).toMatchObject({
      state: 'closed',
      labels: ['patchledger', 'patchledger:obsolete'],
    });
    estate.github.takeWrites();
    return estate;
  }

  it('has its pull request and its branch back, without the signs of having been closed', async () => {
    const estate = await gone();
    const closed = estate.github.pulls()[0]?.pull.headSha;
    estate.change(estateFiles(two));

    expect((await estate.propose({ asOf: later })).code).toBe(0);

    expect(estate.github.pulls()).toHaveLength(2);
    const pull = first(estate);
    expect(pull).toMatchObject({ number: 1, state: 'open', labels: ['patchledger'] });
    expect(pull.title).toMatch(/^patch db-1 \(data\) from [^()]+$/);
    expect(estate.github.hub.store.isAncestor(closed ?? '', pull.pull.headSha)).toBe(true);
    expect(readBody(pull.body ?? '').marker?.closed).toBeUndefined();
    estate.github.takeWrites();
    await estate.propose({ asOf: later });
    expect(estate.github.takeWrites()).toEqual([]);
  });

  it('has a new pull request that names the old one where GitHub refuses, as well as after a week', async () => {
    const refusing = await gone();
    refusing.github.hub.refusesReopening = true;
    const late = await gone();
    for (const [estate, asOf] of [[refusing, later] as const, [late, '2026-11-30T13:00:00Z'] as const]) {
      estate.change(estateFiles(two));

      expect((await estate.propose({ asOf })).code).toBe(0);

      const pull = estate.github.openPulls().find(({ title }) => title.includes('(data)'));
      expect(pull?.number).toBe(4);
      expect(pull?.body).toContain(
        'An earlier pull request for this was closed: https://github.com/acme/estate/pull/1\n',
      );
      estate.github.takeWrites();
      await estate.propose({ asOf });
      expect(estate.github.takeWrites()).toEqual([]);
    }
  });

  it('waits where as many are open as may be', async () => {
    const estate = await gone();
    const limited = estateFiles(two, { changes: { maxOpen: 1 } });
    estate.change(limited);

    expect(stepsOf(await estate.propose({ asOf: later }))).toEqual(['held-back', 'unchanged']);
    expect(estate.github.openPulls()).toHaveLength(1);
  });
});

describe('a pull request in the merge queue', () => {
  it('is left as it is, whatever the plan asks for, until it is merged or taken out', async () => {
    const estate = await proposed(two);
    estate.github.hub.queue = [1, 2];
    estate.change(estateFiles({ 'db-1': 'data', 'db-2': 'data' }));

    const run = await estate.propose({ asOf: later });

    expect(stepsOf(run)).toEqual(['queued', 'queued']);
    expect(estate.github.takeWrites().filter((call) => !/\/issues\/3$/.test(call))).toEqual([]);
    estate.github.hub.queue = [];
    expect(stepsOf(await estate.propose({ asOf: later }))).toEqual(['update', 'vanished']);
  });

  it('is nothing that an old server knows of', async () => {
    const estate = await proposed();
    estate.github.hub.queue = undefined;

    expect(stepsOf(await estate.propose())).toEqual(['unchanged']);
  });
});

describe('a pull request that was approved and asks for something else since', () => {
  it('says what is new and that the approval does not cover it, until somebody approves it as it is', async () => {
    const estate = await proposed();
    estate.github.review(1, 'ivo');
    estate.change(moreWork(one));

    await estate.propose({ asOf: later });

    expect(first(estate).body).toMatch(
      /\*\*Since ivo approved it on [^:]+:\d\d [^:]+:\d\d:\*\*\n {2}- \*\*that approval does not cover it:\*\* db-2 was not in it\n {2}- added: db-2\n {2}- 1 visit as before/,
    );
    estate.github.takeWrites();
    await estate.propose({ asOf: later });
    expect(estate.github.takeWrites()).toEqual([]);

    estate.github.review(1, 'ivo');
    await estate.propose({ asOf: later });
    expect(first(estate).body).not.toContain('approved it on');
  });
});

describe('a Change that was merged', () => {
  it('leaves no branch, and the next one of its key has a pull request and a number of its own', async () => {
    const estate = await proposed();
    estate.github.merge(1);
    estate.pull();
    expect(stepsOf(await estate.propose())).toEqual(['merged']);
    expect(estate.github.hub.store.refs('refs/heads/patchledger/')).toEqual([]);

    estate.change(moreWork(one));
    await estate.propose({ asOf: later });

    expect(readBody(first(estate).body ?? '').marker?.change).toMatch(/-2$/);
  });
});

describe('two runs at once', () => {
  it('end where one run ends', async () => {
    const alone = await githubEstate(estateFiles(two));
    await alone.propose();
    const estate = await githubEstate(estateFiles(two));

    const runs = await Promise.all([estate.propose(), estate.propose()]);

    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(pictureOf(estate.github)).toEqual(pictureOf(alone.github));
    estate.github.takeWrites();
    await estate.propose();
    expect(estate.github.takeWrites()).toEqual([]);
  });
});

describe('the limits', () => {
  it('hold back what is due last, and say so', async () => {
    const changes = { changes: { maxOpen: 1 } };
    const { propose, github } = await githubEstate({
      ...estateFiles({ 'db-1': 'data', 'web-1': 'web' }, changes),
      'policies/web.yaml': yaml('PatchPolicy', 'web', {
        selector: { names: ['web-*'] },
        rules: [{ id: 'sooner', then: { priority: 'scheduled', within: '25d', clockStart: 'released' } }],
      }),
    });

    expect(stepsOf(await propose())).toEqual(['create', 'held-back']);
    expect(github.openPulls()).toMatchObject([{ title: expect.stringContaining('(web)') }]);
  });

  it('never cost a deadline: what a later run would propose too late passes them', async () => {
    const { propose } = await githubEstate({
      ...estateFiles(two, { changes: { maxOpen: 1 } }),
      ...advisoryFile('CVE-2026-0001', { published: '2026-10-24T12:00:00Z' }),
    });

    expect(stepsOf(await propose({ asOf }))).toEqual(['create', 'create']);
  });
});
