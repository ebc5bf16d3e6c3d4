import type { Outcome } from '../../model/diagnostic.ts';
import { limits } from '../../model/limits.ts';
import type { SourceFile } from '../../model/source.ts';
import { locateLedgerName, readLedgerFile } from './ledger-file.ts';
import { parseThoroughly } from './parse-thoroughly.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { type PlainPlaces, plainPlaces } from './plain-place.ts';
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
  if (ledger !== undefined) {
    const locate: PlainPlaces = (_, pointer) => locateLedgerName(file.text, pointer);
    return { value: plainDocuments(file, ledger, locate), diagnostics: [] };
  }
  const values = isForThorough ? undefined : readPlainYaml(file.text);
  if (values === undefined) return parseThoroughly(file);
  return { value: plainDocuments(file, values, plainPlaces(file.text)), diagnostics: [] };
}

/**
 * Documents of a file that the plain reader could read. Where `locate` does not find the place of something, the
 * thorough reader looks at the file, once.
 */
function plainDocuments(file: SourceFile, values: readonly unknown[], locate: PlainPlaces): readonly ParsedDocument[] {
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
      isLegible: true,
      locate: (pointer, part = 'value') =>
        (part === 'value' ? locate(document, pointer) : undefined) ?? thorough()?.locate(pointer, part),
      rawText: (pointer) => thorough()?.rawText(pointer),
      isFlawed: () => false,
    };
  });
}
