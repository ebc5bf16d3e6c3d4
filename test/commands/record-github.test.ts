import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openGithubMerges } from '../../src/adapters/github/merges.ts';
import type { CommandOptions } from '../../src/commands/command.ts';
import { mergesOn } from '../../src/commands/open-merges.ts';
import { recordApprovalOn } from '../../src/commands/record-approval.ts';
import { type CapturedRun, captureRun } from '../support/capture.ts';
import { asOf, estateFiles, type GithubEstate, githubEstate } from '../support/fake-github/estate.ts';
import { tokens } from '../support/fake-github/fake-github.ts';

/** An estate with one Change up for approval as a pull request, and its number. */
async function proposed(): Promise<GithubEstate & { readonly number: number }> {
  const estate = await githubEstate(estateFiles({ 'db-1': 'data' }));
  await estate.propose();
  return { ...estate, number: estate.github.openPulls()[0]?.number ?? 0 };
}

const record = ({ root, github }: GithubEstate, options: CommandOptions = {}): Promise<CapturedRun> =>
  captureRun(
    recordApprovalOn(
      mergesOn(async ({ terminal }, settings) =>
        openGithubMerges({
          ...{ apiUrl: github.apiUrl, token: tokens.reader, repository: settings.repository ?? '' },
          ...{ baseBranch: settings.baseBranch, inside: '', userAgent: 'test', note: terminal.note, secondMs: 1 },
        }),
      ),
    ),
    { root, asOf },
    ['approval'],
    options,
  );

function recordsIn(root: string) {
  const folder = join(root, 'records/approval');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => JSON.parse(readFileSync(join(folder, path), 'utf8')).spec);
}

describe('the approval of a merge on GitHub', () => {
  it('is read from its reviews, without a write, and is evidence of the forge', async () => {
    const estate = await proposed();
    estate.github.review(estate.number, 'ivo');
    estate.github.merge(estate.number);
    estate.pull();
    estate.github.takeWrites();

    const { code, out } = await record(estate);

    expect([code, out]).toEqual([0, expect.stringContaining('approved by approver')]);
    expect(recordsIn(estate.root)).toMatchObject([
      {
        ...{ evidence: 'forge', content: 'same', requiredRoles: ['lead'], pullRequest: { number: estate.number } },
        reviews: [{ state: 'approved', user: { id: '12', login: 'ivo' }, person: 'approver', roles: ['lead'] }],
      },
    ]);
    expect([estate.github.takeWrites(), estate.github.mistakes]).toEqual([[], []]);
  });

  it('keeps which checks the rules of the base asked for, and how they ended', async () => {
    const estate = await proposed();
    const [pull] = estate.github.openPulls();
    const { hub } = estate.github;
    hub.rules.protection = ['ci/build', 'patchledger/approval'];
    hub.rules.ruleset = ['patchledger/plan-fresh', 'patchledger/policy'];
    const [creator] = hub.accounts.values();
    if (creator === undefined || pull === undefined) throw new Error('nobody is there');
    const status = { sha: pull.pull.headSha, description: null, creator, createdAt: hub.now() };
    hub.statuses.push({ id: hub.nextId(), context: 'ci/build', state: 'success', ...status });
    hub.statuses.push({ id: hub.nextId(), context: 'ci/lint', state: 'failure', ...status });
    estate.github.review(estate.number, 'ivo');
    estate.github.merge(estate.number);
    estate.pull();

    await record(estate);
    const [{ requiredChecks }] = recordsIn(estate.root);
    expect(requiredChecks.filter(({ name }: { readonly name: string }) => !name.startsWith('patchledger/'))).toEqual([
      { name: 'ci/build', conclusion: 'success', required: true },
      { name: 'ci/lint', conclusion: 'failure', required: false },
    ]);
    expect(requiredChecks).toContainEqual({ name: 'patchledger/policy', conclusion: 'missing', required: true });

    hub.rules.ruleset = undefined;
    await record(estate);
    const later = recordsIn(estate.root).find(({ supersedes }) => supersedes !== undefined);
    expect(later.requiredChecks).toContainEqual({ name: 'ci/lint', conclusion: 'failure' });
  });

  it('is found by the number of its pull request as well, and recorded once', async () => {
    const estate = await proposed();
    estate.github.review(estate.number, 'ivo');
    estate.github.merge(estate.number);
    estate.pull();

    await record(estate);
    const { out } = await record(estate, { pullRequest: String(estate.number) });

    expect(out).toContain('holds this already');
  });

  it('is stale when a window moved after the review', async () => {
    const estate = await proposed();
    estate.github.review(estate.number, 'ivo');
    const [pull] = estate.github.openPulls();
    const branch = pull?.pull.branch ?? '';
    const path = estate.github.hub.store.run(['ls-tree', '--name-only', `refs/heads/${branch}:changes`]).trim();
    const file = `changes/${path}`;
    const moved = estate.github.fileAt(branch, file).replaceAll(/T(\d\d):00:00Z/g, 'T$1:30:00Z');
    estate.github.push(branch, { [file]: moved }, 'mara');
    if (pull !== undefined) pull.pull.headSha = estate.github.hub.store.resolve(`refs/heads/${branch}`) ?? '';
    estate.github.merge(estate.number);
    estate.pull();

    const { code, notes } = await record(estate);

    expect([code, notes]).toEqual([3, expect.stringContaining('record/review-stale')]);
    expect(recordsIn(estate.root)).toMatchObject([{ missingRoles: ['lead'], reviews: [{ void: 'stale' }] }]);
  });

  it('may be given by a member of a team that only the forge knows, where the token may see it', async () => {
    const files = estateFiles({ 'db-1': 'data' });
    const estate = await githubEstate({
      ...files,
      'directory/roles.yaml':
        files['directory/roles.yaml']?.replace(/spec: .*/, 'spec: {"forgeTeam":"acme/leads"}') ?? '',
    });
    await estate.propose();
    const number = estate.github.openPulls()[0]?.number ?? 0;
    estate.github.review(number, 'ivo');
    estate.github.merge(number);
    estate.pull();

    const unseen = await record(estate);
    estate.github.hub.members.set('acme/leads', ['Ivo']);
    const seen = await record(estate);

    expect([unseen.code, unseen.notes]).toEqual([3, expect.stringContaining('whose members only the forge knows')]);
    expect([seen.code, seen.out]).toEqual([0, expect.stringContaining('approved by approver')]);
  });

  it('that nobody gave is recorded as missing', async () => {
    const estate = await proposed();
    estate.github.merge(estate.number);
    estate.pull();

    expect((await record(estate)).code).toBe(3);
    expect(recordsIn(estate.root)).toMatchObject([{ reviews: [], missingRoles: ['lead'] }]);
  });

  it('is asked for in vain where no pull request was merged', async () => {
    const estate = await proposed();

    await expect(record(estate)).rejects.toThrow('no pull request was merged');
    await expect(record(estate, { pullRequest: String(estate.number) })).rejects.toThrow('is not merged');
  });
});
