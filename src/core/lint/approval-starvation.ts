import { type Diagnostic, diagnostic, type RelatedLocation } from '../../model/diagnostic.ts';
import { priorities } from '../../model/requirement.ts';
import type { Resource } from '../../model/resource.ts';
import type { Origin, Pointer } from '../../model/source.ts';
import { localDate, parseDuration } from '../time.ts';
import { type LintContext, namesText } from './context.ts';
import { createMovements } from './movements.ts';
import { openOutside } from './opening.ts';
import { worstCase } from './promise.ts';
import { holdersOf, isConflict } from './roles.ts';
import { leastMs, mostMs } from './shifts.ts';

/** One place that asks roles to agree to the same work. */
interface ApprovalSite {
  readonly roles: readonly string[];
  readonly origin: Origin;
  readonly pointer: Pointer;
  /** `work of the priority scheduled in policy base`. */
  readonly what: string;
}

/** `lint/role-unheld`: a role must agree, and nobody holds it today. Said where the role stands, once. */
export function unheldRoles(context: LintContext): readonly Diagnostic[] {
  const { estate, asOf, calendar } = context;
  const day = localDate(asOf, calendar.zone);
  const sites = approvalSites(context);
  return [...(estate.resources.Role?.values() ?? [])].flatMap((role) => {
    const asking = sites.filter(({ roles }) => roles.includes(role.name));
    if (asking.length === 0 || holdersOf(estate, role, day)?.length !== 0) return [];
    const at = context.siteOf(
      role.origin,
      role.document.spec.holders ? ['spec', 'holders'] : ['metadata', 'name'],
      'key',
    );
    const related = asking.map(
      (site): RelatedLocation => ({
        ...context.siteOf(site.origin, [...site.pointer, site.roles.indexOf(role.name)]),
        message: `${site.what} needs it`,
      }),
    );
    return [diagnostic('lint/role-unheld', { role: role.name, day }, { at, related })];
  });
}

/** `lint/roles-conflict`: two roles must both agree, nobody may use both on one change, and one person holds both alone. */
export function conflictingRoles(context: LintContext): readonly Diagnostic[] {
  const { estate, asOf, calendar } = context;
  const day = localDate(asOf, calendar.zone);
  return approvalSites(context).flatMap(({ roles: names, origin, pointer, what }) => {
    const roles = [...new Set(names)].flatMap((name) => estate.resources.Role?.get(name) ?? []);
    return pairs(roles).flatMap(([one, other]) => {
      const people = [holdersOf(estate, one, day), holdersOf(estate, other, day)];
      const [first, second] = people;
      if (!isConflict(one, other) || first === undefined || second === undefined) return [];
      const isAlone = first.length === 1 && second.length === 1 && first[0] === second[0];
      if (!isAlone) return [];
      const args = { first: one.name, second: other.name, person: first[0] ?? '', what };
      return [diagnostic('lint/roles-conflict', args, { at: context.siteOf(origin, pointer) })];
    });
  });
}

/** `lint/requester-approves`: whoever asks for an exception is the only one who could approve it. */
export function requesterApproves(context: LintContext): readonly Diagnostic[] {
  const { estate, asOf, calendar } = context;
  const day = localDate(asOf, calendar.zone);
  const roles = (estate.workspace.approvals.get('Exception') ?? []).flatMap(({ from, name }) =>
    from === 'role' ? (estate.resources.Role?.get(name) ?? []) : [],
  );
  return [...(estate.resources.Exception?.values() ?? [])].flatMap(({ name, origin, document }) => {
    const { requestedBy, expires } = document.spec;
    const alone = roles.find((role) => {
      const holders = holdersOf(estate, role, day);
      return holders?.length === 1 && holders[0] === requestedBy;
    });
    if (alone === undefined || expires.slice(0, 10) < day) return [];
    const at = context.siteOf(origin, ['spec', 'requestedBy']);
    return [diagnostic('lint/requester-approves', { exception: name, person: requestedBy, role: alone.name }, { at })];
  });
}

