import { describe, expect, it } from 'vitest';
import { type CliRun, cli } from '../support/cli.ts';
import { estateFiles, type GithubEstate, githubEstate } from '../support/fake-github/estate.ts';
import { tokens } from '../support/fake-github/fake-github.ts';
import { git } from '../support/folders.ts';

const asOf = '2026-11-22T12:00:00Z';
const one = { 'db-1': 'data' };

function propose(
  { root, github }: GithubEstate,
  token: string | undefined,
  ...options: readonly string[]
): Promise<CliRun> {
  const env = { GITHUB_API_URL: github.apiUrl, PATCHLEDGER_TOKEN: token };
  return cli(['propose', '-C', root, '--as-of', asOf, '--yes', ...options], { env, timeout: 100_000 });
}

/** Every form in which a token might slip out. */
const forms = (token: string): readonly string[] =>
  ['', 'x-access-token:', 'patchledger:'].flatMap((user) => [
    `${user}${token}`,
    encodeURIComponent(`${user}${token}`),
    Buffer.from(`${user}${token}`).toString('base64').slice(4, -8),
  ]);

const leaksIn = (text: string, token: string): readonly string[] => forms(token).filter((form) => text.includes(form));

describe('propose on GitHub', () => {
  it('opens what a reviewer can merge, and says where', async () => {
    const estate = await githubEstate(estateFiles(one));

    const run = await propose(estate, tokens.app);

    expect([run.code, run.err]).toEqual([0, '']);
    expect(run.out).toMatch(
      /^create {4}patchledger\/change\/data-routine-\w+ {2}1 visit, approval by lead\n {10}https:\/\/github\.com\/acme\/estate\/pull\/1\n$/,
    );
  });

  it('pushes commits with git where the Workspace wants that, with the credentials in no argument and no file', async () => {
    const forge = { kind: 'github', repository: 'acme/estate', commits: 'push' };
    const estate = await githubEstate(estateFiles(one, { forge }));
    git(estate.root, 'remote', 'add', 'origin', estate.github.gitUrl);

    const run = await propose(estate, tokens.app);

    expect([run.code, run.err]).toEqual([0, '']);
    expect(estate.github.openPulls()).toMatchObject([{ title: expect.stringContaining('(data)') }]);
    expect(estate.github.exchanges.some(({ template }) => template.endsWith('/git/trees'))).toBe(false);
    expect(git(estate.root, 'config', '--list')).not.toContain('extraheader');
    expect((await propose(estate, tokens.app)).err).toContain('nothing changed, nothing written');
  });

  it('says what is missing where there is no token', async () => {
    const run = await propose(await githubEstate(estateFiles(one)), undefined);

    expect([run.code, run.err]).toEqual([
      5,
      'error: there is no token for GitHub\n  hint: set PATCHLEDGER_TOKEN or GITHUB_TOKEN in the environment\n',
    ]);
  });

  it.each(['ghs_wrongwrongwrongwrongwrongwrongwrongwrong', tokens.reader])(
    'shows a token in no output, also where it fails',
    async (token) => {
      const estate = await githubEstate(estateFiles(one));
      // A careless person has put the token where names are printed from.
      estate.change({ 'notes.md': token });

      for (const options of [['--debug'], ['--json'], ['--debug', '--dry-run']]) {
        const run = await propose(estate, token, ...options);
        expect(leaksIn(run.out + run.err, token)).toEqual([]);
      }
      const planted = estateFiles({ [token]: 'data' });
      estate.change(planted);
      const plan = await cli(['plan', '-C', estate.root, '--as-of', asOf], { env: { GITHUB_TOKEN: token } });
      expect([leaksIn(plan.out + plan.err, token), plan.out]).toEqual([[], expect.stringContaining('***')]);
    },
  );
});
