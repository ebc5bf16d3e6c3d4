import { defaultFolders } from '../../model/estate-files.ts';
import type { Role } from '../../model/generated/role.ts';
import type { Team } from '../../model/generated/team.ts';
import type { Workspace } from '../../model/generated/workspace.ts';
import type { SourceFile } from '../../model/source.ts';
import { approvalNeeds } from '../estate/workspace.ts';
import { loadResources } from '../load/load.ts';

/** Folder that resources of a kind usually lie in. */
const folderOf: Readonly<Record<string, keyof typeof defaultFolders>> = {
  PatchPolicy: 'policies',
  Inventory: 'inventory',
  Cluster: 'inventory',
  MaintenanceWindow: 'schedules',
  Freeze: 'schedules',
  Rollout: 'schedules',
  Activity: 'schedules',
  Exception: 'exceptions',
  Assessment: 'exceptions',
  Team: 'directory',
  Role: 'directory',
};

const head = `# Whom the forge asks to approve, by path: the last line that matches decides. Written from the Workspace's approvals
# and the holders of its roles; patchledger check says when the two no longer agree.
`;

/**
 * The CODEOWNERS of a new estate (GitHub: "About code owners"): for every folder the people who hold the roles that must
 * approve what lies there, and the holders of all of them for Changes, workflows and the Workspace.
 */
export function codeownersText(files: readonly SourceFile[]): string {
  const { resources } = loadResources(files.filter(({ path }) => /^[^.].*\.ya?ml$/.test(path))).value;
  const specsOf = <Spec>(kind: string): readonly (readonly [string, Spec])[] =>
    resources.flatMap(({ kind: its, name, document }) =>
      its === kind ? [[name, document.spec as unknown as Spec] as const] : [],
    );
  const [workspace] = specsOf<Workspace['spec']>('Workspace');
  const teams = new Map(specsOf<Team['spec']>('Team'));
  const owners = new Map([
    ...specsOf<Role['spec']>('Role').map(([name, role]) => [`role ${name}`, ownersOf(role, teams)] as const),
    ...[...teams].map(([name, team]) => [`team ${name}`, teamOwners(team)] as const),
  ]);
  const approvals = Object.entries(workspace?.[1].approvals ?? {});
  const lines = approvals.flatMap(([kind, required]) => {
    const folder = folderOf[kind];
    return folder === undefined ? [] : [[defaultFolders[folder], required.flatMap(approvalNeeds)] as const];
  });
  const everyone = unique([...owners].flatMap(([from, own]) => (from.startsWith('role ') ? own : [])));
  if (everyone.length === 0 || lines.length === 0) return `${head}${examples}`;
  const folders = unique(lines.map(([folder]) => folder)).toSorted();
  return [
    head,
    ...['/patchledger.yaml', '/.github/', `/${defaultFolders.changes}/`].map((path) => lineOf(path, everyone)),
    ...folders.map((folder) => {
      const needs = lines.flatMap(([other, named]) => (other === folder ? named : []));
      return lineOf(`/${folder}/`, unique(needs.flatMap(({ from, name }) => owners.get(`${from} ${name}`) ?? [])));
    }),
  ].join('');
}

/** Nobody is named yet, so nobody is asked. */
const examples = `#
# Nobody is named yet. With spec.approvals of the Workspace, Roles and Teams in directory/, lines such as these:
#
#   /patchledger.yaml  @your-org/security
#   /.github/          @your-org/security
#   /policies/         @your-org/security
#   /changes/          @your-org/platform
`;

/** A line without owners would take the path out of those above it, so it stays a remark. */
const lineOf = (path: string, owners: readonly string[]): string =>
  owners.length === 0 ? `# ${path} nobody with a login holds its role\n` : `${path} ${owners.join(' ')}\n`;

/** The role's team of the forge, or else the logins of who holds it for good. */
function ownersOf(role: Role['spec'], all: ReadonlyMap<string, Team['spec']>): readonly string[] {
  const { forgeTeam, holders = [], teams = [] } = role;
  if (forgeTeam !== undefined) return [`@${forgeTeam}`];
  const people = new Set(holders.filter(({ until }) => until === undefined).map(({ person }) => person));
  const own = [...all.values()]
    .flatMap((team) => team.people ?? [])
    .flatMap(({ id, login }) => (login !== undefined && people.has(id) ? [`@${login}`] : []));
  return [...own, ...teams.flatMap((name) => teamOwners(all.get(name) ?? {}))];
}

function teamOwners({ forgeTeam, people = [] }: Team['spec']): readonly string[] {
  if (forgeTeam !== undefined) return [`@${forgeTeam}`];
  return people.flatMap(({ login }) => (login === undefined ? [] : [`@${login}`]));
}

const unique = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];
