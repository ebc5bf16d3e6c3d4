import type { Outcome } from '../../model/diagnostic.ts';
import { limits } from '../../model/limits.ts';
import type { SourceFile } from '../../model/source.ts';
import { readLedgerFile } from './ledger-file.ts';
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
  const values = readLedgerFile(file) ?? (isForThorough ? undefined : readPlainYaml(file.text));
  return values === undefined ? parseThoroughly(file) : { value: plainDocuments(file, values), diagnostics: [] };
}

/**
 * Documents of a file that the plain reader could read. Where things stand is asked for only when something is wrong
 * with them, so the thorough reader looks at the file then, once.
 */
function plainDocuments(file: SourceFile, values: readonly unknown[]): readonly ParsedDocument[] {
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
      locate: (pointer, part) => thorough()?.locate(pointer, part),
      rawText: (pointer) => thorough()?.rawText(pointer),
      isFlawed: () => false,
    };
  });
}
