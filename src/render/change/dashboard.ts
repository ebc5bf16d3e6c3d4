import { formatZoned } from '../../core/time.ts';
import type { Dashboard, DashboardChange } from '../../model/proposal.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { markdownCode, markdownTable, markdownText } from '../markdown/escape.ts';
import { count, listText } from '../words.ts';

/** Title of the issue. */
export const dashboardTitle = 'Patchledger: what is proposed, held back, declined and overdue';

/** First line of the issue, by which it is known for ours. */
export const dashboardMarker = '<!-- patchledger:dashboard -->';

/** The issue takes as many characters as a pull request; whole sections stay below that with this many rows each. */
const mostRows = 50;

/** Text of the issue, overdue work first. */
export function renderDashboard(dashboard: Dashboard): string {
  const { overdue, declined, failed, edited, heldBack, open, timeZone } = dashboard;
  const at = (instant: Instant | undefined): string =>
    instant === undefined ? 'none' : formatZoned(instant, timeZone);
  const row = (change: DashboardChange): string[] => [
    link(change),
    `${count(change.visits, 'visit')}${change.late > 0 ? `, **${change.late} late**` : ''}`,
    change.firstStart === undefined ? '' : at(change.firstStart),
    at(change.earliestDue),
    listText(change.approvers.map(markdownText)) || 'whoever merges',
  ];
  const need = (one: Requirement): string[] => [
    markdownText(one.asset),
    markdownCode(one.component.name),
    markdownText(one.target ?? one.partial?.version ?? 'no fix'),
    one.priority,
    at(one.due),
  ];
  const changes = ['Change', 'What', 'First start', 'Earliest due', 'Approval by'];
  const needs = ['Asset', 'Component', 'Target', 'Priority', 'Due'];
  const limits = { open: 'as many are open as the Workspace allows', new: 'as many are new as one run may open' };
  const sections = [
    section('Overdue', needs, overdue.map(need)),
    section('Could not be proposed', ['Branch', 'Cause', 'What to do'], failed.map(failedRow)),
    section('Declined and uncovered', needs, declined.map(need)),
    section('Edited by hand', changes, edited.map(row)),
    section(
      'Held back',
      [...changes, 'Why'],
      heldBack.map((change) => [...row(change), limits[change.limit]]),
    ),
    section('Up for approval', changes, open.map(row)),
  ].filter((text) => text !== '');
  const body = sections.length === 0 ? ['Nothing is up for approval, held back, declined or overdue.'] : sections;
  return `${[dashboardMarker, ...body, '*Written by Patchledger; it writes over whatever else stands here.*'].join('\n\n')}\n`;
}

const failedRow = ({ branch, cause, remedy }: Dashboard['failed'][number]): string[] => [
  markdownCode(branch),
  markdownText(cause),
  markdownText(remedy),
];

function link({ branch, url }: DashboardChange): string {
  const number = /\/pull\/(\d+)$/.exec(url ?? '')?.[1];
  return number === undefined ? markdownCode(branch) : `#${number}`;
}

function section(title: string, header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const rest = rows.length - mostRows;
  const more = rest > 0 ? `\n\nand ${rest} more` : '';
  return `## ${title} (${rows.length})\n\n${markdownTable(header, rows.slice(0, mostRows))}${more}`;
}
