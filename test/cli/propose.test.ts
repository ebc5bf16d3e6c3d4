import { cpSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CliRun, cli } from '../support/cli.ts';
import { commitAll, contentsOf, git, temporaryFolder, writeFiles } from '../support/folders.ts';
import { scenariosFolder } from '../support/scenarios.ts';

const asOf = '2024-09-02T06:00:00Z';

/** A Git repository that holds the estate of the scenario, below `inside` when it is given. */
function repository(inside = ''): { readonly root: string; readonly estate: string } {
  const root = temporaryFolder();
  const estate = join(root, inside);
  cpSync(join(scenariosFolder, 'quorum-stays-up/repo'), estate, { recursive: true });
  writeFiles(root, { '.gitignore': 'scratch/\n', 'scratch/notes.txt': 'mine\n' });
  commitAll(root);
  return { root, estate };
}

const propose = (estate: string, ...options: readonly string[]): Promise<CliRun> =>
  cli(['propose', '-C', estate, '--as-of', asOf, ...options]);

const refsOf = (root: string): string => git(root, 'for-each-ref', '--format=%(refname) %(objectname)');
const branchOf = (root: string): string =>
  git(root, 'for-each-ref', '--format=%(refname:short)', 'refs/heads/patchledger/');

/** Everything of a repository that a user works with: the work tree, the index, HEAD. */
const workOf = (root: string): readonly string[] => [
  ...contentsOf(root).filter((line) => !line.startsWith('.git')),
  git(root, 'status', '--porcelain'),
  git(root, 'symbolic-ref', 'HEAD'),
  git(root, 'ls-files', '--stage'),
];

function pullRequestOf(root: string): string {
  return join(root, '.git/patchledger/pull-requests', `${branchOf(root).replaceAll('/', '--')}.md`);
}

