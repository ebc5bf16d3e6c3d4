import type { Estate } from '../../model/estate.ts';
import type { Instant } from '../../model/time.ts';
import { localDate } from '../time.ts';

/** Who is asked to review and who keeps the work going, by what the forge calls them. */
export interface ProposalPeople {
  /** Logins, and teams as `organisation/team`; sorted. */
  readonly reviewers: readonly string[];
  readonly assignees: readonly string[];
}

/** GitHub assigns at most ten accounts. */
const mostAssignees = 10;

/**
 * Reviewers are the forge teams and the holders of the approver roles; the lead of the owning team is assigned. Where no
 * policy names an approver the owning team is asked. People without a login at the forge cannot be asked.
 */
export function peopleOf(
  { team, approvers }: { readonly team: string; readonly approvers: readonly string[] },
  { resources, workspace }: Estate,
  asOf: Instant,
): ProposalPeople {
  const day = localDate(asOf, workspace.timeZone);
  const logins = loginsOf(resources);
  const owner = resources.Team?.get(team)?.document.spec;
  const asked =
    approvers.length > 0
      ? approvers.flatMap((role) => askedFor(role, resources, { day, logins }))
      : teamNames(team, resources, logins);
  const lead = owner?.lead === undefined ? undefined : logins.get(owner.lead);
  return {
    reviewers: [...new Set(asked)].sort(),
    assignees: (lead === undefined ? [] : [lead]).slice(0, mostAssignees),
  };
}

type Resources = Estate['resources'];

interface Lookup {
  /** `yyyy-mm-dd` in the Workspace's zone. */
  readonly day: string;
  readonly logins: ReadonlyMap<string, string>;
}

function askedFor(name: string, resources: Resources, { day, logins }: Lookup): readonly string[] {
  const role = resources.Role?.get(name)?.document.spec;
  if (role === undefined) return [];
  if (role.forgeTeam !== undefined) return [role.forgeTeam];
  const holders = (role.holders ?? [])
    .filter(({ from, until }) => (from ?? day) <= day && day <= (until ?? day))
    .flatMap(({ person }) => logins.get(person) ?? []);
  return [...holders, ...(role.teams ?? []).flatMap((team) => teamNames(team, resources, logins))];
}

function teamNames(name: string, resources: Resources, logins: ReadonlyMap<string, string>): readonly string[] {
  const team = resources.Team?.get(name)?.document.spec;
  if (team?.forgeTeam !== undefined) return [team.forgeTeam];
  return (team?.people ?? []).flatMap(({ id }) => logins.get(id) ?? []);
}

function loginsOf(resources: Resources): ReadonlyMap<string, string> {
  const people = [...(resources.Team?.values() ?? [])].flatMap(({ document }) => document.spec.people ?? []);
  return new Map(people.flatMap(({ id, login }) => (login === undefined ? [] : [[id, login] as const])));
}
