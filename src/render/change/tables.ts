import { formatInstant, formatZoned } from '../../core/time.ts';
import type { ChangeContent, ChangeVisit } from '../../model/change.ts';
import type { Plan } from '../../model/plan.ts';
import { derivationLines } from '../explain/text.ts';
import { markdownCode, markdownText } from '../markdown/escape.ts';
import { assetsText, count } from '../words.ts';
import { assetsCell, cutLines, cutTable, type Detail } from './detail.ts';
import type { PullRequestInput } from './pull-request-input.ts';
import { type ReasonGroup, reasonGroups, updateGroups } from './update-groups.ts';

/** Every visit, those that differ in their asset alone in one row, and what is to be known of them. */
export function visitsBlock({ content, plan, path }: PullRequestInput, detail: Detail): string {
  const rows = updateGroups(content).map(({ update, visit, assets, due, isLate }) => [
    assetsCell(assets, detail),
    `${markdownCode(update.name)} ${markdownText(update.version)} → **${markdownText(update.target)}**`,
    `${formatZoned(visit.start, plan.timeZone)}<br>${formatInstant(visit.start)}`,
    whereText(visit),
    due === undefined ? 'no deadline' : `${formatZoned(due, plan.timeZone)}${isLate ? ' **late**' : ''}`,
  ]);
  const table = cutTable(['Asset', 'Update', 'Start', 'Window', 'Due'], rows, detail, path);
  const notes = noteLines(content, plan, detail);
  return `## Visits\n\n${table}${notes.length > 0 ? `\n\n${cutLines(notes, detail, path)}` : ''}`;
}

/** Why visits are late or outside every window, and what their updates leave open; those that say the same share a line. */
function noteLines(content: ChangeContent, plan: Plan, { named }: Detail): readonly string[] {
  const requirements = new Map(plan.requirements.map((requirement) => [requirement.id, requirement] as const));
  const planned = new Map(plan.schedule.visits.map((visit) => [visit.id, visit] as const));
  const notes: Note[] = content.visits.flatMap(({ id, asset, requirements: carried }) => [
    ...(planned.get(id)?.reasons ?? []).map(({ text }) => ({ text, of: asset })),
    ...carried.flatMap(({ id: requirement, name }) =>
      (requirements.get(requirement)?.reasons ?? []).map(({ text }) => ({ text, of: asset, name })),
    ),
  ]);
  const byName = gathered(notes, ({ text, name }) => JSON.stringify([text, name]));
  const alike = byName.map(({ first, all }) => ({ ...first, of: markdownText(assetsText(sortedOnce(all), named)) }));
  return gathered(alike, ({ text, of, name }) => JSON.stringify([text, of, name === undefined])).map(
    ({ first: { text, of }, names }) =>
      `- ${[of, ...(names.length > 0 ? [names.map(markdownCode).join(', ')] : []), markdownText(text)].join(': ')}`,
  );
}

/** Something to know of a visit, or of one update in it. */
interface Note {
  readonly text: string;
  /** Whose it is. */
  readonly of: string;
  readonly name?: string;
}

/** Notes with the same key as one, in the order in which they come. */
function gathered(
  notes: readonly Note[],
  keyOf: (note: Note) => string,
): readonly { readonly first: Note; readonly all: readonly string[]; readonly names: readonly string[] }[] {
  const groups = new Map<string, { first: Note; all: string[]; names: string[] }>();
  for (const note of notes) {
    const known = groups.get(keyOf(note)) ?? { first: note, all: [], names: [] };
    groups.set(keyOf(note), known);
    known.all.push(note.of);
    if (note.name !== undefined) known.names.push(note.name);
  }
  return [...groups.values()];
}

const sortedOnce = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

const whereText = (visit: ChangeVisit): string =>
  visit.window === undefined
    ? 'emergency, no window'
    : `${markdownText(visit.window)}, wave ${visit.wave}${visit.ring ? `, ring ${markdownText(visit.ring)}` : ''}`;

/** What each update rests on. */
export function whyBlock({ content, plan, path }: PullRequestInput, detail: Detail): string {
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

/**
 * How it comes to that, folded away: the words of `explain`, for one asset of each group, the most pressing first. What has
 * no assessment is not explained.
 */
export function explainedBlock({ content, plan, briefing }: PullRequestInput, detail: Detail): string {
  const groups = reasonGroups(content, plan).flatMap(({ first, assets }) => {
    const assessment = briefing.assessments.get(first.id);
    return assessment === undefined ? [] : [{ first, assets, assessment }];
  });
  const shown = groups.slice(0, detail.explained).map(({ first, assets, assessment }) => {
    const title = `${markdownText(first.component.name)} on ${markdownText(assetsText(assets, detail.named))}`;
    const lines = derivationLines({ requirement: first, assessment }, plan).map(explainedLine);
    const rest = lines.length - mostExplained;
    const more = rest > 0 ? `\n- and ${count(rest, 'line')} more: see \`patchledger explain\`` : '';
    return `<details><summary>${title}</summary>\n\n${lines.slice(0, mostExplained).join('\n')}${more}\n\n</details>`;
  });
  return shown.length === 0 ? '' : `## Explained\n\n${shown.join('\n\n')}`;
}

/** Lines of one explanation: software with a hundred advisories has hundreds. */
const mostExplained = 40;

/** A line that stands in one that belongs to the line before stands in a list of that. */
const explainedLine = (line: string): string => `${line.startsWith('  ') ? '  ' : ''}- ${markdownText(line.trim())}`;
