import { durationText, formatZoned } from '../../core/time.ts';
import type { Plan } from '../../model/plan.ts';
import { count } from '../words.ts';

/** The plan in one line: what it covers, how fresh it is, and what is not known. */
export function headLine(plan: Plan): string {
  const { summary } = plan;
  const assumptions = summary.assumptions.length;
  return [
    count(summary.assets.total, 'asset'),
    count(summary.components, 'component'),
    feedAge(plan),
    ...(assumptions > 0 ? [count(assumptions, 'assumption')] : []),
    ...(summary.unwatched.length > 0 ? [count(summary.unwatched.length, 'unwatched ecosystem')] : []),
    ...(plan.incomplete.length > 0 ? ['INCOMPLETE'] : []),
  ].join(' · ');
}

/** The age of the oldest feed: a plan is as fresh as the source that was asked longest ago. */
function feedAge(plan: Plan): string {
  const dates = plan.summary.feeds.map((feed) => feed.fetchedAt);
  if (dates.length === 0) return 'no feeds';
  if (dates.includes(undefined)) return 'feeds of unknown age';
  const oldest = Math.min(...dates.map((date) => date ?? 0));
  return `feeds ${durationText(Math.max(0, plan.asOf - oldest))} old`;
}

/** Which moment and which commit the plan speaks of. */
export function provenanceLine(plan: Plan): string {
  const commit = plan.commit === undefined ? 'uncommitted files' : `commit ${plan.commit.slice(0, 10)}`;
  return `as of ${formatZoned(plan.asOf, plan.timeZone)} ${plan.timeZone} · ${commit}`;
}
