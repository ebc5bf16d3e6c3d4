import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Change } from '../../model/generated/change.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate } from '../../model/source.ts';
import type { Decision } from '../plan/decision.ts';
import { formatZoned, parseInstant } from '../time.ts';

type ChangeVisit = Change['spec']['visits'][number];

/** What is wrong with Changes that a head brings and its base has not. */
export interface ProposedProblems {
  /** Gates of their visits that no record meets. */
  readonly evidence: readonly Diagnostic[];
  /** What the plan of the head no longer wants, or wants otherwise. */
  readonly plan: readonly Diagnostic[];
}

/** Gates that are evidence; the approval itself is judged by the reviews, a ring by what ran in the one before. */
const evidenceGates = new Set(['test-evidence', 'rollback-drill', 'forensics', 'duty']);

/**
 * Judges the Changes that would be merged as the plan of the head sees them: every piece of evidence that a visit needs
 * is there, every asset, target and window is still what is required, nothing is planned for the past.
 */
export function proposedProblems(
  changes: readonly Resource<'Change'>[],
  { plan, estate }: Decision,
  locate: Locate,
): ProposedProblems {
  const visits = new Map(plan.schedule.visits.map((visit) => [visit.id, visit] as const));
  const assets = new Set(estate.assets.map(({ name }) => name));
  const evidence: Diagnostic[] = [];
  const stale: Diagnostic[] = [];
  for (const change of changes) {
    for (const [index, stated] of change.document.spec.visits.entries()) {
      const at = { at: { file: change.origin.file, range: locate(change.origin, ['spec', 'visits', index]) } };
      const difference = differenceOf(stated, assets.has(stated.asset), plan);
      if (difference !== undefined) stale.push(diagnostic('check/plan-stale', { change: change.name, difference }, at));
      for (const { gate, status, needs, lacks = [] } of visits.get(stated.id)?.gates ?? []) {
        if (status === 'met' || !evidenceGates.has(gate)) continue;
        const words = [needs, ...lacks].join('; ');
        const args = { change: change.name, asset: stated.asset, gate, needs: words };
        evidence.push(diagnostic('check/evidence-missing', args, at));
      }
    }
  }
  return { evidence, plan: stale };
}

function differenceOf(stated: ChangeVisit, isKnown: boolean, plan: Decision['plan']): string | undefined {
  if (!isKnown) return `there is no asset ${stated.asset}`;
  const end = parseInstant(stated.end);
  if (end !== undefined && end <= plan.asOf)
    return `the visit to ${stated.asset} ended ${formatZoned(end, plan.timeZone)}`;
  const required = plan.requirements.filter(({ asset }) => asset === stated.asset);
  for (const { id, component, target } of stated.requirements) {
    const { ecosystem, name } = component;
    const now = required.find((requirement) => requirement.id === id);
    if (now === undefined) return `${ecosystem} ${name} on ${stated.asset} is no longer required`;
    const wanted = now.target ?? now.partial?.version;
    if (wanted !== target) return `${name} on ${stated.asset} is to become ${wanted ?? 'nothing known'}, not ${target}`;
  }
  return undefined;
}
