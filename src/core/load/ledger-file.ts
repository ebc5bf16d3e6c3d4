import type { SourceFile } from '../../model/source.ts';
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
