import type { EditedUpdate, EditVerdict } from '../../model/proposal.ts';
import { markdownCode, markdownText } from '../markdown/escape.ts';
import { count, listText } from '../words.ts';

/** More than this is for the Change file to say. */
const mostLines = 20;

/** Comment below a pull request that asks for something else than it did. */
export const renderNews = (approvers: readonly string[]): string =>
  `This Change asks for something else than before; see its diff. Earlier approvals do not cover it: approval is needed again from ${listText(approvers.map((role) => `**${markdownText(role)}**`)) || 'whoever merges'}.`;

/** Comment below a pull request whose branch somebody committed to. */
export function renderEdit(verdict: EditVerdict, by: 'commit' | 'base'): string {
  const { errors, missing, added, moved, isCovering } = verdict;
  const what =
    by === 'base' ? 'Somebody turned this pull request to another base' : 'Somebody committed to this branch';
  const parts = [
    `${what}, so Patchledger leaves it as it is and goes on checking it against the plan.`,
    isCovering ? 'It does all that the plan asks for.' : '**It does not do all that the plan asks for.**',
    list('Wrong in its files', errors.map(markdownText)),
    list('Missing', missing.map(updateText)),
    list('Beside the plan', added.map(updateText)),
    list(
      'At another time than planned',
      moved.map(({ asset, from, to }) => `${markdownText(asset)}: ${markdownText(to)} instead of ${from}`),
    ),
    by === 'commit'
      ? 'To have it written by Patchledger again, tick the box in the description, which discards what others committed, or take the commits back. Close the pull request to decline its work.'
      : 'To have it written by Patchledger again, turn it back. Close the pull request to decline its work.',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** One line of it, for a verdict on the commit. */
export function editSummary({ errors, missing, isCovering }: EditVerdict): string {
  if (isCovering) return 'edited by hand; does all that the plan asks for';
  const problems = [
    ...(errors.length > 0 ? [count(errors.length, 'error')] : []),
    ...(missing.length > 0 ? [`${count(missing.length, 'update')} of the plan missing`] : []),
  ];
  return `edited by hand; ${problems.join(', ')}`;
}

const updateText = ({ asset, name, target }: EditedUpdate): string =>
  `${markdownText(asset)}: ${markdownCode(name)} → ${markdownText(target)}`;

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const rest = lines.length - mostLines;
  const shown = lines.slice(0, mostLines).map((line) => `- ${line}`);
  return [`${title}:`, '', ...shown, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
}

/** Comment below a pull request of which nothing is required any more. `successors` are addresses of pull requests. */
export function renderObsolete(successors: readonly string[], isOurs: boolean): string {
  const why =
    successors.length > 0
      ? `The work of this Change goes on in ${listText([...successors])}.`
      : 'Nothing of this Change is required any more: it was done elsewhere, its assets or advisories are gone, or an exception covers it.';
  const what = isOurs
    ? 'Patchledger closes it.'
    : 'Somebody committed to its branch, so Patchledger leaves it open: close or merge it as you see fit.';
  return `${why} ${what}`;
}
