import type { Asset } from '../../model/asset.ts';
import type { Plan } from '../../model/plan.ts';
import type {
  ChangedRequirement,
  DiffedRequirement,
  DiffedVisit,
  PlanDiff,
  RuleReference,
} from '../../model/plan-diff.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Resource } from '../../model/resource.ts';
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
    visits: diffVisits(before, after),
    promises: changedPromises(before, after),
    exceptions: diffExceptions(before, after),
    assets: diffAssets(before, after),
    uncovered: uncovered(before, after),
    incomplete: { before: old.incomplete, after: now.incomplete },
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
  const isSame = (['target', 'priority', 'state', 'version'] as const).every((field) => was[field] === is[field]);
  if (due === 'same' && isSame && was.advisories.join(' ') === is.advisories.join(' ')) return [];
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
function diffVisits(before: DiffSide, after: DiffSide): readonly DiffedVisit[] {
  const [old, now] = [visitsByKey(before), visitsByKey(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  return keys.flatMap((key): DiffedVisit[] => {
    const [was, is] = [old.get(key), now.get(key)];
    if (was?.start === is?.start && was?.end === is?.end) return [];
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'moved';
    return [
      { asset: (is ?? was)?.asset ?? '', kind, before: was?.start, after: is?.start, window: (is ?? was)?.window },
    ];
  });
}

/** Several visits of an asset and a kind are told apart by their turn. */
function visitsByKey({ decision: { plan, estate } }: DiffSide): ReadonlyMap<string, Visit> {
  const uids = new Map(estate.assets.map(({ name, uid }) => [name, uid] as const));
  const turns = new Map<string, number>();
  const byKey = new Map<string, Visit>();
  for (const visit of plan.schedule.visits) {
    const kind = `${uids.get(visit.asset) ?? visit.asset} ${visit.kind}`;
    const turn = (turns.get(kind) ?? 0) + 1;
    turns.set(kind, turn);
    byKey.set(`${kind} ${turn}`, visit);
  }
  return byKey;
}

function diffExceptions(before: DiffSide, after: DiffSide): PlanDiff['exceptions'] {
  const [old, now] = [before, after].map(({ decision }) => decision.estate.resources.Exception ?? new Map()) as [
    ReadonlyMap<string, Resource<'Exception'>>,
    ReadonlyMap<string, Resource<'Exception'>>,
  ];
  return {
    added: [...now.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !now.has(name)),
    changed: [...now].flatMap(([name, { document }]) => {
      const was = old.get(name)?.document.spec;
      if (was === undefined || JSON.stringify(was) === JSON.stringify(document.spec)) return [];
      return [{ name, expiresBefore: was.expires, expiresAfter: document.spec.expires }];
    }),
  };
}

/** An asset is who it is by its uid. */
function diffAssets(before: DiffSide, after: DiffSide): PlanDiff['assets'] {
  const named = ({ decision }: DiffSide): ReadonlyMap<string, string> =>
    new Map(decision.estate.assets.map(({ uid, name }) => [uid, name] as const));
  const [old, now] = [named(before), named(after)];
  return {
    added: [...now].flatMap(([uid, name]) => (old.has(uid) ? [] : [name])),
    removed: [...old].flatMap(([uid, name]) => (now.has(uid) ? [] : [name])),
    renamed: [...now].flatMap(([uid, to]) => {
      const from = old.get(uid);
      return from === undefined || from === to ? [] : [{ from, to }];
    }),
  };
}

function uncovered(before: DiffSide, after: DiffSide): readonly string[] {
  const wasCovered = new Set(coveredAssets(before).map(({ uid }) => uid));
  const isCovered = new Set(coveredAssets(after).map(({ uid }) => uid));
  return after.decision.estate.assets
    .filter(({ uid }) => wasCovered.has(uid) && !isCovered.has(uid))
    .map(({ name }) => name);
}

/** Assets that at least one policy selects. */
function coveredAssets({ decision, tables }: DiffSide): readonly Asset[] {
  const { assets, componentSets } = decision.estate;
  return assets.filter((asset) =>
    tables.some(({ selectors }) => selectors.every((selector) => selects(selector, asset, componentSets))),
  );
}
