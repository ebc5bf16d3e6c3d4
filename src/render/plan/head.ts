import { durationText, formatZoned } from '../../core/time.ts';
import type { AttentionRow } from '../../model/attention.ts';
import type { Plan } from '../../model/plan.ts';
import { assetsText, count, listText } from '../words.ts';

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

/**
 * Every source of the plan with the moment at which it was asked, those of one moment together, the oldest first:
 * `feeds: osv 2024-11-03 04:00 +01:00; epss and kev 2024-11-04 04:00 +01:00`. Nothing where there is none.
 */
export function feedsLine({ summary, timeZone }: Plan): readonly string[] {
  const byMoment = new Map<string, string[]>();
  const oldestFirst = summary.feeds.toSorted((a, b) => (a.fetchedAt ?? 0) - (b.fetchedAt ?? 0));
  for (const { name, fetchedAt } of oldestFirst) {
    const moment = fetchedAt === undefined ? 'of unknown date' : formatZoned(fetchedAt, timeZone);
    byMoment.set(moment, [...(byMoment.get(moment) ?? []), name]);
  }
  const parts = [...byMoment].map(([moment, names]) => `${listText(names.toSorted())} ${moment}`);
  return parts.length === 0 ? [] : [`feeds: ${parts.join('; ')}`];
}

/** Which moment and which commit the plan speaks of. */
export function provenanceLine(plan: Plan): string {
  const commit = plan.commit === undefined ? 'uncommitted files' : `commit ${plan.commit.slice(0, 10)}`;
  return `as of ${formatZoned(plan.asOf, plan.timeZone)} ${plan.timeZone} · ${commit}`;
}

/** Why a line has no target: nobody published a fix, it would do harm, or nobody can tell which release would be one. */
export const noTargetText = ({ label, worse }: AttentionRow): string =>
  worse
    ? 'no version to take'
    : label === 'unknown'
      ? 'target unknown'
      : label === 'needs-decision'
        ? 'no version left'
        : 'no fixed version';

/** Assets a line names before it says how many more there are. */
const assetsNamed = 8;

/** The assets whose verdict is that there is none, a line a reason: `stale: old-1; not seen lately`. */
export function unjudgedAssets({ verdicts }: Plan): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { asset, compliance, because } of verdicts) {
    if (compliance !== 'stale' && compliance !== 'unknown') continue;
    const reason = JSON.stringify([compliance, because]);
    byReason.set(reason, [...(byReason.get(reason) ?? []), asset]);
  }
  return [...byReason.keys()].sort().map((reason) => {
    const [compliance, because] = JSON.parse(reason) as [string, string];
    const assets = byReason.get(reason) ?? [];
    const more = assets.length > assetsNamed ? ` and ${assets.length - assetsNamed} more` : '';
    return `${compliance}: ${assetsText(assets.slice(0, assetsNamed))}${more}; ${because}`;
  });
}
