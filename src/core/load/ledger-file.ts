import type { SourceRange } from '../../model/diagnostic.ts';
import type { Pointer, SourceFile } from '../../model/source.ts';
import { ledgerRecordText } from '../ledger/record-text.ts';

const head = '{\n  "apiVersion": "patchledger/v1",\n  "kind": "LedgerRecord",\n';

/**
 * The one document of a file of the ledger that stands just as `observe` wrote it; `undefined` for every other file, be
 * it by one space or a key that stands twice. Records of large estates are larger than what people write, and this is
 * many times faster than the reader that knows where everything stands.
 */
export function readLedgerFile({ path, text }: SourceFile): readonly unknown[] | undefined {
  if (!path.endsWith('.json') || !text.startsWith(head)) return undefined;
  try {
    const value = JSON.parse(text);
    return ledgerRecordText(value) === text ? [value] : undefined;
  } catch {
    // Not JSON, not a record, or nested deeper than any record: the thorough reader says what is wrong.
    return undefined;
  }
}

/**
 * Where the name stands in a file that `readLedgerFile` read: such a file has its metadata on one line, the name first.
 * Reports name the place of every record, and the thorough reader would take the whole text apart for it. `undefined`
 * for everything else.
 */
export function locateLedgerName(text: string, pointer: Pointer): SourceRange | undefined {
  if (pointer.length !== 2 || pointer[0] !== 'metadata' || pointer[1] !== 'name') return undefined;
  if (!text.startsWith(nameHead, head.length)) return undefined;
  const from = head.length + nameHead.length;
  const length = nameText.exec(text.slice(from, text.indexOf('\n', from)))?.[0].length;
  if (length === undefined) return undefined;
  const [line, column] = [head.split('\n').length, nameHead.length + 1];
  return { start: { line, column }, end: { line, column: column + length } };
}

const nameHead = '  "metadata": {"name":';
const nameText = /^"(?:[^"\\]|\\.)*"/;