/**
 * `lint/lead-time-too-long`: approval alone takes longer than a rule allows, in this policy or in one it extends. Said
 * where the lead time stands, once for all such rules.
 */
export function leadTimes(context: LintContext): readonly Diagnostic[] {
  const { workspace, resources } = context.estate;
  const span = { start: context.asOf, end: (context.asOf + 366 * 86_400_000) as typeof context.asOf };
  const movements = createMovements(span, workspace);
  const isTooLong = (lead: string, within: string, zone: string): boolean => {
    const [length, limit] = [parseDuration(lead), parseDuration(within)];
    if (length === undefined || limit === undefined || mostMs(length) <= leastMs(limit)) return false;
    const [ready, due] = [movements([length], workspace.timeZone), movements([limit], zone)];
    const own = openOutside([], 0, span);
    return worstCase({ found: span, horizonEnd: span.end, ready, due, stages: [], own }).lateMs > 0;
  };
  return [...(resources.PatchPolicy?.values() ?? [])].flatMap((policy) =>
    priorities.flatMap((priority) => {
      const lead = policy.document.spec.approvals?.[priority]?.leadTime;
      if (lead === undefined) return [];
      const governed = context.tables.filter(
        ({ table, through }) => table.policy === policy.name || through.includes(policy.name),
      );
      const starved = governed.flatMap(({ table }) =>
        table.rules
          .filter((rule) => rule.priority === priority && isTooLong(lead, rule.within, table.timeZone))
          .map((rule) => ({ table, rule })),
      );
      const [first] = starved;
      if (first === undefined) return [];
      const rules = namesText([...new Set(starved.map(({ table, rule }) => `${table.policy}/${rule.id}`))]);
      const args = { policy: policy.name, priority, lead, rules, within: first.rule.within };
      const at = context.siteOf(policy.origin, ['spec', 'approvals', priority, 'leadTime']);
      const related = starved.map(({ table, rule }) => ({
        ...context.siteOf(table.origin, [
          ...rule.pointer,
          ...(rule.pointer[1] === 'default' ? [] : ['then']),
          'within',
        ]),
        message: `${rule.id} allows ${rule.within}`,
      }));
      return [diagnostic('lint/lead-time-too-long', args, { at, related })];
    }),
  );
}

function approvalSites({ estate }: LintContext): readonly ApprovalSite[] {
  const { Workspace, PatchPolicy, Freeze } = estate.resources;
  const ofPolicies = [...(PatchPolicy?.values() ?? [])].flatMap(({ name, origin, document }) =>
    priorities.flatMap((priority): readonly ApprovalSite[] => {
      const roles = document.spec.approvals?.[priority]?.roles ?? [];
      const pointer = ['spec', 'approvals', priority, 'roles'];
      return [{ roles, origin, pointer, what: `${priority} work of policy ${name}` }];
    }),
  );
  const ofKinds = [...(Workspace?.values() ?? [])].flatMap(({ origin, document }) =>
    Object.entries(document.spec.approvals ?? {}).map(
      ([kind, required]): ApprovalSite => ({
        // A place for each, so that a role is found where it stands.
        roles: required.map((one) => (typeof one === 'string' ? one : (one.role ?? ''))),
        origin,
        pointer: ['spec', 'approvals', kind],
        what: `every change to a resource of kind ${kind}`,
      }),
    ),
  );
  const ofFreezes = [...(Freeze?.values() ?? [])].flatMap(({ name, origin, document }): readonly ApprovalSite[] => {
    const role = document.spec.overrideRole;
    return role === undefined
      ? []
      : [{ roles: [role], origin, pointer: ['spec', 'overrideRole'], what: `passing freeze ${name}` }];
  });
  return [...ofKinds, ...ofPolicies, ...ofFreezes];
}

function pairs(roles: readonly Resource<'Role'>[]): readonly (readonly [Resource<'Role'>, Resource<'Role'>])[] {
  return roles.flatMap((one, index) => roles.slice(index + 1).map((other) => [one, other] as const));
}
