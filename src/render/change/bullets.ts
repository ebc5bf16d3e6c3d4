import { listText } from '../words.ts';
import { type Detail, leftOut } from './detail.ts';
import type { PullRequestInput } from './pull-request-input.ts';

/** Parts of one kind that a phone shows before the rest is counted. */
const fewParts = 3;

/** Lines below one title, however many could be told. */
const mostLines = 12;

/** One part stands in the line of its title, several below it. */
export function bullet(title: string, lines: readonly string[]): string {
  const [first] = lines;
  if (first === undefined) return '';
  if (lines.length === 1) return `- **${title}:** ${first}`;
  return [`- **${title}:**`, ...lines.map((line) => `  - ${line}`)].join('\n');
}

/** As `bullet`; of many parts the rest is counted. */
export function bullets(title: string, lines: readonly string[], { path }: PullRequestInput, { rows }: Detail): string {
  const most = Math.min(rows, mostLines);
  const rest = lines.length - most;
  return bullet(title, rest > 0 ? [...lines.slice(0, most), leftOut(rest, 'line', path)] : lines);
}

/** The first few, and how many more there are. */
export function someText(parts: readonly string[]): string {
  const rest = parts.length - fewParts;
  return rest > 1 ? `${parts.slice(0, fewParts).join(', ')} and ${rest} more` : listText([...parts]);
}
