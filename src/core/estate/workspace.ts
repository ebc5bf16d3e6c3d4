import type { ApprovalNeed, WorkspaceSettings } from '../../model/estate.ts';
import type { Change } from '../../model/generated/change.ts';
import type { RequiredApproval, Workspace } from '../../model/generated/workspace.ts';
import type { Resource } from '../../model/resource.ts';
import type { Duration } from '../../model/time.ts';
import { parseDuration } from '../time.ts';

/** Values that hold when nobody says otherwise. */
const defaults = {
  timeZone: 'UTC',
  maxAge: '24h',
  dueSoon: '7d',
  staleAfter: '14d',
  horizon: '14d',
  maxOpen: 20,
  weekend: ['sat', 'sun'],
  baseBranch: 'main',
  maxNewPerRun: 10,
  branchPrefix: 'patchledger',
} as const;

/** Fills a Workspace with its defaults; an estate without one has all of them. */
export function workspaceSettings(workspace: Resource<'Workspace'> | undefined): WorkspaceSettings {
  const spec = workspace?.document.spec ?? {};
  return {
    name: spec.organisation ?? workspace?.name ?? 'estate',
    timeZone: spec.timeZone ?? defaults.timeZone,
    forge: forgeSettings(spec.forge),
    catalogMaxAge: duration(spec.catalog?.maxAge, defaults.maxAge),
    dueSoon: duration(spec.dueSoon, defaults.dueSoon),
    staleAfter: duration(spec.staleAfter, defaults.staleAfter),
    weekend: spec.businessDays?.weekend ?? defaults.weekend,
    holidays: (spec.businessDays?.holidays ?? []).map((holiday) => holiday.date).sort(),
    changeHorizon: duration(spec.changes?.horizon, defaults.horizon),
    maxOpenChanges: spec.changes?.maxOpen ?? defaults.maxOpen,
    maxNewChanges: spec.changes?.maxNewPerRun ?? defaults.maxNewPerRun,
    branchPrefix: spec.changes?.branchPrefix ?? defaults.branchPrefix,
    approvals: new Map(
      Object.entries(spec.approvals ?? {}).map(([kind, required]) => [kind, required.flatMap(approvalNeeds)] as const),
    ),
  };
}

/** What one required approval asks for; a name alone is that of a Role. Whoever gives role and team asks for both. */
export function approvalNeeds(
  required: RequiredApproval | NonNullable<Change['spec']['requiredApprovals']>[number],
): readonly ApprovalNeed[] {
  if (typeof required === 'string') return [{ from: 'role', name: required, count: 1 }];
  const { role, team, count = 1 } = required;
  return [
    ...(role === undefined ? [] : [{ from: 'role', name: role, count } as const]),
    ...(team === undefined ? [] : [{ from: 'team', name: team, count } as const]),
  ];
}

function forgeSettings(forge: Workspace['spec']['forge'] = {}): WorkspaceSettings['forge'] {
  return {
    kind: forge.kind ?? 'local',
    repository: forge.repository,
    baseBranch: forge.baseBranch ?? defaults.baseBranch,
    commits: forge.commits ?? 'api',
    remote: forge.remote ?? 'origin',
    pushOptions: forge.pushOptions ?? [],
    push: forge.push ?? false,
    labels: forge.labels ?? [],
    dashboard: forge.dashboard ?? true,
  };
}

/** The schema has checked the form; a text that still does not parse is a bug in one of the two. */
function duration(text: string | undefined, fallback: string): Duration {
  const parsed = parseDuration(text ?? fallback);
  if (parsed === undefined) throw new Error(`duration ${text ?? fallback} passed the schema but cannot be read`);
  return parsed;
}
