import { describe, expect, it } from 'vitest';
import { openGithubMerges } from '../../src/adapters/github/merges.ts';
import { mergesOn } from '../../src/commands/open-merges.ts';
import { recordApprovalOn } from '../../src/commands/record-approval.ts';
import { type ConnectMerges, runAuditOn } from '../../src/commands/verify-audit.ts';
import type { Audit } from '../../src/model/audit.ts';
import { captureRun } from '../support/capture.ts';
import { asOf, estateFiles, type GithubEstate, githubEstate } from '../support/fake-github/estate.ts';
import { tokens } from '../support/fake-github/fake-github.ts';
import { commitAll } from '../support/folders.ts';

const connectTo =
  ({ github: { apiUrl } }: GithubEstate, token: string): ConnectMerges =>
  async ({ terminal }, { repository = '', baseBranch }) =>
    openGithubMerges({
      ...{ apiUrl, token, repository, baseBranch, inside: '' },
      ...{ userAgent: 'test', note: terminal.note, secondMs: 1 },
    });

/** An estate with one Change that was approved and merged on GitHub, and the record of it. */
async function approved() {
  const estate = await githubEstate(estateFiles({ 'db-1': 'data' }));
  await estate.propose();
  const [pull] = estate.github.openPulls();
  const number = pull?.number ?? 0;
  estate.github.review(number, 'ivo');
  estate.github.merge(number);
  estate.pull();
  const merges = openGithubMerges({
    ...{ apiUrl: estate.github.apiUrl, token: tokens.reader, repository: 'acme/estate', baseBranch: 'main' },
    ...{ inside: '', userAgent: 'test', note: () => undefined, secondMs: 1 },
  });
  await captureRun(recordApprovalOn(mergesOn(async () => merges)), { root: estate.root, asOf }, ['approval']);
  commitAll(estate.root, 'data: who approved the merge');
  return { estate, number, reviews: pull?.pull.reviews ?? [] };
}

/** Exit code and the check of reviews of `verify --audit --online`. */
async function audit(estate: GithubEstate, { strict = false, online = true, token = tokens.reader as string } = {}) {
  const { out, code } = await captureRun(
    async (context, _args, options) => runAuditOn(connectTo(estate, token))(context, options),
    { root: estate.root, asOf, format: 'json', strict },
    [],
    { audit: true, online },
  );
  const { checks, limits } = JSON.parse(out) as Audit;
  return { code, limits, ...checks.find(({ id }) => id === 'reviews') };
}

describe('verify --audit --online', () => {
  it('holds where the forge says what the record says', async () => {
    const { estate } = await approved();
    estate.github.takeWrites();

    expect(await audit(estate)).toMatchObject({
      ...{ code: 0, verdict: 'holds', found: [], lookedAt: '1 of 1 approvals that were read from a forge' },
    });
    expect([estate.github.takeWrites(), estate.github.mistakes]).toEqual([[], []]);
  });

  it('is not asked without being told to, and says so', async () => {
    const { estate } = await approved();

    const { verdict, limits } = await audit(estate, { online: false });

    expect(verdict).toBeUndefined();
    expect(limits[0]).toMatch(/was not asked: --online asks it/);
  });

  it('names record and review that were dismissed since, or are of another commit or account', async () => {
    const { estate, reviews } = await approved();
    const [review] = reviews;
    const other = { id: 77, login: 'eve', type: 'User' };
    Object.assign(review ?? {}, { state: 'DISMISSED', commit: 'b'.repeat(40), user: other });

    const { code, found = [] } = await audit(estate);

    const which = `review ${review?.id} by ivo`;
    expect(code).toBe(3);
    expect(found.map((one) => one.replace(/^records\/approval\/\S+\.json: /, ''))).toEqual([
      `${which} is dismissed by now, and approved on record`,
      expect.stringMatching(`^${which} is of b{12}, and of [0-9a-f]{12} on record$`),
      `${which} is of eve, says the forge`,
    ]);
    expect(found[0]).toMatch(/^records\/approval\//);
  });

  it('names a review that is gone, and one before the merge that nobody recorded', async () => {
    const { estate, number, reviews } = await approved();
    const [gone] = reviews.splice(0, 1);
    const added = { ...gone, id: 9, state: 'CHANGES_REQUESTED', commit: 'c'.repeat(40) };
    reviews.push(added as (typeof reviews)[number]);
    estate.github.review(number, 'mara');

    const { found = [] } = await audit(estate);

    expect(found.map((one) => one.replace(/^\S+: /, ''))).toEqual([
      `review ${gone?.id} by ivo is not there any more`,
      'review 9 by ivo (changes-requested) is not on record',
    ]);
  });

  it('names a merge that the forge knows under another commit, or not at all', async () => {
    const { estate } = await approved();
    const [pull] = estate.github.pulls();
    const elsewhere = pull?.pull.headSha ?? '';
    Object.assign(pull?.pull ?? {}, { mergeCommit: elsewhere });
    const other = await audit(estate);
    Object.assign(pull?.pull ?? {}, { mergedAt: null, mergeCommit: null });
    const none = await audit(estate);

    expect([other.found?.[0], none.found?.[0]]).toEqual([
      expect.stringMatching(`was merged as ${elsewhere.slice(0, 12)}, says the forge, and not as [0-9a-f]{12}$`),
      expect.stringMatching(/#\d+ is not merged, says the forge$/),
    ]);
  });

  it('does not know what a forge that fails or refuses would say, and is never fine', async () => {
    const { estate } = await approved();
    for (let at = 1; at <= 20; at += 1) estate.github.faults.plan({ kind: 'fail', when: 'before' }, at);
    const failing = await audit(estate, { strict: true });
    estate.github.faults.clear();
    const refused = await audit(estate, { token: 'ghp_wrong0123456789abcdefghijklmnopqrstu' });

    expect(failing).toMatchObject({
      ...{ code: 6, verdict: 'not known', lookedAt: '0 of 1 approvals that were read from a forge' },
      found: [expect.stringMatching(/cannot be reached or failed/)],
    });
    expect(refused).toMatchObject({ code: 0, verdict: 'not known' });
  });

  it('asks nothing where no record is of a forge', async () => {
    const estate = await githubEstate(estateFiles({ 'db-1': 'data' }));

    expect(await audit(estate)).toMatchObject({ verdict: 'holds', lookedAt: expect.stringMatching(/^0 of 0/) });
  });
});