describe('propose', () => {
  it('writes nothing on a dry run, and says what it would', async () => {
    const { root, estate } = repository();
    const before = contentsOf(root);

    const run = await propose(estate, '--dry-run');

    expect(run.code).toBe(0);
    expect(run.out).toMatch(/^would: create {4}patchledger\/change\/platform-routine-/);
    expect(contentsOf(root)).toEqual(before);
  });

  it('writes nothing off a terminal without --yes, and says so', async () => {
    const { root, estate } = repository();
    const before = contentsOf(root);

    const run = await propose(estate);

    expect(run.code).toBe(2);
    expect(run.err).toMatch(/1 branch would be written\n {2}hint: say --yes, or look with --dry-run/);
    expect(contentsOf(root)).toEqual(before);
  });

  it('puts the Change on a branch of its own and leaves the user’s work alone', async () => {
    const { root, estate } = repository();
    const before = workOf(root);

    const run = await propose(estate, '--yes');

    const branch = branchOf(root);
    expect(run.code).toBe(0);
    expect(run.out).toContain(branch);
    expect(workOf(root)).toEqual(before);
    expect(git(root, 'diff', '--name-status', 'main', branch)).toMatch(/^A\tchanges\/platform-routine-\w+-1\.yaml$/);
    expect(git(root, 'rev-list', '--count', `main..${branch}`)).toBe('1');
    expect(readFileSync(pullRequestOf(root), 'utf8')).toContain('Approval needed from **platform-lead**');
  });

  it('is valid once it is merged', async () => {
    const { root, estate } = repository();
    await propose(estate, '--yes');
    git(root, 'merge', '--quiet', '--ff-only', branchOf(root));

    const validated = await cli(['validate', '-C', estate, '--as-of', asOf]);
    const planned = await cli(['plan', '--json', '-C', estate, '--as-of', asOf]);

    expect(validated.out).toMatch(/^valid: /);
    const { summary } = JSON.parse(planned.out) as { summary: { visits: { byState: Record<string, number> } } };
    expect(summary.visits.byState).toEqual({ approved: 6 });
  });

  it('writes nothing when nothing has changed', async () => {
    const { root, estate } = repository();
    await propose(estate, '--yes');
    const [refs, longAgo] = [refsOf(root), new Date('2001-01-01T00:00:00Z')];
    utimesSync(pullRequestOf(root), longAgo, longAgo);

    const run = await propose(estate, '--yes');

    expect(run.code).toBe(0);
    expect(run.out).toMatch(/^unchanged patchledger\/change\//);
    expect(run.err).toContain('nothing changed, nothing written');
    expect(refsOf(root)).toBe(refs);
    expect(statSync(pullRequestOf(root)).mtimeMs).toBe(longAgo.getTime());
  });

  it('updates the branch and its text when the plan has changed', async () => {
    const { root, estate } = repository();
    await propose(estate, '--yes');
    const [branch, head] = [branchOf(root), git(root, 'rev-parse', branchOf(root))];
    const chain = readFileSync(join(estate, 'inventory/chain.yaml'), 'utf8');
    const patched = '[{ ecosystem: Go, name: github.com/ethereum/go-ethereum, version: 1.13.15 }]';
    writeFiles(estate, {
      'inventory/chain.yaml': chain.replace('val-4, components: *geth', `val-4, components: ${patched}`),
    });
    commitAll(root, 'val-4 is patched');

    const run = await propose(estate, '--yes');

    expect(run.code).toBe(0);
    expect(run.out).toMatch(/^update {4}patchledger\/change\//);
    expect(branchOf(root)).toBe(branch);
    expect(git(root, 'rev-parse', branch)).not.toBe(head);
    expect(git(root, 'merge-base', 'main', branch)).toBe(git(root, 'rev-parse', 'main'));
    expect(git(root, 'show', `${branch}:${git(root, 'diff', '--name-only', 'main', branch)}`)).not.toContain('val-4');
    expect(readFileSync(pullRequestOf(root), 'utf8')).toContain('(db-1, db-2, val-1…3), 5 visits');
  });

  it('leaves a branch alone that somebody committed to', async () => {
    const { root, estate } = repository();
    await propose(estate, '--yes');
    const branch = branchOf(root);
    git(root, 'checkout', '--quiet', branch);
    writeFiles(root, { 'changes/note.md': 'please wait for the auditors\n' });
    commitAll(root, 'a note');
    git(root, 'checkout', '--quiet', 'main');
    const refs = refsOf(root);

    const run = await propose(estate, '--yes');

    expect(run.code).toBe(0);
    expect(run.out).toMatch(/^edited {4}patchledger\/change\/.*somebody committed to it/);
    expect(refsOf(root)).toBe(refs);
  });

  it('does not overwrite itself when it runs twice at once', async () => {
    const { root, estate } = repository();

    const runs = await Promise.all([propose(estate, '--yes'), propose(estate, '--yes'), propose(estate, '--yes')]);

    const branch = branchOf(root);
    expect(runs.some(({ code }) => code === 0)).toBe(true);
    for (const run of runs) expect(run.err).not.toMatch(/\n\s+at |internal error/);
    expect(git(root, 'rev-list', '--count', `main..${branch}`)).toBe('1');
    expect((await propose(estate, '--yes')).out).toMatch(/^unchanged /);
  });

  it('works for an estate inside a larger repository', async () => {
    const { root, estate } = repository('operations/patching');
    const before = workOf(root);

    const run = await propose(estate, '--yes');

    const changed = git(root, 'diff', '--name-only', 'main', branchOf(root));
    expect(run.code).toBe(0);
    expect(changed).toMatch(/^operations\/patching\/changes\/platform-routine-\w+-1\.yaml$/);
    expect(workOf(root)).toEqual(before);
    expect((await propose(estate, '--yes')).out).toMatch(/^unchanged /);
  });

  it('refuses an estate with errors', async () => {
    const { root, estate } = repository();
    writeFiles(estate, { 'policies/wrong.yaml': 'kind: PatchPolicy\n' });
    commitAll(root, 'a mistake');
    const refs = refsOf(root);

    const run = await propose(estate, '--yes');

    expect(run.code).toBe(2);
    expect(run.err).toMatch(/an estate with errors is not proposed/);
    expect(refsOf(root)).toBe(refs);
  });

  it('proposes what is committed on the base branch, whatever lies in the work tree', async () => {
    const { root, estate } = repository();
    writeFiles(estate, { 'inventory/chain.yaml': 'rubbish: [\n' });

    const run = await propose(estate, '--yes');

    expect(run.code).toBe(0);
    expect(git(root, 'show', `${branchOf(root)}:inventory/chain.yaml`)).toContain('val-1');
  });
});
