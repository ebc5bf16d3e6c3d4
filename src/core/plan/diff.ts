import type { Plan } from '../../model/plan.ts';
import type {
  ChangedRequirement,
  DiffedRequirement,
  DiffedVisit,
  PlanDiff,
  RuleReference,
} from '../../model/plan-diff.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Visit } from '../../model/visit.ts';
import { selects } from '../estate/select.ts';
import { policyTables } from '../prioritise/table.ts';
import type { Decision } from './decision.ts';
import type { DiffSide } from './diff-side.ts';
import { changedPromises } from './promises.ts';

/** Prepares one side of a diff. */
export const diffSide = (decision: Decision): DiffSide => ({ decision, tables: policyTables(decision.estate).value });

/**
 * What changes from one estate to another, both decided at the same instant: work that comes and goes, deadlines and
 * visits that move, promises that are loosened or tightened, exceptions, and assets that no policy covers any more.
 */
export function diffPlans(before: DiffSide, after: DiffSide): PlanDiff {
  const [old, now] = [before.decision.plan, after.decision.plan];
  const oldById = new Map(old.requirements.map((requirement) => [requirement.id, requirement] as const));
  const nowById = new Map(now.requirements.map((requirement) => [requirement.id, requirement] as const));
  return {
    asOf: now.asOf,
    timeZone: now.timeZone,
    added: now.requirements.filter(({ id }) => !oldById.has(id)).map(diffed),
    removed: old.requirements.filter(({ id }) => !nowById.has(id)).map(diffed),
    changed: now.requirements.flatMap((requirement) =>
      changedRequirement(oldById.get(requirement.id), requirement, old, now),
    ),
    visits: diffVisits(old.schedule.visits, now.schedule.visits),
    promises: changedPromises(before, after),
    exceptions: diffNames(exceptionNames(before), exceptionNames(after)),
    assets: diffNames(assetNames(before), assetNames(after)),
    uncovered: uncovered(before, after),
  };
}

function diffed(requirement: Requirement): DiffedRequirement {
  return {
    id: requirement.id,
    asset: requirement.asset,
    component: requirement.component.name,
    version: requirement.component.version,
    target: requirement.target ?? requirement.partial?.version,
    priority: requirement.priority,
    state: requirement.state,
    due: requirement.due,
    advisories: requirement.advisories,
  };
}

function changedRequirement(
  before: Requirement | undefined,
  after: Requirement,
  old: Plan,
  now: Plan,
): readonly ChangedRequirement[] {
  if (before === undefined) return [];
  const [was, is] = [diffed(before), diffed(after)];
  const due = compareDues(was.due, is.due);
  const isSame = due === 'same' && was.target === is.target && was.priority === is.priority && was.state === is.state;
  if (isSame) return [];
  return [
    {
      asset: after.asset,
      component: after.component.name,
      before: was,
      after: is,
      due,
      ruleBefore: ruleOf(before, old),
      ruleAfter: ruleOf(after, now),
    },
  ];
}

function compareDues(before: Instant | undefined, after: Instant | undefined): ChangedRequirement['due'] {
  if (before === after) return 'same';
  if (after === undefined) return 'never';
  return before === undefined || after < before ? 'earlier' : 'later';
}

function ruleOf(requirement: Requirement, plan: Plan): RuleReference | undefined {
  const binding = requirement.boundBy.due ?? requirement.boundBy.priority;
  if (binding === undefined) return undefined;
  const rule = `${binding.policy}/${binding.rule}`;
  return { rule, at: plan.ruleSources.get(rule) };
}

/** Visits are one when asset and kind are: ids follow what is carried, and a reader asks when the asset is touched. */
function diffVisits(old: readonly Visit[], now: readonly Visit[]): readonly DiffedVisit[] {
  const keyed = (visits: readonly Visit[]): ReadonlyMap<string, Visit> => {
    const byKey = new Map<string, Visit>();
    for (const visit of visits) {
      let turn = 1;
      while (byKey.has(`${visit.asset} ${visit.kind} ${turn}`)) turn += 1;
      byKey.set(`${visit.asset} ${visit.kind} ${turn}`, visit);
    }
    return byKey;
  };
  const [before, after] = [keyed(old), keyed(now)];
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys.flatMap((key): DiffedVisit[] => {
    const [was, is] = [before.get(key), after.get(key)];
    if (was?.start === is?.start && was?.end === is?.end) return [];
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'moved';
    return [
      { asset: (is ?? was)?.asset ?? '', kind, before: was?.start, after: is?.start, window: (is ?? was)?.window },
    ];
  });
}

const exceptionNames = ({ decision }: DiffSide): readonly string[] => [
  ...(decision.estate.resources.Exception?.keys() ?? []),
];
const assetNames = ({ decision }: DiffSide): readonly string[] => decision.estate.assets.map(({ name }) => name);

function diffNames(before: readonly string[], after: readonly string[]): { added: string[]; removed: string[] } {
  const [old, now] = [new Set(before), new Set(after)];
  return { added: after.filter((name) => !old.has(name)), removed: before.filter((name) => !now.has(name)) };
}

function uncovered(before: DiffSide, after: DiffSide): readonly string[] {
  const wasCovered = coveredAssets(before);
  const isCovered = coveredAssets(after);
  return assetNames(after).filter((name) => wasCovered.has(name) && !isCovered.has(name));
}

/** Assets that at least one policy selects. */
function coveredAssets({ decision, tables }: DiffSide): ReadonlySet<string> {
  const { assets, componentSets } = decision.estate;
  const isCovered = (asset: (typeof assets)[number]): boolean =>
    tables.some(({ selectors }) => selectors.every((selector) => selects(selector, asset, componentSets)));
  return new Set(assets.filter(isCovered).map(({ name }) => name));
}
