import { formatInstant } from '../../core/time.ts';
import type { CoveredRequirement, ExceptionDraft } from '../../model/exception-draft.ts';
import type { Paint } from '../../model/paint.ts';
import type { Instant } from '../../model/time.ts';
import { alignColumns, safeText } from '../text-table.ts';
import { listText } from '../words.ts';

/** What is told about a draft beside the draft itself. */
export interface ExceptionTelling {
  readonly asOf: Instant;
  /** Nobody named an end, so the usual length was taken. */
  readonly usualLength: string | undefined;
  /** Roles that approve Exceptions here; none where the Workspace names none. */
  readonly approvers: readonly string[];
  readonly isWritten: boolean;
}

/** What a draft covers, until when, and what must happen before it has an effect. */
export function renderExceptionDraft(draft: ExceptionDraft, telling: ExceptionTelling, paint: Paint): string {
  const { document, path, covers, remarks } = draft;
  const { name } = document.metadata;
  const { treatment, requestedBy, expires } = document.spec;
  const rows = [
    ...(covers.length === 0 ? [['covers', 'nothing yet']] : []),
    ...covers.map((covered, index) => [index === 0 ? 'covers' : '', coverText(covered)]),
    ['treatment', treatment],
    ['asked by', requestedBy],
    ['expires', expires + usualText(telling)],
    ...remarks.map((remark) => ['mind', remark]),
  ];
  const who = telling.approvers.length === 0 ? 'somebody' : listText(telling.approvers);
  const lines = [
    `${paint.bold(safeText(path))} ${telling.isWritten ? 'is written' : 'would be written'}`,
    ...alignColumns(rows).map((row) => `  ${safeText(row)}`),
    '',
    `${paint.bold('It has no effect yet.')} What it covers stays required, with its deadline, until it is approved:`,
    ...[
      `1. commit ${path} on a branch and open a pull request`,
      `2. ${who} reviews it, who must not be ${requestedBy}`,
      `3. after the merge an ApprovalRecord names it under resources: { kind: Exception, name: ${name} }`,
    ].map((step) => `  ${safeText(step)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function coverText({ requirement, summary, advisories, isWhole }: CoveredRequirement): string {
  const named = advisories.join(', ');
  const what = isWhole ? named : `only ${named} (${advisories.length} of ${requirement.findings.length} open)`;
  return `${requirement.asset}: ${summary}: ${what}`;
}

function usualText({ usualLength, asOf }: ExceptionTelling): string {
  if (usualLength === undefined) return '';
  return `, which is ${usualLength} from ${formatInstant(asOf)}: --expires was not given`;
}
