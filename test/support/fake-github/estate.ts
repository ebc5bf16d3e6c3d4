import { openGithubReader, openGithubWriter } from '../../../src/adapters/github/open.ts';
import type { ForgeOpener } from '../../../src/commands/open-forge.ts';
import { proposeOn } from '../../../src/commands/propose.ts';
import { type CapturedRun, captureRun } from '../capture.ts';
import { yaml } from '../estate.ts';
import { commitAll, git, temporaryFolder, writeFiles } from '../folders.ts';
import { advisoryFile, policyFile } from '../ledger.ts';
import { type FakeGithub, startGithub, tokens } from './fake-github.ts';

/** The moment of every run, unless a test says otherwise. */
export const asOf = '2026-11-22T12:00:00Z';

const nights = { start: '2026-01-01T22:00', rrule: 'FREQ=DAILY', duration: '2h', maxConcurrent: 500 };

/** Assets of teams: `db-1` of `data`, `web-1` of `web`, and so on; each with an old `app`. */
export function estateFiles(owners: Readonly<Record<string, string>>, workspace: object = {}): Record<string, string> {
  const assets = Object.entries(owners).map(([name, owner]) => ({
    ...{ name, owner },
    components: [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }],
  }));
  const teams = [...new Set(Object.values(owners))].map((team) => [
    `directory/${team}.yaml`,
    yaml('Team', team, { lead: `lead-${team}`, people: [{ id: `lead-${team}`, login: 'mara' }] }),
  ]);
  return {
    'patchledger.yaml': yaml('Workspace', 'acme', {
      ...{ forge: { kind: 'github', repository: 'acme/estate' } },
      ...workspace,
    }),
    'schedules/w.yaml': yaml('MaintenanceWindow', 'nights', nights),
    'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets }),
    ...Object.fromEntries(teams),
    'directory/roles.yaml': yaml('Role', 'lead', { holders: [{ person: 'approver' }] }),
    'directory/approvers.yaml': yaml('Team', 'approvers', { people: [{ id: 'approver', login: 'ivo' }] }),
    ...advisoryFile('CVE-2026-0001'),
    ...policyFile('base', [{ id: 'all', within: '30d' }], {
      approvals: { scheduled: { roles: ['lead'] } },
      ...{ rollback: { procedure: 'go back' } },
    }),
  };
}

/** A clone and the GitHub it comes from. */
export interface GithubEstate {
  readonly root: string;
  readonly github: FakeGithub;
  readonly propose: (options?: ProposeOptions) => Promise<CapturedRun>;
  /** Changes files on the base branch, at the fake and in the clone. */
  readonly change: (files: Readonly<Record<string, string>>) => void;
  /** Brings the clone up to where the base is at the fake. */
  readonly pull: () => void;
}

export interface ProposeOptions {
  readonly dryRun?: boolean;
  readonly asOf?: string;
  readonly token?: string;
  readonly strict?: boolean;
  readonly decline?: string;
  readonly by?: string;
}

/** An estate on the fake GitHub, with a clone in which `propose` runs. */
export async function githubEstate(files: Readonly<Record<string, string>>): Promise<GithubEstate> {
  const root = writeFiles(temporaryFolder(), files);
  commitAll(root);
  const github = await startGithub(root);
  const pull = (): void => {
    git(root, 'fetch', '--quiet', github.hub.store.folder, 'main');
    git(root, 'reset', '--quiet', '--hard', 'FETCH_HEAD');
  };
  return {
    ...{ root, github, pull },
    propose: ({ dryRun = false, strict = false, ...options } = {}) =>
      captureRun(
        proposeOn(openerFor(github, options.token ?? tokens.app), 1),
        { root, asOf: options.asOf ?? asOf, format: 'json', strict },
        [],
        { yes: true, dryRun, decline: options.decline, by: options.by },
      ),
    change(changed) {
      writeFiles(root, changed);
      commitAll(root, 'a change');
      github.hub.store.run(['fetch', '--quiet', root, '+main:refs/heads/main']);
    },
  };
}

/** Opens the fake with a token, for writing only where it is asked to. */
function openerFor({ apiUrl }: FakeGithub, token: string): ForgeOpener {
  return async ({ terminal }, settings, mode) => {
    const connection = {
      ...{ apiUrl, token, repository: settings.repository ?? '', baseBranch: settings.baseBranch, inside: '' },
      ...{ userAgent: 'test', note: terminal.note, secondMs: 1 },
    };
    const writer = mode === 'write' ? openGithubWriter(connection, undefined) : undefined;
    return { reader: openGithubReader(connection), writer };
  };
}

/** Steps of a run by branch, without the common part of the branches' names. */
export const stepsOf = ({ out }: CapturedRun): readonly string[] =>
  (JSON.parse(out) as { readonly proposals: readonly { readonly step: string }[] }).proposals.map(({ step }) => step);
