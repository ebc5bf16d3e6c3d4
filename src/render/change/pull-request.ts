import { durationText, formatInstant, formatZoned } from '../../core/time.ts';
import type { ChangeContent, ChangeVisit } from '../../model/change.ts';
import type { Plan } from '../../model/plan.ts';
import type { Instant } from '../../model/time.ts';
import type { ClusterPlan, Gate } from '../../model/visit.ts';
import { markdownCode, markdownText } from '../markdown/escape.ts';
import { assetsText, count, listText } from '../words.ts';
import { assetsCell, cutLines, cutTable, type Detail, detailLadder } from './detail.ts';
import { gateLines } from './gate-lines.ts';
import { carriedBy, isExploited, type ReasonGroup, reasonGroups, updateGroups } from './update-groups.ts';

/** A Change as a reviewer meets it. */
export interface PullRequestInput {
  readonly content: ChangeContent;
  readonly plan: Plan;
  /** Moment of the last change of the fingerprint. */
  readonly asOf: Instant;
  readonly name: string;
  readonly path: string;
  /** A Change that was open before and now asks for something else. */
  readonly isUpdate: boolean;
}

/** Title of the pull request: who does how much, and when it starts. */
export function pullRequestTitle({ content, plan }: PullRequestInput): string {
  const first = content.visits[0];
  const start = first === undefined ? '' : ` from ${formatZoned(first.start, plan.timeZone)}`;
  const lane = content.key.lane === 'emergency' ? 'EMERGENCY: ' : '';
  return `${lane}patch ${assetsText(assetNames(content), 3)} (${content.key.team})${start}`;
}

/** A forge refuses 65,536 characters; the marker before the text and the forge's own additions need some of that. */
const textBudget = 56_000;

/**
 * Text of the pull request without the marker that goes before it, the ask first, in an order that answers in ten seconds.
 * Instants are absolute, in the Workspace's zone with offset; nothing in it moves with the clock of a later run. However
 * large the Change is, the text stays within what a forge takes: the verdict is never cut, only the lists are.
 */
export function renderPullRequest(input: PullRequestInput): string {
  const encoder = new TextEncoder();
  let text = '';
  for (const detail of detailLadder) {
    text = textWith(input, detail);
    if (encoder.encode(text).length <= textBudget) return text;
  }
  return text;
}

