import { type AttentionLabel, type AttentionRow, attentionLabels } from '../../model/attention.ts';
import type { Plan } from '../../model/plan.ts';
import { priorities, type SharedRequirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Visit } from '../../model/visit.ts';
import { localDate } from '../time.ts';

/**
 * The plan's requirements as lines for people, most pressing first; equal lines of several assets become one.
 * This order is the order of every output, so that the terminal, the pull request and the audit pack agree.
 */
export function attentionRows(plan: Plan): readonly AttentionRow[] {
  const visitOf = new Map<string, Visit>();
  for (const visit of plan.schedule.visits) for (const id of visit.requirements) visitOf.set(id, visit);
  const unplaced = new Map<string, string>();
  for (const entry of plan.schedule.unplaced) for (const id of entry.requirements) unplaced.set(id, entry.reason.text);

  const { groups, groupOf } = groupsIn(plan);
  for (const [place, { requirements }] of plan.book.sets.entries()) {
    const { name = '' } = plan.assets[place] ?? {};
    const ids = plan.book.idsAt(place);
    for (const [index, requirement] of requirements.entries()) {
      const id = ids[index] ?? '';
      const group = groupOf(requirement, visitOf.get(id), unplaced.get(id));
      group.assets.push(name);
      group.requirements.push(id);
    }
  }
  return Array.from(groups.values(), merged).sort(byUrgency);
}

/** What a reader sees of a line but the assets, and what it stands for so far. */
interface Group {
  readonly shared: SharedRow;
  readonly assets: string[];
  readonly requirements: string[];
}

type SharedRow = Omit<AttentionRow, 'assets' | 'requirements'>;

interface Groups {
  readonly groups: ReadonlyMap<string, Group>;
  readonly groupOf: (requirement: SharedRequirement, visit: Visit | undefined, unplaced: string | undefined) => Group;
}

/** What of its visit a requirement's line tells, and the line that it stands in. */
interface Fate {
  readonly state: Visit['state'] | undefined;
  readonly kind: Visit['kind'] | undefined;
  readonly because: string | undefined;
  readonly unplaced: string | undefined;
  readonly group: Group;
}

/**
 * Finds the line that a requirement belongs to. Assets share what is required of them, and mostly its fate as well: it is
 * put into words again only where that differs from the one before.
 */
function groupsIn(plan: Plan): Groups {
  const groups = new Map<string, Group>();
  const last = new Map<SharedRequirement, Fate>();
  const groupOf: Groups['groupOf'] = (requirement, visit, unplaced) => {
    const before = last.get(requirement);
    if (before !== undefined && isAlike(before, visit, unplaced)) return before.group;
    const shared = rowOf(plan, requirement, visit, unplaced);
    const key = JSON.stringify(shared);
    const group = groups.get(key) ?? { shared, assets: [], requirements: [] };
    groups.set(key, group);
    last.set(requirement, {
      state: visit?.state,
      kind: visit?.kind,
      because: visit?.reasons[0]?.text,
      unplaced,
      group,
    });
    return group;
  };
  return { groups, groupOf };
}

const isAlike = (before: Fate, visit: Visit | undefined, unplaced: string | undefined): boolean =>
  before.state === visit?.state &&
  before.kind === visit?.kind &&
  before.because === visit?.reasons[0]?.text &&
  before.unplaced === unplaced;

function rowOf(
  plan: Plan,
  requirement: SharedRequirement,
  visit: Visit | undefined,
  unplaced: string | undefined,
): SharedRow {
  const binding = requirement.boundBy.due ?? requirement.boundBy.priority;
  const rule = binding && `${binding.policy}/${binding.rule}`;
  return {
    label: labelOf(plan, requirement, visit, unplaced),
    ecosystem: requirement.component.ecosystem,
    component: requirement.component.name,
    version: requirement.component.version,
    target: requirement.target ?? requirement.partial?.version,
    partial: requirement.target === undefined && requirement.partial !== undefined,
    worse: requirement.worse !== undefined,
    severity: requirement.severity,
    exploited: requirement.findings.some((finding) => finding.facts.kev.value === true),
    priority: requirement.priority,
    due: requirement.due,
    rule,
    ruleAt: rule === undefined ? undefined : plan.ruleSources.get(rule),
    note: noteOf(requirement, visit, unplaced),
    advisories: requirement.advisories,
  };
}

