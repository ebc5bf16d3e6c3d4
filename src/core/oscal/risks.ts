import type { OscalProperty, OscalRemediation, OscalRisk, OscalTask } from '../../model/oscal.ts';
import { oscalNamespace } from '../../model/oscal.ts';
import type { Instant } from '../../model/time.ts';
import { formatInstant } from '../time.ts';
import { type OscalContext, prop } from './input.ts';
import { observationId } from './observations.ts';
import { riskLogs } from './risk-log.ts';
import { statuses } from './risk-status.ts';
import type { Unit } from './units.ts';

/** The UUID of the risk that a unit is. */
export const riskId = ({ id }: OscalContext, unit: Unit): string => id('risk', unit.key);

/** Risks as results of an assessment name them: how grave, by when, and where they stand. */
export function assessedRisks(planned: readonly OscalRisk[]): readonly OscalRisk[] {
  return planned.map(({ remediations: _, 'risk-log': __, ...risk }) => risk);
}

/** Risks as a plan of action follows them: by which steps they are closed, and what was decided about them as well. */
export function plannedRisks(context: OscalContext, units: readonly Unit[]): readonly OscalRisk[] {
  const statusOf = statuses(context);
  const logOf = riskLogs(context);
  return units.map((unit) => {
    const { first } = unit;
    const { requirement } = first;
    const { component, due } = requirement;
    const where = unit.assets;
    const log = logOf(unit);
    const factors = mitigatingFactors(context, unit);
    return {
      uuid: riskId(context, unit),
      title: `${component.name} ${component.version} is affected on ${where.length === 1 ? where[0] : `${where.length} assets`}`,
      description: `Affected by ${requirement.advisories.join(', ') || 'nothing that could be judged'}.`,
      statement: first.why ?? 'It is open.',
      props: riskProps(unit),
      status: statusOf(first),
      origins: [context.origin],
      characterizations: [{ origin: context.origin, facets: facetsOf(unit) }],
      ...(factors.length > 0 && { 'mitigating-factors': factors }),
      ...(due !== undefined && { deadline: formatInstant(due) }),
      remediations: [remediationOf(context, unit)],
      ...(log.length > 0 && { 'risk-log': { entries: log } }),
      'related-observations': [{ 'observation-uuid': observationId(context, unit) }],
    };
  });
}

function riskProps({ first: { requirement, line }, rows }: Unit): readonly OscalProperty[] {
  const { due, originalDue, exception } = requirement;
  return [
    ...requirement.advisories.map((advisory) => prop('advisory', advisory)),
    prop('requirements', String(rows.length)),
    prop('overdue', rows.some((row) => row.requirement.overdue) ? 'yes' : 'no'),
    prop('deadline-stated', due === undefined ? 'no' : 'yes'),
    ...(originalDue === undefined ? [] : [prop('original-deadline', formatInstant(originalDue))]),
    ...(line.rule === undefined ? [] : [prop('required-by', line.rule)]),
    ...(exception === undefined ? [] : [prop('exception', exception.name)]),
  ];
}

/** A value that nobody states is the word `unknown`, not a missing facet. */
function facetsOf({ first: { requirement } }: Unit): OscalRisk['characterizations'][number]['facets'] {
  const known = requirement.findings.map(({ facts }) => facts.kev.value);
  const exploited = known.includes(true) ? 'yes' : known.length === 0 || known.includes(undefined) ? 'unknown' : 'no';
  const scores = requirement.findings.flatMap(({ facts }) => facts.cvss.value ?? []);
  const facets = {
    severity: requirement.severity ?? 'unknown',
    priority: requirement.priority,
    'cvss-base-score': scores.length === 0 ? 'unknown' : String(Math.max(...scores)),
    'known-exploited': exploited,
  };
  return Object.entries(facets).map(([name, value]) => ({ name, system: oscalNamespace, value }));
}

function mitigatingFactors(
  { id, input }: OscalContext,
  { key, first }: Unit,
): NonNullable<OscalRisk['mitigating-factors']> {
  const { exception } = first.requirement;
  if (exception === undefined) return [];
  const spec = input.decision.estate.resources.Exception?.get(exception.name)?.document.spec;
  return (spec?.compensatingControls ?? []).map(({ control, evidence }, index) => ({
    uuid: id('mitigating-factor', key, String(index)),
    description: `${control} (${evidence === undefined ? 'no evidence named' : `evidence: ${evidence}`})`,
  }));
}

/** The way out: planned where a visit carries it, else recommended; a deadline and the visit are its milestones. */
function remediationOf(context: OscalContext, unit: Unit): OscalRemediation {
  const { id } = context;
  const { requirement } = unit.first;
  const { target, partial, worse } = requirement;
  const visits = unit.rows.flatMap(({ visit }) => visit ?? []);
  const tasks = [...deadlineTask(context, unit), ...visitTask(context, unit)];
  const title =
    target === undefined
      ? partial === undefined
        ? `Mitigate, remove or accept: ${worse ? `${worse.version} would bring in ${worse.brings.join(', ')}` : 'no fixed version is published'}`
        : `Update to ${partial.version}, which fixes a part, and mitigate the rest`
      : `Update to ${target}`;
  const covered = unit.rows.filter(({ visit }) => visit !== undefined).length;
  return {
    uuid: id('remediation', unit.key),
    lifecycle: visits.length > 0 ? 'planned' : 'recommendation',
    title,
    description: `${title}. ${covered} of ${unit.rows.length} carried by a planned visit.`,
    ...(tasks.length > 0 && { tasks }),
    ...(covered < unit.rows.length && {
      remarks: unit.first.unplaced ?? 'No visit is planned for a part of it; the plan says why.',
    }),
  };
}

function deadlineTask({ id }: OscalContext, { key, first: { requirement, line } }: Unit): readonly OscalTask[] {
  const at = requirement.originalDue ?? requirement.due;
  if (at === undefined) return [];
  return [
    {
      uuid: id('milestone', key, 'deadline'),
      type: 'milestone',
      title: `Scheduled completion${line.rule === undefined ? '' : ` by ${line.rule}`}`,
      timing: { 'on-date': { date: formatInstant(at) } },
    },
  ];
}

function visitTask({ id }: OscalContext, { key, rows }: Unit): readonly OscalTask[] {
  const visits = new Map(rows.flatMap(({ visit }) => (visit === undefined ? [] : [[visit.id, visit] as const])));
  if (visits.size === 0) return [];
  const all = [...visits.values()];
  const start = all.map((visit) => visit.start).reduce((left, right) => Math.min(left, right) as Instant);
  const end = all.map((visit) => visit.end).reduce((left, right) => Math.max(left, right) as Instant);
  const states = [...new Set(all.map(({ state }) => state))].sort();
  return [
    {
      uuid: id('milestone', key, 'visit'),
      type: 'milestone',
      title: all.length === 1 ? `Maintenance visit ${all[0]?.id}` : `${all.length} maintenance visits`,
      props: states.map((state) => prop('visit-state', state)),
      timing: { 'within-date-range': { start: formatInstant(start), end: formatInstant(end) } },
    },
  ];
}
