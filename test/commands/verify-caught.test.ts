import { describe, expect, it } from 'vitest';
import { openGithubMerges } from '../../src/adapters/github/merges.ts';
import { mergesOn } from '../../src/commands/open-merges.ts';
import { recordApprovalOn } from '../../src/commands/record-approval.ts';
import { run as verify } from '../../src/commands/verify.ts';
import type { Audit, AuditCheck } from '../../src/model/audit.ts';
import { captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';
import { asOf, estateFiles, type GithubEstate, githubEstate } from '../support/fake-github/estate.ts';
import { tokens } from '../support/fake-github/fake-github.ts';
import { commitAll, git } from '../support/folders.ts';

/** An estate with one Change up for approval. `ivo` holds the role that must approve it. */
async function proposed() {
  const estate = await githubEstate(estateFiles({ 'db-1': 'data' }));
  await estate.propose();
  const [pull] = estate.github.openPulls();
  if (pull === undefined) throw new Error('nothing is proposed');
  const { branch } = pull.pull;
  const path = estate.github.hub.store.run(['ls-tree', '--name-only', `refs/heads/${branch}:changes`]).trim();
  const push = (files: Readonly<Record<string, string>>, login: string): void => {
    estate.github.push(branch, files, login);
    pull.pull.headSha = estate.github.hub.store.resolve(`refs/heads/${branch}`) ?? '';
  };
  return { estate, pull, file: `changes/${path}`, push, name: path.replace('.yaml', '') };
}

/** Records the approval of what is merged, as the workflow does. */
async function record({ root, github: { apiUrl } }: GithubEstate): Promise<void> {
  const merges = openGithubMerges({
    ...{ apiUrl, token: tokens.reader, repository: 'acme/estate', baseBranch: 'main', inside: '' },
    ...{ userAgent: 'test', note: () => undefined, secondMs: 1 },
  });
  await captureRun(recordApprovalOn(mergesOn(async () => merges)), { root, asOf }, ['approval']);
  commitAll(root, 'data: who approved the merge');
}

async function audit({ root }: GithubEstate) {
  const { out, code } = await captureRun(verify, { root, asOf, format: 'json' }, [], { audit: true });
  const { checks } = JSON.parse(out) as Audit;
  return { code, found: (id: AuditCheck['id']) => checks.find((check) => check.id === id)?.found ?? [] };
}

describe('verify --audit catches', () => {
  it('nothing where a Change was approved by its role, and merged as it was', async () => {
    const { estate, pull } = await proposed();
    estate.github.review(pull.number, 'ivo');
    estate.github.merge(pull.number);
    estate.pull();
    await record(estate);

    const { code, found } = await audit(estate);

    expect([code, found('approved'), found('separation'), found('merged')]).toEqual([0, [], [], []]);
  });

  it('a forged committer: whom a commit names as its committer approved nothing', async () => {
    const { estate, pull, file, name } = await proposed();
    const { store } = estate.github.hub;
    const [base = '', head] = [store.resolve('refs/heads/main'), pull.pull.headSha];
    const ivo = { GIT_COMMITTER_NAME: 'ivo', GIT_COMMITTER_EMAIL: 'ivo@example.org' };
    const forged = { ...ivo, GIT_AUTHOR_NAME: 'ivo', GIT_AUTHOR_EMAIL: 'ivo@example.org' };
    const args = ['commit-tree', `${head}^{tree}`, '-p', base, '-p', head, '-m', 'Approved-by: ivo'];
    const merge = store.run(args, '', forged).trim();
    store.run(['update-ref', 'refs/heads/main', merge]);
    estate.pull();

    const { code, found } = await audit(estate);

    const missing = `${file} (brought by ${merge.slice(0, 12)}): no approval of ${name} is on record`;
    expect([code, found('approved')]).toEqual([3, [missing]]);
  });

  it('a forged committer also where the merge was recorded', async () => {
    const { estate, pull } = await proposed();
    estate.github.push(pull.pull.branch, { 'notes.md': 'approved\n' }, 'ivo');
    pull.pull.headSha = estate.github.hub.store.resolve(`refs/heads/${pull.pull.branch}`) ?? '';
    estate.github.merge(pull.number);
    estate.pull();
    await record(estate);

    const { code, found } = await audit(estate);

    expect([code, found('approved').join('\n')]).toEqual([3, expect.stringMatching(/\blead\b/)]);
  });

  it('self-approval: the holder of the role wrote a part of it', async () => {
    const { estate, pull, push } = await proposed();
    push({ 'notes.md': 'mine\n' }, 'ivo');
    estate.github.review(pull.number, 'ivo');
    estate.github.merge(pull.number);
    estate.pull();
    await record(estate);

    const { code, found } = await audit(estate);

    expect(code).toBe(3);
    expect(found('separation')).toEqual([expect.stringMatching(/: ivo approved what they wrote a part of$/)]);
  });

  it('a stale approval: the Change moved after its review', async () => {
    const { estate, pull, push, file } = await proposed();
    estate.github.review(pull.number, 'ivo');
    const moved = estate.github.fileAt(pull.pull.branch, file).replaceAll(/T(\d\d):00:00Z/g, 'T$1:30:00Z');
    push({ [file]: moved }, 'mara');
    estate.github.merge(pull.number);
    estate.pull();
    await record(estate);

    const { code, found } = await audit(estate);

    expect(code).toBe(3);
    expect(found('approved')).toContainEqual(expect.stringMatching(/: no review approves what was merged$/));
  });

  it('content that was slipped into a squash', async () => {
    const { estate, pull } = await proposed();
    estate.github.review(pull.number, 'ivo');
    const { store } = estate.github.hub;
    const base = store.resolve('refs/heads/main') ?? '';
    const env = { GIT_INDEX_FILE: `${store.folder}/squash-index` };
    store.run(['read-tree', `${pull.pull.headSha}^{tree}`], '', env);
    const text = yaml('Exception', 'forever', {
      ...{ selector: { all: true }, packages: [{ ecosystem: 'npm', name: 'app' }], treatment: 'accept' },
      ...{ reason: 'no', requestedBy: 'approver', expires: '2030-01-01' },
    });
    const blob = store.run(['hash-object', '-w', '--stdin'], text).trim();
    store.run(['update-index', '--add', '--cacheinfo', `100644,${blob},exceptions/forever.yaml`], '', env);
    const author = { GIT_AUTHOR_NAME: 'mara', GIT_AUTHOR_EMAIL: 'mara@example.org' };
    const committer = { GIT_COMMITTER_NAME: 'GitHub', GIT_COMMITTER_EMAIL: 'noreply@github.com' };
    const tree = store.run(['write-tree'], '', env).trim();
    const squash = store.run(['commit-tree', tree, '-p', base, '-m', 'squash'], '', { ...author, ...committer }).trim();
    store.run(['update-ref', 'refs/heads/main', squash]);
    Object.assign(pull.pull, { mergeCommit: squash, mergedAt: '2026-11-22T13:00:00Z' });
    Object.assign(pull, { state: 'closed', closedAt: '2026-11-22T13:00:00Z' });
    git(estate.root, 'fetch', '--quiet', store.folder, pull.pull.branch);
    estate.pull();
    await record(estate);

    const { code, found } = await audit(estate);

    expect(code).toBe(3);
    expect(found('merged')).toEqual([
      expect.stringMatching(
        new RegExp(`\\.\\w+ \\(merge ${squash.slice(0, 12)}\\) holds what nobody reviewed: exceptions/forever.yaml$`),
      ),
    ]);
  });
});
