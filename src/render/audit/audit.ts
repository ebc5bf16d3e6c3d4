import type { Audit, AuditCheck } from '../../model/audit.ts';
import type { Paint } from '../../model/paint.ts';
import { safeText } from '../text-table.ts';

/** Findings of one check that are named before the rest is counted. */
const named = 40;

/** What holds, what is broken and what nobody knows, for people. */
export function renderAudit({ head, commits, checks, sealHead, signatures, limits }: Audit, paint: Paint): string {
  const marks = { holds: paint.green('✓'), broken: paint.red('✗'), 'not known': paint.yellow('?') } as const;
  const block = ({ verdict, title, lookedAt, found }: AuditCheck): string => {
    const rest = found.length - named;
    const lines = [...found.slice(0, named), ...(rest > 0 ? [`and ${rest} more`] : [])];
    return `${marks[verdict]} ${title} (${lookedAt})\n${lines.map((line) => `    ${safeText(line)}\n`).join('')}`;
  };
  const signed = Object.entries(signatures).map(([state, count]) => `${count} ${state}`);
  return [
    `${head.slice(0, 12)}, ${commits} commits along the first parents\n\n`,
    ...checks.map(block),
    ...(sealHead === undefined
      ? []
      : [`\nlast seal: ${sealHead.digest} (number ${sealHead.number}, ${sealHead.files} files)\n`]),
    `\nsignatures: ${signed.join(', ')}\n\n`,
    ...limits.map((limit) => `${paint.dim(limit)}\n`),
  ].join('');
}

/** The same for programs. */
export const renderAuditJson = (audit: Audit): string =>
  `${JSON.stringify({ schema: 'patchledger.audit/v1', ...audit }, undefined, 2)}\n`;
