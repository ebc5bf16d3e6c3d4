import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openGithubSettings } from '../../src/adapters/github/settings.ts';
import type { CommandOptions } from '../../src/commands/command.ts';
import { recordSettingsOn, run } from '../../src/commands/record-settings.ts';
import { type CapturedRun, captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';
import { type GithubEstate, githubEstate } from '../support/fake-github/estate.ts';
import { tokens } from '../support/fake-github/fake-github.ts';
import { type FakeSettings, settingsOf } from '../support/fake-github/routes/settings.ts';
import { temporaryFolder, writeFiles } from '../support/folders.ts';

const repository = 'acme/estate';

async function estateOn(settings: Partial<FakeSettings> = {}): Promise<GithubEstate> {
  const estate = await githubEstate({
    'patchledger.yaml': yaml('Workspace', 'acme', { forge: { kind: 'github', repository } }),
  });
  Object.assign(settingsOf(estate.github.hub), settings);
  return estate;
}

interface Moment {
  readonly asOf?: string;
  readonly strict?: boolean;
  readonly options?: CommandOptions;
}

const record = (
  { root, github: { apiUrl } }: GithubEstate,
  { asOf = '2026-11-22T12:00:00Z', strict = false, options = {} }: Moment = {},
): Promise<CapturedRun> =>
  captureRun(
    recordSettingsOn(async ({ terminal }, { baseBranch }) => ({
      ...{ repository },
      reader: openGithubSettings({
        ...{ apiUrl, token: tokens.reader, repository, baseBranch, inside: '' },
        ...{ userAgent: 'test', note: terminal.note, secondMs: 1 },
      }),
    })),
    { root, asOf, strict },
    ['settings'],
    options,
  );

function recordsIn(root: string) {
  const folder = join(root, 'records/settings');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .sort()
    .map((path) => JSON.parse(readFileSync(join(folder, path), 'utf8')).spec);
}

const guarded: Partial<FakeSettings> = {
  rules: [{ type: 'pull_request', parameters: { required_approving_review_count: 2 } }],
  ruleset: {
    ...{ id: 7, name: 'main' },
    bypass_actors: [
      { actor_type: 'RepositoryRole', actor_id: 5, bypass_mode: 'always' },
      { actor_type: 'OrganizationAdmin', actor_id: null, bypass_mode: 'pull_request' },
    ],
  },
  protection: {
    url: 'https://github.com/x',
    enforce_admins: { url: 'https://github.com/y', enabled: false },
    required_pull_request_reviews: {
      ...{ url: 'https://github.com/z', required_approving_review_count: 1 },
      bypass_pull_request_allowances: {
        users: [{ login: 'mara', node_id: 'U_1', url: 'https://github.com/mara' }],
        teams: [{ slug: 'core' }],
        apps: [{ slug: 'bot' }, null],
      },
    },
  },
  codeownerErrors: [{ path: '.github/CODEOWNERS', line: 3, kind: 'Unknown owner', source: '/policies/ @nobody ' }],
};

describe('record settings', () => {
  it('holds what guards the base branch, who may pass by, and which owners count for nothing', async () => {
    const estate = await estateOn(guarded);

    const { code, out } = await record(estate);

    expect([code, out]).toEqual([0, expect.stringMatching(/^records\/settings\/2026\/11\/\S+\.json is written\n/)]);
    expect(recordsIn(estate.root)).toEqual([
      {
        ...{ repository, branch: 'main', readAt: '2026-11-22T12:00:00Z' },
        guards: [
          { from: 'branch-protection', rule: 'enforce_admins', value: '{"enabled":false}' },
          {
            ...{ from: 'branch-protection', rule: 'required_pull_request_reviews' },
            value:
              '{"bypass_pull_request_allowances":{"apps":["bot",null],"teams":["core"],"users":["mara"]},"required_approving_review_count":1}',
          },
          { from: 'ruleset main', rule: 'deletion' },
          { from: 'ruleset main', rule: 'pull_request', value: '{"required_approving_review_count":2}' },
          { from: 'ruleset main', rule: 'required_status_checks', value: '{"required_status_checks":[]}' },
        ],
        bypass: [
          { from: 'branch-protection', mode: 'pull_request', who: 'app bot' },
          { from: 'branch-protection', mode: 'pull_request', who: 'app unnamed' },
          { from: 'branch-protection', mode: 'pull_request', who: 'team core' },
          { from: 'branch-protection', mode: 'pull_request', who: 'user mara' },
          { from: 'branch-protection', who: 'administrators' },
          { from: 'ruleset main', mode: 'always', who: 'RepositoryRole 5' },
          { from: 'ruleset main', mode: 'pull_request', who: 'OrganizationAdmin' },
        ],
        codeownerErrors: ['.github/CODEOWNERS:3 Unknown owner: /policies/ @nobody'],
      },
    ]);
    expect([estate.github.takeWrites(), estate.github.mistakes]).toEqual([[], []]);
  });

  it('writes nothing where nothing differs from what was recorded last, and a record where something does', async () => {
    const estate = await estateOn(guarded);
    await record(estate);

    const again = await record(estate, { asOf: '2026-11-23T12:00:00Z' });
    settingsOf(estate.github.hub).protection = undefined;
    const changed = await record(estate, { asOf: '2026-11-24T12:00:00Z' });
    settingsOf(estate.github.hub).protection = guarded.protection;
    await record(estate, { asOf: '2026-11-25T12:00:00Z' });

    expect([again.out, changed.out]).toEqual([
      expect.stringContaining('holds this already'),
      expect.stringContaining('is written'),
    ]);
    expect(recordsIn(estate.root).map(({ readAt }) => readAt)).toEqual([
      ...['2026-11-22T12:00:00Z', '2026-11-24T12:00:00Z', '2026-11-25T12:00:00Z'],
    ]);
  });

  it('says what the token may not see, which is not known and not absent', async () => {
    const estate = await estateOn({ ...guarded, isHidden: true });

    const { code, notes } = await record(estate, { strict: true });

    expect(recordsIn(estate.root)).toMatchObject([
      {
        guards: [{ rule: 'deletion' }, { rule: 'pull_request' }, { rule: 'required_status_checks' }],
        unread: [
          { part: 'protection', reason: expect.stringContaining('the token may not') },
          { part: 'rulesets', reason: 'the token may not see who may pass ruleset main by' },
        ],
      },
    ]);
    expect([code, notes]).toEqual([6, expect.stringContaining('not read: protection')]);
  });

  it('takes a server without rulesets and a ruleset that is gone for parts that were not read', async () => {
    const [old, gone] = [
      await estateOn({ codeownerErrors: undefined }),
      await estateOn({ ...guarded, isRulesetGone: true }),
    ];
    old.github.hub.rules.ruleset = undefined;

    await record(old);
    await record(gone);

    expect(recordsIn(old.root)).toMatchObject([{ guards: [], unread: [{ part: 'rules' }] }]);
    expect(recordsIn(gone.root)[0]).toMatchObject({ unread: [{ part: 'rulesets' }] });
    expect(recordsIn(gone.root)[0].guards).toContainEqual({ from: 'ruleset 7', rule: 'deletion' });
  });

  it('writes nothing while the forge fails, and ends with 5', async () => {
    const estate = await estateOn(guarded);
    for (let at = 1; at <= 20; at += 1) estate.github.faults.plan({ kind: 'fail', when: 'before' }, at);

    await expect(record(estate)).rejects.toMatchObject({ exitCode: 5 });
    expect(() => recordsIn(estate.root)).toThrow(/ENOENT/);
  });

  it('writes nothing on a dry run', async () => {
    const estate = await estateOn(guarded);

    expect((await record(estate, { options: { dryRun: true } })).out).toContain('would be written');
    expect(() => recordsIn(estate.root)).toThrow(/ENOENT/);
  });

  it('needs a forge', async () => {
    const root = writeFiles(temporaryFolder(), { 'patchledger.yaml': yaml('Workspace', 'acme', {}) });

    await expect(captureRun(run, { root }, ['settings'])).rejects.toMatchObject({
      message: 'the Workspace names no forge whose settings could be recorded',
    });
  });
});
