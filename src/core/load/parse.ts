import type { Outcome, SourceRange } from '../../model/diagnostic.ts';
import { limits } from '../../model/limits.ts';
import type { Pointer, SourceFile } from '../../model/source.ts';
import { locateLedgerName, readLedgerFile } from './ledger-file.ts';
import { parseThoroughly } from './parse-thoroughly.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { readPlainYaml } from './plain-yaml.ts';

/**
 * Reads a YAML 1.2 (core schema) or JSON file of one or more documents.
 *
 * Gives the documents whose structure is certain and every problem with its line and column; see
 * `src/model/diagnostics/load.ts`. Empty documents are left out, but counted in `origin.document`.
 * Never throws on any text, and bounds depth, size, count and expansion of what it reads.
 */
export function parseFile(file: SourceFile): Outcome<readonly ParsedDocument[]> {
  const isForThorough = file.path.endsWith('.json') || file.text.length > limits.decisionFileBytes;
  const ledger = readLedgerFile(file);
  if (ledger !== undefined) return { value: plainDocuments(file, ledger, locateLedgerName), diagnostics: [] };
  const values = isForThorough ? undefined : readPlainYaml(file.text);
  return values === undefined ? parseThoroughly(file) : { value: plainDocuments(file, values), diagnostics: [] };
}

/**
 * Documents of a file that the plain reader could read. Where things stand is asked for only when something is wrong
 * with them, so the thorough reader looks at the file then, once, unless `locate` finds the place.
 */
function plainDocuments(
  file: SourceFile,
  values: readonly unknown[],
  locate: (text: string, pointer: Pointer) => SourceRange | undefined = () => undefined,
): readonly ParsedDocument[] {
  let parsed: readonly ParsedDocument[] | undefined;
  return values.map((value, document) => {
    const thorough = (): ParsedDocument | undefined => {
      parsed ??= parseThoroughly(file).value;
      return parsed.find(({ origin }) => origin.document === document);
    };
    return {
      value,
      origin: { file: file.path, document },
      isSound: true,
      locate: (pointer, part = 'value') =>
        (part === 'value' ? locate(file.text, pointer) : undefined) ?? thorough()?.locate(pointer, part),
      rawText: (pointer) => thorough()?.rawText(pointer),
      isFlawed: () => false,
    };
  });
}
