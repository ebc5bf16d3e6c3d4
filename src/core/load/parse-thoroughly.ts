import type { CST, ParsedNode } from 'yaml';
import { Composer, isScalar, Schema } from 'yaml';
import type { Outcome } from '../../model/diagnostic.ts';
import { limits } from '../../model/limits.ts';
import type { Origin, Pointer, SourceFile } from '../../model/source.ts';
import { followAliases } from './aliases.ts';
import type { Lines } from './lines.ts';
import { indexLines } from './lines.ts';
import { findNode, spanOfFound } from './locator.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { quoteSource } from './quote.ts';
import type { Reporter } from './reporter.ts';
import { reportTo } from './reporter.ts';
import { checkJson } from './strict-json.ts';
import { reportSyntax } from './syntax.ts';
import type { TokenRefusal } from './tokens.ts';
import { tokenise } from './tokens.ts';
import type { ValueContext } from './values.ts';
import { toValue } from './values.ts';

/**
 * As `parseFile`, with a reader that knows all of YAML, every problem and every position.
 *
 * The build keeps this module apart: it is loaded when the first file needs it.
 */
export function parseThoroughly(file: SourceFile): Outcome<readonly ParsedDocument[]> {
  const text = file.text.startsWith('\uFEFF') ? file.text.slice(1) : file.text;
  const lines = indexLines(text);
  const report = reportTo(file.path, lines);
  const value = isReadable(text, report) ? readDocuments({ path: file.path, text }, lines, report) : [];
  return { value, diagnostics: report.diagnostics };
}

function isReadable(text: string, report: Reporter): boolean {
  if (text.length > limits.decisionFileBytes) {
    const [size, limit] = [text.length, limits.decisionFileBytes].map((bytes) => `${Math.ceil(bytes / 2 ** 20)} MiB`);
    report.add('load/too-large', { size: size ?? '', limit: limit ?? '' });
    return false;
  }
  // A decoder writes U+FFFD for bytes that are not UTF-8.
  const foreign = [text.indexOf('\0'), text.indexOf('\uFFFD')].find((at) => at !== -1) ?? -1;
  if (foreign !== -1) report.add('load/not-text', {}, [foreign, foreign + 1]);
  return foreign === -1;
}

function readDocuments(file: SourceFile, lines: Lines, report: Reporter): readonly ParsedDocument[] {
  const { text, path } = file;
  const read = tokenise(text);
  if ('refusal' in read) {
    refuse(read.refusal, report);
    return [];
  }
  checkDirectives(read.tokens, report);
  const context: ValueContext = { text, report, aliases: followAliases(), flawed: new Set() };
  const documents: ParsedDocument[] = [];
  let count = 0;
  let isEmpty = true;
  for (const document of composer().compose(read.tokens)) {
    const origin: Origin = { file: path, document: count };
    count += 1;
    const root = document.contents;
    const before = report.errorCount();
    const isIntact = reportSyntax(document, { text, lines, report }) === 'intact';
    if (isIntact && isNothing(root)) continue;
    isEmpty = false;
    if (!isIntact) continue;
    documents.push(parsedDocument({ root, origin, lines, context, before }));
  }
  if (report.diagnostics.length > 0) return documents;
  if (isEmpty) report.add('load/empty-file', {});
  else if (path.endsWith('.json') && !checkJson(text, report)) return [];
  return documents;
}

function refuse({ reason, offset }: TokenRefusal, report: Reporter): void {
  const span = [offset, offset + 1] as const;
  if (reason === 'too-deep') report.add('load/too-deep', { limit: limits.depth }, span);
  else if (reason === 'too-many-tokens')
    report.add('load/too-many-values', { limit: limits.tokens, what: 'words and signs' }, span);
  else report.add('load/too-many-values', { limit: limits.documents, what: 'documents' }, span);
}

/** `%YAML 1.1` would change what values mean; other directives change what tags mean. */
function checkDirectives(tokens: readonly CST.Token[], report: Reporter): void {
  for (const token of tokens) {
    if (token.type !== 'directive' || /^%YAML[ \t]+1\.2[ \t]*$/.test(token.source)) continue;
    const span = [token.offset, token.offset + token.source.length] as const;
    report.add('load/directive', { directive: quoteSource(token.source) }, span);
  }
}

/** One schema for all documents: building it is a good part of the cost of a small one. Duplicate keys are found by us. */
const coreSchema = new Schema({ schema: 'core', resolveKnownTags: false });

function composer(): Composer<ParsedNode> {
  return new Composer({ schema: coreSchema, uniqueKeys: false, version: '1.2' });
}

function isNothing(root: ParsedNode | null): boolean {
  return root === null || ('source' in root && root.source === '' && 'value' in root && root.value === null);
}

interface DocumentParts {
  readonly root: ParsedNode | null;
  readonly origin: Origin;
  readonly lines: Lines;
  readonly context: ValueContext;
  /** Errors of the file when the document began. */
  readonly before: number;
}

function parsedDocument({ root, origin, lines, context, before }: DocumentParts): ParsedDocument {
  context.aliases.startDocument();
  const flawedBefore = context.flawed.size;
  const value = toValue(root, context);
  const errors = context.report.errorCount() - before;
  const find = (pointer: Pointer) => findNode(root, pointer, context.aliases);
  return {
    value,
    origin,
    isSound: errors === 0,
    isLegible: errors === [...context.flawed].slice(flawedBefore).filter((node) => isScalar(node)).length,
    locate: (pointer, part = 'value') => {
      const found = find(pointer);
      const span = found && spanOfFound(found, part);
      return span && lines.rangeAt(span[0], span[1]);
    },
    rawText: (pointer) => {
      const node = find(pointer)?.value;
      if (!node || 'items' in node) return undefined;
      return context.text.slice(node.range[0], node.range[1]);
    },
    isFlawed: (pointer) => {
      const node = find(pointer)?.value;
      return node !== undefined && node !== null && context.flawed.has(node);
    },
  };
}