function labelOf(
  plan: Plan,
  requirement: SharedRequirement,
  visit: Visit | undefined,
  unplaced: string | undefined,
): AttentionLabel {
  if (requirement.state === 'excepted') return 'excepted';
  if (requirement.state === 'mitigated' || requirement.state === 'done') return 'met';
  if (requirement.overdue) return 'overdue';
  if (requirement.state === 'no-fix') return 'no-fix';
  if (isUnknown(requirement)) return 'unknown';
  if (visit?.state === 'late') return 'late';
  if (visit?.kind === 'emergency') return 'emergency';
  if (isDueToday(plan, requirement.due)) return 'due-today';
  const isRefused = requirement.state === 'rejected' || requirement.state === 'declined';
  if (isRefused || !requirement.governance.jumpAllowed) return 'needs-decision';
  if (unplaced !== undefined) return 'unplaced';
  return requirement.state === 'due-soon' ? 'due-soon' : 'open';
}

/** Nobody can tell whether the version is affected, or no policy can tell what it asks. */
const isUnknown = ({ state, passedOver, obligations }: SharedRequirement): boolean =>
  state === 'unknown' || (passedOver !== undefined && obligations.length === 0);

/** Due before the local day of the plan ends, or within 24 hours. */
function isDueToday(plan: Plan, due: Instant | undefined): boolean {
  if (due === undefined) return false;
  const withinADay = due - plan.asOf <= 24 * 60 * 60 * 1000;
  return withinADay || localDate(due, plan.timeZone) === localDate(plan.asOf, plan.timeZone);
}

/** What a policy leaves open is told whatever else there is to tell. */
function noteOf(requirement: SharedRequirement, visit: Visit | undefined, unplaced: string | undefined): string {
  const note = pressingNote(requirement, visit, unplaced);
  const leftOpen = requirement.passedOver && requirement.reasons.find(({ code }) => code === 'could-be-stricter')?.text;
  return leftOpen === undefined || leftOpen === note ? note : `${note}; ${leftOpen}`;
}

function pressingNote(requirement: SharedRequirement, visit: Visit | undefined, unplaced: string | undefined): string {
  const { state, exception, overdue } = requirement;
  // An accepted risk that is past its due is not on time.
  if (state === 'excepted' && exception) return `exception ${exception.name}${overdue ? ', overdue' : ''}`;
  if (requirement.state === 'no-fix') return requirement.reasons[0]?.text ?? 'no fixed version is published';
  const partial = requirement.reasons.find(({ code }) => code === 'partial');
  if (partial) return partial.text;
  // What a visit says of its most pressing work is no news about the rest that it carries.
  const isSpokenOf = visit?.state === 'late' || visit?.kind === 'emergency' || requirement.overdue;
  const inTheWay = (isSpokenOf ? visit?.reasons[0]?.text : undefined) ?? unplaced;
  const unknownFacts = requirement.reasons.find(({ code }) => code === 'needs-facts')?.text;
  if (inTheWay === undefined) return requirement.reasons[0]?.text ?? '';
  return unknownFacts === undefined ? inTheWay : `${inTheWay}; ${unknownFacts}`;
}

/** One line for all; an asset that has two copies of a component is named once. */
function merged({ shared, assets, requirements }: Group): AttentionRow {
  return { ...shared, assets: [...new Set(assets)].sort(), requirements: requirements.sort() };
}

function byUrgency(left: AttentionRow, right: AttentionRow): number {
  const rank = (row: AttentionRow): readonly (number | string)[] => [
    attentionLabels.indexOf(row.label),
    row.due ?? Number.POSITIVE_INFINITY,
    priorities.indexOf(row.priority),
    row.assets[0] ?? '',
    row.component,
    row.version,
    row.requirements[0] ?? '',
  ];
  const [ours, theirs] = [rank(left), rank(right)];
  for (const [index, value] of ours.entries()) {
    const other = theirs[index];
    if (other === undefined || value === other) continue;
    return value < other ? -1 : 1;
  }
  return 0;
}
