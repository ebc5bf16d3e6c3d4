import type { LedgerRecord } from '../../model/generated/ledger-record.ts';

/**
 * A record as the text of its file: JSON with one row a line, small and easy to compare. The one form in which records
 * are written, so that a reader can tell a file that nobody touched.
 */
export function ledgerRecordText({ spec, ...head }: LedgerRecord): string {
  const parts = Object.entries(spec).map(([key, value]) => `    ${JSON.stringify(key)}: ${partText(value)}`);
  const heads = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${[...heads, `  "spec": {\n${parts.join(',\n')}\n  }`].join(',\n')}\n}\n`;
}

function partText(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  return `[\n${value.map((row) => `      ${JSON.stringify(row)}`).join(',\n')}\n    ]`;
}
