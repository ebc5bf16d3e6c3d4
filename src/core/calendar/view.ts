import type {
  CalendarActivation,
  CalendarDue,
  CalendarFreeze,
  CalendarView,
  CalendarVisit,
} from '../../model/calendar.ts';
import type { Diagnostic, Outcome } from '../../model/diagnostic.ts';
import type { Plan } from '../../model/plan.ts';
import { priorities } from '../../model/requirement.ts';
import type { Locate } from '../../model/source.ts';
import type { Instant, Interval } from '../../model/time.ts';
import type { Decision } from '../plan/decision.ts';
import { contextOf, type ScheduleContext } from '../schedule/context.ts';
import { type FreezePlan, overlap, readFreezes } from '../schedule/freeze.ts';
import { readWindows, type WindowPlan } from '../schedule/window.ts';
import { calendarActivities } from './activities.ts';
import { type TeamScope, teamScope } from './team.ts';
import { entryUid } from './uid.ts';
import { calendarWindows } from './windows.ts';

/** Which part of the calendar is asked for. */
export interface CalendarRequest {
  readonly from: Instant;
  /** Not included; behind `from`. */
  readonly to: Instant;
  /** One of `teamNames`; `undefined`: everything. */
  readonly team?: string | undefined;
  readonly locate?: Locate | undefined;
}

/**
 * What happens between two instants: windows as freezes leave them, freezes, the plan's visits, dues, and recurring
 * duties with the records that meet them. Nothing is decided again: windows and freezes are read as the schedule reads
 * them, and visits are those of the plan. What cannot be meant is reported, and the rest is shown.
 */
export function calendarView({ plan, estate }: Decision, request: CalendarRequest): Outcome<CalendarView> {
  const { from, to, team, locate } = request;
  const span: Interval = { start: from, end: to };
  const planned = contextOf(estate, plan.asOf, locate);
  const context: ScheduleContext = { ...planned, span };
  // The organisation is a text for people; the resource's name stays.
  const [identity = 'estate'] = estate.resources.Workspace?.keys() ?? [];
  const scope = team === undefined ? undefined : teamScope(estate, team);

  const windows = readWindows(context);
  const freezes = readFreezes({ ...context, span: around(span, windows.value) });
  const duties = [...(estate.resources.Activity?.values() ?? [])];
  const activities = calendarActivities(
    context,
    duties.filter(({ document }) => scope?.takesPart(document) ?? true),
    identity,
  );
  const assets = scope && new Set(scope.assets.map(({ name }) => name));
  const isShown = ({ asset }: { readonly asset: string }): boolean => assets?.has(asset) ?? true;

  const value: CalendarView = {
    estate: estate.workspace.name,
    team,
    asOf: plan.asOf,
    from,
    to,
    timeZone: plan.timeZone,
    windows: calendarWindows({
      estate: identity,
      windows: windows.value,
      freezes: freezes.value,
      assets: estate.assets,
      visits: plan.schedule.visits,
      shownFor: scope?.assets,
    }),
    freezes: freezesIn(freezes.value, span, identity, scope),
    visits: visitsIn(plan, span, identity).filter(isShown),
    dues: duesIn(plan, span, identity).filter(isShown),
    activations: activationsIn(plan, span, identity).filter(({ activation }) => activation.members.some(isShown)),
    activities: activities.value,
    plannedUntil: planned.span.end,
    overdueBefore: plan.requirements.filter(({ due, overdue, asset }) => {
      return overdue && due !== undefined && due < from && isShown({ asset });
    }).length,
    unplaced: plan.schedule.unplaced.filter(isShown).map(({ asset }) => asset),
    incomplete: plan.incomplete,
  };
  const clocks = [...windows.diagnostics, ...freezes.diagnostics].filter(isClockChange);
  return { value, diagnostics: [...clocks, ...activities.diagnostics.filter((one) => !isAbsence(one))] };
}

/** Windows reach over the edges of a calendar, and freezes cut them there as well. */
function around({ start, end }: Interval, windows: readonly WindowPlan[]): Interval {
  const longest = windows.reduce((longestMs, { durationMs }) => Math.max(longestMs, durationMs), 0);
  return { start: (start - longest) as Instant, end: (end + longest) as Instant };
}

/** Everything else about windows and freezes was said when the plan was decided. */
const isClockChange = ({ code }: Diagnostic): boolean =>
  code === 'schedule/time-skipped' || code === 'schedule/time-doubled';

/** What comes back rarely is no mistake for missing a few weeks. */
const isAbsence = ({ code }: Diagnostic): boolean => code === 'schedule/never-happens';

function freezesIn(
  freezes: readonly FreezePlan[],
  span: Interval,
  estate: string,
  scope: TeamScope | undefined,
): readonly CalendarFreeze[] {
  return freezes
    .filter(({ holds }) => scope === undefined || scope.assets.some(holds.matches))
    .flatMap(({ name, reason, exempt, intervals }) =>
      intervals
        .filter((interval) => overlap(interval, span))
        .map(({ start, end }) => ({
          uid: entryUid(estate, 'freeze', name, start),
          name,
          start,
          end,
          reason,
          exempt: priorities.filter((priority) => exempt.has(priority)),
        })),
    )
    .sort((a, b) => a.start - b.start || (a.name < b.name ? -1 : 1));
}

function visitsIn({ schedule, requirements }: Plan, span: Interval, estate: string): readonly CalendarVisit[] {
  const packages = new Map(requirements.map(({ id, component }) => [id, component.name]));
  return schedule.visits
    .filter((visit) => overlap(visit, span))
    .map((visit) => ({
      uid: entryUid(estate, 'visit', visit.id, undefined),
      id: visit.id,
      asset: visit.asset,
      window: visit.window,
      start: visit.start,
      end: visit.end,
      state: visit.state,
      requirements: visit.requirements,
      packages: [...new Set(visit.requirements.flatMap((id) => packages.get(id) ?? []))].sort(),
    }))
    .sort((a, b) => a.start - b.start || compare(a.asset, b.asset) || compare(a.id, b.id));
}

function duesIn({ requirements }: Plan, { start, end }: Interval, estate: string): readonly CalendarDue[] {
  return requirements
    .flatMap(({ id, asset, component, due, state }): readonly CalendarDue[] => {
      if (due === undefined || due < start || due >= end) return [];
      return [{ uid: entryUid(estate, 'due', id, undefined), requirement: id, asset, component, due, state }];
    })
    .sort(
      (a, b) =>
        a.due - b.due ||
        compare(a.asset, b.asset) ||
        compare(a.component.name, b.component.name) ||
        compare(a.requirement, b.requirement),
    );
}

function activationsIn({ schedule }: Plan, span: Interval, estate: string): readonly CalendarActivation[] {
  return schedule.activations
    .flatMap((activation): readonly CalendarActivation[] => {
      const { patch, cluster, members, at, deadline } = activation;
      const subject = `${patch} ${cluster ?? members[0]?.asset ?? ''}`;
      const entry = (moment: CalendarActivation['moment'], when: Instant | undefined): readonly CalendarActivation[] =>
        when === undefined || when < span.start || when >= span.end
          ? []
          : [{ uid: entryUid(estate, 'activation', `${moment} ${subject}`, undefined), activation, moment, when }];
      return [...entry('deadline', deadline), ...entry('at', at)];
    })
    .sort((a, b) => a.when - b.when || compare(a.uid, b.uid));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
