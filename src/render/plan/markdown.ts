import { formatZoned } from '../../core/time.ts';
import type { AttentionRow } from '../../model/attention.ts';
import type { Plan } from '../../model/plan.ts';
import type { ClusterPlan, Visit } from '../../model/visit.ts';
import { markdownCode, markdownTable, markdownText } from '../markdown/escape.ts';
import { assetsText, count, dueText } from '../words.ts';
import { activationTexts } from './activation.ts';
import { feedsLine, headLine, noTargetText, provenanceLine, unjudgedAssets } from './head.ts';

/** The plan as GFM: for a pull request, a job summary or a page. The same lines in the same order as in a terminal. */
export function renderPlanMarkdown(plan: Plan, rows: readonly AttentionRow[]): string {
  const blocks = [
    '# Patch plan',
    `**${markdownText(headLine(plan))}**\n\n${markdownText(provenanceLine(plan))}`,
    feedsLine(plan).map(markdownText).join(''),
    `## Required\n\n${requiredTable(plan, rows)}`,
    `## Visits\n\n${visitsTable(plan)}`,
    clustersBlock(plan.schedule.clusters),
    activationsBlock(plan),
    `## Not known\n\n${unknownList(plan)}`,
    `---\n\nPatchledger ${markdownText(plan.tool.version)}, time-zone data ${markdownText(plan.tool.tzdata)}, inputs ${markdownCode(plan.inputsDigest)}`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function requiredTable(plan: Plan, rows: readonly AttentionRow[]): string {
  if (rows.length === 0) return 'Nothing is required.';
  const header = ['State', 'Assets', 'Component', 'Target', 'Due', 'Rule', 'Note'];
  return markdownTable(
    header,
    rows.map((row) => [
      `${row.label}${row.exploited ? ', exploited' : ''}`,
      markdownText(assetsText(row.assets)),
      `${markdownCode(row.component)} ${markdownText(row.version)}`,
      row.target === undefined ? noTargetText(row) : `${markdownText(row.target)}${row.partial ? ' (partly)' : ''}`,
      dueText(row.due, plan.asOf, plan.timeZone),
      row.rule === undefined ? 'none' : `${markdownText(row.rule)}<br>${markdownText(row.ruleAt ?? '')}`,
      markdownText(row.note),
    ]),
  );
}

function visitsTable(plan: Plan): string {
  if (plan.schedule.visits.length === 0) return 'None.';
  return markdownTable(
    ['Start', 'End', 'Asset', 'Window', 'State', 'Requirements'],
    plan.schedule.visits.map((visit) => visitRow(visit, plan.timeZone)),
  );
}

const visitRow = (visit: Visit, zone: string): string[] => [
  formatZoned(visit.start, zone),
  formatZoned(visit.end, zone),
  markdownText(visit.asset),
  visit.window === undefined ? 'emergency, no window' : `${markdownText(visit.window)}, wave ${visit.wave}`,
  visit.state,
  String(visit.requirements.length),
];

function clustersBlock(clusters: readonly ClusterPlan[]): string {
  const lines = clusters
    .filter((cluster) => cluster.visits.length > 0)
    .map(
      (cluster) =>
        `- ${markdownText(cluster.cluster)} (${cluster.consensus}): at most ${cluster.maxUnavailable} of ${cluster.members} away at once`,
    );
  return lines.length === 0 ? '' : `## What stays up\n\n${lines.join('\n')}`;
}

function activationsBlock({ schedule, timeZone }: Plan): string {
  const lines = schedule.activations.flatMap((activation) => {
    const [first = '', ...rest] = activationTexts(activation, timeZone).map(markdownText);
    return [`- ${first}`, ...rest.map((text) => `  - ${text}`)];
  });
  return lines.length === 0 ? '' : `## Activations\n\n${lines.join('\n')}`;
}

function unknownList(plan: Plan): string {
  const { summary, incomplete } = plan;
  const lines = [
    ...incomplete.map((reason) => `incomplete: ${reason}`),
    ...summary.unwatched.map(
      (gap) => `unwatched: ${gap.ecosystem}, ${count(gap.components, 'component')} on ${assetsText(gap.assets)}`,
    ),
    ...unjudgedAssets(plan),
    ...summary.assumptions.map(
      (assumption) => `assumed: ${assumption.detail} (${count(assumption.count, 'decision')})`,
    ),
  ];
  return lines.length === 0
    ? 'Nothing: every ecosystem is watched, every version could be ordered, and no fact was assumed.'
    : lines.map((line) => `- ${markdownText(line)}`).join('\n');
}
