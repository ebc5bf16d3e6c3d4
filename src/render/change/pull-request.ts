import { formatInstant, formatZoned } from '../../core/time.ts';
import { markdownCode, markdownText } from '../markdown/escape.ts';
import { activationTexts } from '../plan/activation.ts';
import { assetsText, listText } from '../words.ts';
import { cutLines, type Detail, detailLadder } from './detail.ts';
import { gateLines } from './gate-lines.ts';
import { assetNames, glanceBlock } from './glance.ts';
import type { PullRequestInput } from './pull-request-input.ts';
import { explainedBlock, visitsBlock, whyBlock } from './tables.ts';

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
  const blocks = [
    askBlock(input),
    input.follows === undefined ? '' : `An earlier pull request for this was closed: ${input.follows}`,
    glanceBlock(input, detail),
    visitsBlock(input, detail),
    whyBlock(input, detail),
    gatesBlock(input, detail),
    activationsBlock(input, detail),
    explainedBlock(input, detail),
    footer(input),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function askBlock({ content, plan }: PullRequestInput): string {
  const roles = content.key.approvers.map((role) => `**${markdownText(role)}**`);
  const first = content.visits[0];
  const by =
    first === undefined
      ? ''
      : ` by **${formatZoned(first.start, plan.timeZone)}** (${formatInstant(first.start)}), when the first visit starts`;
  const who =
    roles.length === 0 ? 'No policy names an approver; the owner may merge' : `Approval needed from ${listText(roles)}`;
  return `${who}${by}.`;
}

function gatesBlock({ content, path }: PullRequestInput, detail: Detail): string {
  const lines = gateLines(content, detail.named);
  return lines.length === 0 ? '' : `## Before it may run\n\n${cutLines(lines, detail, path)}`;
}

/** When what is installed takes effect, what must hold first and by when: merging does not switch it. */
function activationsBlock({ content, plan, path }: PullRequestInput, detail: Detail): string {
  const lines = (content.activations ?? []).map((activation) => {
    const [first = '', ...rest] = activationTexts(activation, plan.timeZone).map(markdownText);
    return [`- ${first}`, ...rest.map((text) => `  - ${text}`)].join('\n');
  });
  return lines.length === 0 ? '' : `## Takes effect later\n\n${cutLines(lines, detail, path)}`;
}

function footer({ content, plan, asOf, path, inputsDigest }: PullRequestInput): string {
  return [
    '---',
    `${markdownCode(path)} · plan ${markdownCode(content.planFp)} · inputs ${markdownCode(inputsDigest)}`,
    `Decided as of ${formatInstant(asOf)} by Patchledger ${markdownText(plan.tool.version)}. To replay it on the base branch: \`patchledger plan --as-of ${formatInstant(asOf)}\`; to ask for any line: \`patchledger explain <asset> <component> --as-of ${formatInstant(asOf)}\`.`,
  ].join('\n\n');
}
