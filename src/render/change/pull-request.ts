import { formatInstant, formatZoned } from '../../core/time.ts';
import type { ChangeContent, ChangeVisit } from '../../model/change.ts';
import type { Plan } from '../../model/plan.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { ClusterPlan, Gate } from '../../model/visit.ts';
import { markdownCode, markdownTable, markdownText } from '../markdown/escape.ts';
import { assetsText, count, listText } from '../words.ts';

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

/**
 * Text of the pull request without the marker that goes before it, the ask first, in an order that answers in ten seconds.
 * Instants are absolute, in the Workspace's zone with offset; nothing in it moves with the clock of a later run.
 */
export function renderPullRequest(input: PullRequestInput): string {
  const { content } = input;
  const blocks = [
    askBlock(input),
    whatBlock(input),
    whyBlock(input),
    staysUpBlock(input),
    rollbackBlock(content),
    gatesBlock(content),
    assumptionsBlock(input),
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
  return `${who}${by}.${again}`;
}

function whatBlock({ content, plan }: PullRequestInput): string {
  const rows = content.visits.map((visit) => [
    markdownText(visit.asset),
    visit.requirements
      .map(
        (requirement) =>
          `${markdownCode(requirement.name)} ${markdownText(requirement.version)} → **${markdownText(requirement.target)}**`,
      )
      .join('<br>'),
    `${formatZoned(visit.start, plan.timeZone)}<br>${formatInstant(visit.start)}`,
    whereText(visit),
    dueCell(visit, plan),
  ]);
  const late = content.visits.filter((visit) => visit.isLate).length;
  const verdict = `${count(content.visits.length, 'visit')} on ${count(assetNames(content).length, 'asset')}${late > 0 ? `, **${late} late**` : ', all on time'}.`;
  const table = markdownTable(['Asset', 'Update', 'Start', 'Window', 'Due'], rows);
  const notes = noteLines(content, plan);
  return `## What, where and when\n\n${verdict}\n\n${table}${notes.length > 0 ? `\n\n${notes.join('\n')}` : ''}`;
}

/** Why visits are late or outside every window, and what their updates leave open; assets that say the same share a line. */
function noteLines(content: ChangeContent, plan: Plan): readonly string[] {
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
  return [...assetsOf].map(([note, assets]) => `- ${markdownText(assetsText([...new Set(assets)].sort()))}: ${note}`);
}

const whereText = (visit: ChangeVisit): string =>
  visit.window === undefined
    ? 'emergency, no window'
    : `${markdownText(visit.window)}, wave ${visit.wave}${visit.ring ? `, ring ${markdownText(visit.ring)}` : ''}`;

function dueCell(visit: ChangeVisit, plan: Plan): string {
  const dues = visit.requirements.flatMap((requirement) => requirement.due ?? []);
  if (dues.length === 0) return 'no deadline';
  const earliest = Math.min(...dues) as Instant;
  return `${formatZoned(earliest, plan.timeZone)}${visit.isLate ? ' **late**' : ''}`;
}

function whyBlock({ content, plan }: PullRequestInput): string {
  const carried = new Set(content.visits.flatMap((visit) => visit.requirements.map((requirement) => requirement.id)));
  const rows = plan.requirements
    .filter((requirement) => carried.has(requirement.id))
    .map((requirement) => whyRow(requirement, plan));
  return `## Why\n\n${markdownTable(['Asset', 'Component', 'Advisories', 'Severity', 'Priority', 'Rule'], rows)}`;
}

function whyRow(requirement: Requirement, plan: Plan): string[] {
  const binding = requirement.boundBy.due ?? requirement.boundBy.priority;
  const rule = binding === undefined ? undefined : `${binding.policy}/${binding.rule}`;
  const exploited = requirement.findings.some((finding) => finding.facts.kev.value === true);
  return [
    markdownText(requirement.asset),
    markdownCode(requirement.component.name),
    requirement.advisories.map(markdownText).join(', '),
    `${requirement.severity ?? 'unknown'}${exploited ? ', **known exploited**' : ''}`,
    requirement.priority,
    rule === undefined ? 'none' : `${markdownText(rule)} (${markdownText(plan.ruleSources.get(rule) ?? '')})`,
  ];
}

function staysUpBlock({ content, plan }: PullRequestInput): string {
  const ours = new Set(content.visits.map((visit) => visit.id));
  const lines = plan.schedule.clusters
    .filter((cluster) => cluster.visits.some((id) => ours.has(id)))
    .map(
      (cluster) =>
        `- ${markdownText(cluster.cluster)} (${cluster.consensus}): at most ${cluster.maxUnavailable} of ${cluster.members} members away at any instant, ${stayUpText(cluster)}.`,
    );
  return lines.length === 0 ? '' : `## What stays up\n\n${lines.join('\n')}`;
}

const stayUpText = ({ members, maxUnavailable }: ClusterPlan): string =>
  members - maxUnavailable === 1 ? '1 stays up' : `${members - maxUnavailable} stay up`;

const rollbackBlock = (content: ChangeContent): string =>
  `## The way back\n\n${content.rollback === undefined ? 'No policy states a rollback procedure.' : markdownText(content.rollback)}`;

/** A gate with the assets whose visits it stands before. */
interface AskedGate {
  readonly gate: Gate;
  readonly assets: string[];
}

/** One line a gate; where records show it for some assets only, a line each, with their names. */
function gatesBlock(content: ChangeContent): string {
  const asked = new Map<string, Map<string, AskedGate>>();
  for (const { asset, gates } of content.visits) {
    for (const gate of gates) {
      const [what, shown] = [`${gate.gate} ${gate.needs}`, JSON.stringify([gate.status, gate.metBy, gate.lacks])];
      const alike = asked.get(what) ?? new Map<string, AskedGate>();
      asked.set(what, alike);
      const known = alike.get(shown) ?? { gate, assets: [] };
      alike.set(shown, known);
      known.assets.push(asset);
    }
  }
  const lines = [...asked.keys()].sort().flatMap((what) => {
    const alike = [...(asked.get(what)?.values() ?? [])];
    return alike.map((one) => gateLine(one, alike.length > 1));
  });
  return lines.length === 0 ? '' : `## Before it may run\n\n${lines.join('\n')}`;
}

function gateLine({ gate, assets }: AskedGate, isForSome: boolean): string {
  const { metBy = [], lacks = [] } = gate;
  const names = isForSome ? ` (${markdownText(assetsText([...new Set(assets)].sort()))})` : '';
  const records = metBy.length > 0 ? `: ${metBy.map(markdownCode).join(', ')}` : '';
  const but = lacks.map((lack) => `; but ${markdownText(lack)}`).join('');
  return `- [${gate.status === 'met' ? 'x' : ' '}] ${gate.gate}: ${markdownText(gate.needs)}${names}${records}${but}`;
}

function assumptionsBlock({ content, plan }: PullRequestInput): string {
  const carried = new Set(content.visits.flatMap((visit) => visit.requirements.map((requirement) => requirement.id)));
  const details = plan.requirements
    .filter((requirement) => carried.has(requirement.id))
    .flatMap((requirement) =>
      requirement.obligations.flatMap((obligation) => obligation.assumptions.map((assumption) => assumption.detail)),
    );
  const lines = [...new Set(details)].sort().map((detail) => `- ${markdownText(detail)}`);
  return lines.length === 0 ? '' : `## Assumed\n\n${lines.join('\n')}`;
}

function footer({ content, plan, asOf, path }: PullRequestInput): string {
  return [
    '---',
    `${markdownCode(path)} · ${markdownCode(content.planFp)}`,
    `Decided as of ${formatInstant(asOf)} by Patchledger ${markdownText(plan.tool.version)}. Ask for any line: \`patchledger explain <asset> <component> --as-of ${formatInstant(asOf)}\`.`,
  ].join('\n\n');
}
