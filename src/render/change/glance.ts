import { durationText, formatInstant, formatZoned } from '../../core/time.ts';
import type { Briefing, Lateness } from '../../model/briefing.ts';
import type { ChangeContent } from '../../model/change.ts';
import type { Plan } from '../../model/plan.ts';
import type { Instant, TimeZone } from '../../model/time.ts';
import type { ClusterPlan } from '../../model/visit.ts';
import { markdownCode, markdownText } from '../markdown/escape.ts';
import { assetsText, count } from '../words.ts';
import { bullet, bullets, someText } from './bullets.ts';
import type { Detail } from './detail.ts';
import { sinceBullet, testLines, wayBackLines } from './glance-evidence.ts';
import type { PullRequestInput } from './pull-request-input.ts';
import { carriedBy, isExploited, updateGroups } from './update-groups.ts';

/** From the most to the least severe. */
const severities = ['critical', 'high', 'medium', 'low', 'none'] as const;

/**
 * A Change in the order in which a reviewer asks: what, when, why, what waiting costs, what stays up, what was tested, the
 * way back, what is new since the last approval, what is assumed. One bullet each, short enough for a phone.
 */
export function glanceBlock(input: PullRequestInput, detail: Detail): string {
  const { content, plan, briefing } = input;
  const zone = plan.timeZone;
  return [
    bullet('What', [whatText(content, detail)]),
    bullet('When', [whenText(content, zone)]),
    bullet('Why', [whyText(content, plan)]),
    bullet('If it waits', [waitingText(briefing.waiting, zone)]),
    bullets('Stays up', clusterLines(content, plan), input, detail),
    bullets('Tested', testLines(briefing, zone, detail), input, detail),
    bullets('Way back', wayBackLines(briefing, zone, detail), input, detail),
    sinceBullet(input, detail),
    bullets('Assumed', assumptionLines(content, plan), input, detail),
  ]
    .filter((text) => text !== '')
    .join('\n');
}

/** Assets of a Change, each once, sorted. */
export const assetNames = (content: ChangeContent): readonly string[] =>
  [...new Set(content.visits.map((visit) => visit.asset))].sort();

function whatText(content: ChangeContent, { named }: Detail): string {
  const updates = [
    ...new Set(
      updateGroups(content).map(({ update }) => `${markdownCode(update.name)} ${markdownText(update.target)}`),
    ),
  ];
  const assets = assetNames(content);
  const where = `${count(assets.length, 'asset')} (${markdownText(assetsText(assets, named))})`;
  return `${someText(updates)} on ${where}, ${count(content.visits.length, 'visit')}`;
}

function whenText({ visits }: ChangeContent, zone: TimeZone): string {
  const start = Math.min(...visits.map((visit) => visit.start)) as Instant;
  const end = Math.max(...visits.map((visit) => visit.end)) as Instant;
  const windows = [...new Set(visits.flatMap(({ window }) => window ?? []))].sort().map(markdownText);
  const isOutside = visits.some(({ window }) => window === undefined);
  const where = [...windows, ...(isOutside ? ['**outside every window**'] : [])];
  const span = `${formatZoned(start, zone)} to ${formatZoned(end, zone)}`;
  return `${span} (${formatInstant(start)} to ${formatInstant(end)}), ${someText(where)}`;
}

function whyText(content: ChangeContent, plan: Plan): string {
  const carried = carriedBy(content, plan);
  const exploited = carried.filter(isExploited);
  const first = new Set(exploited.flatMap(({ advisories }) => advisories));
  const advisories = [...new Set(carried.flatMap((one) => one.advisories))].sort(
    (left, right) => Number(first.has(right)) - Number(first.has(left)) || (left < right ? -1 : 1),
  );
  const stated = new Set(carried.map(({ severity }) => severity));
  const worst = severities.find((severity) => stated.has(severity)) ?? 'unknown';
  const parts = [
    someText(advisories.map(markdownText)) || 'no advisory',
    `severity ${stated.size > 1 ? 'up to ' : ''}${worst}`,
    ...(exploited.length > 0 ? [`**${count(exploited.length, 'requirement')} known exploited (KEV)**`] : []),
    ...dueParts(content, plan.timeZone),
  ];
  return parts.join('; ');
}

/** The first deadline, and the time between the end of a visit and its due, the smallest of all. */
function dueParts({ visits }: ChangeContent, zone: TimeZone): readonly string[] {
  const dues = visits.flatMap(({ asset, end, requirements }) =>
    requirements.flatMap(({ due }) => (due === undefined ? [] : [{ asset, due, slack: due - end }])),
  );
  const [tightest] = dues.toSorted((left, right) => left.slack - right.slack || (left.asset < right.asset ? -1 : 1));
  if (tightest === undefined) return ['nothing is due'];
  const first = Math.min(...dues.map(({ due }) => due)) as Instant;
  const { slack, asset } = tightest;
  const late = new Set(
    visits.filter(({ end, requirements }) => requirements.some(({ due }) => due !== undefined && end > due)),
  );
  const words =
    slack < 0
      ? `**${late.size} of ${count(visits.length, 'visit')} past due**, worst ${markdownText(asset)} by ${durationText(-slack)}`
      : `${durationText(slack)} to spare`;
  return [`first deadline ${formatZoned(first, zone)}`, words];
}

function waitingText(
  { next, visits, homeless, searchedDays, planned, late }: Briefing['waiting'],
  zone: TimeZone,
): string {
  if (next === undefined) return `**no window opens again for it within ${searchedDays} d**`;
  const when = `next window ${formatZoned(next.start, zone)} (${markdownText(next.window)}) at the earliest`;
  const none = homeless > 0 ? `; ${homeless} of ${count(visits, 'visit')} find none within ${searchedDays} d` : '';
  return `${when}${none}; ${lateText(late, planned, visits)}`;
}

function lateText(late: Lateness, planned: Lateness, visits: number): string {
  if (late.worst === undefined) return `no visit would be past due`;
  const by = `worst ${markdownText(late.worst.asset)} by ${durationText(late.worst.lateMs)}`;
  return `**${late.visits} of ${count(visits, 'visit')} would be past due**, ${by} (as planned: ${planned.visits})`;
}

function clusterLines(content: ChangeContent, { schedule }: Plan): readonly string[] {
  const ours = new Set(content.visits.map((visit) => visit.id));
  return schedule.clusters.filter(({ visits }) => visits.some((id) => ours.has(id))).map(clusterText);
}

function clusterText({ cluster, consensus, members, maxUnavailable }: ClusterPlan): string {
  const up = members - maxUnavailable;
  return `${markdownText(cluster)} (${consensus}), ${count(members, 'member')}: at most ${maxUnavailable} out at once, ${up} ${up === 1 ? 'stays' : 'stay'} up`;
}

function assumptionLines(content: ChangeContent, plan: Plan): readonly string[] {
  const details = carriedBy(content, plan).flatMap(({ obligations }) =>
    obligations.flatMap(({ assumptions }) => assumptions.map(({ detail: words }) => words)),
  );
  return [...new Set(details)].sort().map(markdownText);
}