function textWith(input: PullRequestInput, detail: Detail): string {
  const { content } = input;
  const blocks = [
    askBlock(input),
    whatBlock(input, detail),
    whyBlock(input, detail),
    staysUpBlock(input, detail),
    rollbackBlock(content),
    gatesBlock(input, detail),
    assumptionsBlock(input, detail),
    footer(input),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const assetNames = (content: ChangeContent): string[] =>
  [...new Set(content.visits.map((visit) => visit.asset))].sort();

function askBlock({ content, plan, isUpdate }: PullRequestInput): string {
  const roles = content.key.approvers.map((role) => `**${markdownText(role)}**`);
  const first = content.visits[0];
  const by =
    first === undefined
      ? ''
      : ` by **${formatZoned(first.start, plan.timeZone)}** (${formatInstant(first.start)}), when the first visit starts`;
  const who =
    roles.length === 0 ? 'No policy names an approver; the owner may merge' : `Approval needed from ${listText(roles)}`;
  const again = isUpdate
    ? '\n\nThis Change asks for something else than before; earlier approvals do not cover it.'
    : '';
  return `${who}${by}.${again}\n\n${verdictLine(content, plan)}`;
}

/** What a phone shows of it: how much, how urgent, how much time is left between the last visit and the first deadline. */
function verdictLine(content: ChangeContent, plan: Plan): string {
  const carried = carriedBy(content, plan);
  const exploited = carried.filter(isExploited).length;
  const open = content.visits.filter(({ gates }) => gates.some(lacksEvidence)).length;
  const facts = [
    count(assetNames(content).length, 'asset'),
    `${count(new Set(updateGroups(content).map(({ update }) => `${update.ecosystem} ${update.name} ${update.target}`)).size, 'update')}`,
    ...slackText(content, plan),
    ...(exploited > 0 ? [`**${exploited} known exploited**`] : []),
    ...(open > 0 ? [`**${count(open, 'visit')} without the evidence they need**`] : []),
  ];
  return facts.join(' · ');
}

const lacksEvidence = ({ gate, status }: Gate): boolean =>
  status === 'open' && gate !== 'approval' && gate !== 'ring-promotion';

/** Time between the end of a visit and its due, the smallest of all; without it, nothing is due. */
function slackText({ visits }: ChangeContent, plan: Plan): readonly string[] {
  const slacks = visits.flatMap(({ end, requirements }) =>
    requirements.flatMap(({ due }) => (due === undefined ? [] : [due - end])),
  );
  const dues = visits.flatMap(({ requirements }) => requirements.flatMap(({ due }) => due ?? []));
  if (dues.length === 0) return [];
  const slack = Math.min(...slacks);
  const words = slack < 0 ? `**${durationText(-slack)} late**` : `${durationText(slack)} to spare`;
  return [`first deadline ${formatZoned(Math.min(...dues) as Instant, plan.timeZone)}`, words];
}

function whatBlock({ content, plan, path }: PullRequestInput, detail: Detail): string {
  const rows = updateGroups(content).map(({ update, visit, assets, due, isLate }) => [
    assetsCell(assets, detail),
    `${markdownCode(update.name)} ${markdownText(update.version)} → **${markdownText(update.target)}**`,
    `${formatZoned(visit.start, plan.timeZone)}<br>${formatInstant(visit.start)}`,
    whereText(visit),
    due === undefined ? 'no deadline' : `${formatZoned(due, plan.timeZone)}${isLate ? ' **late**' : ''}`,
  ]);
  const late = content.visits.filter((visit) => visit.isLate).length;
  const verdict = `${count(content.visits.length, 'visit')} on ${count(assetNames(content).length, 'asset')}${late > 0 ? `, **${late} late**` : ', all on time'}.`;
  const table = cutTable(['Asset', 'Update', 'Start', 'Window', 'Due'], rows, detail, path);
  const notes = noteLines(content, plan, detail);
  return `## What, where and when\n\n${verdict}\n\n${table}${notes.length > 0 ? `\n\n${cutLines(notes, detail, path)}` : ''}`;
}

/** Why visits are late or outside every window, and what their updates leave open; assets that say the same share a line. */
function noteLines(content: ChangeContent, plan: Plan, { named }: Detail): readonly string[] {
  const requirements = new Map(plan.requirements.map((requirement) => [requirement.id, requirement] as const));
  const planned = new Map(plan.schedule.visits.map((visit) => [visit.id, visit] as const));
  const assetsOf = new Map<string, string[]>();
  for (const { id, asset, requirements: carried } of content.visits) {
    const ofVisit = (planned.get(id)?.reasons ?? []).map(({ text }) => markdownText(text));
    const ofUpdates = carried.flatMap((one) =>
      (requirements.get(one.id)?.reasons ?? []).map(({ text }) => `${markdownCode(one.name)}: ${markdownText(text)}`),
    );
    for (const note of [...ofVisit, ...ofUpdates]) assetsOf.set(note, [...(assetsOf.get(note) ?? []), asset]);
  }
  return [...assetsOf].map(
    ([note, assets]) => `- ${markdownText(assetsText([...new Set(assets)].sort(), named))}: ${note}`,
  );
}

const whereText = (visit: ChangeVisit): string =>
  visit.window === undefined
    ? 'emergency, no window'
    : `${markdownText(visit.window)}, wave ${visit.wave}${visit.ring ? `, ring ${markdownText(visit.ring)}` : ''}`;

function whyBlock({ content, plan, path }: PullRequestInput, detail: Detail): string {
  const rows = reasonGroups(content, plan).map((group) => whyRow(group, plan, detail));
  const header = ['Asset', 'Component', 'Advisories', 'Severity', 'Priority', 'Rule'];
  return `## Why\n\n${cutTable(header, rows, detail, path)}`;
}

/** Advisories that a cell names before it counts the rest. */
const advisoriesNamed = 12;

function whyRow({ first, assets, isExploited: exploited }: ReasonGroup, plan: Plan, detail: Detail): string[] {
  const binding = first.boundBy.due ?? first.boundBy.priority;
  const rule = binding === undefined ? undefined : `${binding.policy}/${binding.rule}`;
  const { advisories } = first;
  const more = advisories.length - advisoriesNamed;
  return [
    assetsCell(assets, detail),
    markdownCode(first.component.name),
    `${advisories.slice(0, advisoriesNamed).map(markdownText).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    `${first.severity ?? 'unknown'}${exploited ? ', **known exploited**' : ''}`,
    first.priority,
    rule === undefined ? 'none' : `${markdownText(rule)} (${markdownText(plan.ruleSources.get(rule) ?? '')})`,
  ];
}

function staysUpBlock({ content, plan, path }: PullRequestInput, detail: Detail): string {
  const ours = new Set(content.visits.map((visit) => visit.id));
  const lines = plan.schedule.clusters
    .filter((cluster) => cluster.visits.some((id) => ours.has(id)))
    .map(
      (cluster) =>
        `- ${markdownText(cluster.cluster)} (${cluster.consensus}): at most ${cluster.maxUnavailable} of ${cluster.members} members away at any instant, ${stayUpText(cluster)}.`,
    );
  return lines.length === 0 ? '' : `## What stays up\n\n${cutLines(lines, detail, path)}`;
}

const stayUpText = ({ members, maxUnavailable }: ClusterPlan): string =>
  members - maxUnavailable === 1 ? '1 stays up' : `${members - maxUnavailable} stay up`;

const rollbackBlock = (content: ChangeContent): string =>
  `## The way back\n\n${content.rollback === undefined ? 'No policy states a rollback procedure.' : markdownText(content.rollback)}`;

function gatesBlock({ content, path }: PullRequestInput, detail: Detail): string {
  const lines = gateLines(content, detail.named);
  return lines.length === 0 ? '' : `## Before it may run\n\n${cutLines(lines, detail, path)}`;
}

function assumptionsBlock({ content, plan, path }: PullRequestInput, detail: Detail): string {
  const details = carriedBy(content, plan).flatMap(({ obligations }) =>
    obligations.flatMap(({ assumptions }) => assumptions.map(({ detail: words }) => words)),
  );
  const lines = [...new Set(details)].sort().map((words) => `- ${markdownText(words)}`);
  return lines.length === 0 ? '' : `## Assumed\n\n${cutLines(lines, detail, path)}`;
}

function footer({ content, plan, asOf, path }: PullRequestInput): string {
  return [
    '---',
    `${markdownCode(path)} · ${markdownCode(content.planFp)}`,
    `Decided as of ${formatInstant(asOf)} by Patchledger ${markdownText(plan.tool.version)}. Ask for any line: \`patchledger explain <asset> <component> --as-of ${formatInstant(asOf)}\`.`,
  ].join('\n\n');
}
