import { Composer, type Document, isScalar, Lexer, LineCounter, Parser, visit } from 'yaml';
import type { Position } from '../model/diagnostic.ts';

/** One document of a YAML text as plain data. */
export interface YamlValue {
  readonly value: unknown;
  readonly start: Position;
}

/** Why a YAML text, or one document of it, could not be read. */
export interface YamlProblem {
  readonly reason: string;
  readonly start: Position;
}

/** The documents that could be read and the problems of the others. */
export interface YamlRead {
  readonly values: readonly YamlValue[];
  readonly problems: readonly YamlProblem[];
}

/** Aliases resolved per document; advisories need none, inventories a few. More is an alias bomb. */
const maxAliasCount = 50;
/** Lists and mappings inside one another. Composing recurses, so this also guards the call stack. */
const maxDepth = 100;
/** Lexical tokens of one document: an inventory of 10,000 hosts has about 100,000. */
const maxTokens = 500_000;

/**
 * Reads every document of a YAML text written by strangers. Never throws; what lies behind a broken limit is not read.
 *
 * Scalars stay text (YAML's failsafe schema): a version written `1.10` without quotes is `1.10`, not the number 1.1.
 */
export function readYaml(text: string): YamlRead {
  const lines = new LineCounter();
  const values: YamlValue[] = [];
  const problems: YamlProblem[] = [];
  const documents = documentsOf(text, lines, (reason, offset) => problems.push({ reason, start: at(lines, offset) }));
  for (const document of documents) {
    const start = at(lines, document.contents?.range?.[0] ?? document.range[0]);
    const [error] = document.errors;
    const duplicate = error === undefined ? duplicateKeyOf(document) : undefined;
    if (error !== undefined) problems.push({ reason: error.message, start: at(lines, error.pos[0]) });
    else if (duplicate !== undefined) problems.push({ reason: 'a key stands twice', start: at(lines, duplicate) });
    else {
      const value = plainValue(document);
      if (value === undefined) problems.push({ reason: 'its aliases multiply or lead nowhere', start });
      else values.push({ value: value.of, start });
    }
  }
  return { values, problems };
}

/** Documents one at a time, so that a long stream is never held as a whole. */
function* documentsOf(
  text: string,
  lines: LineCounter,
  refuse: (reason: string, offset: number) => void,
): Generator<Document.Parsed> {
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
  let tokens = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const offset = parser.offset;
    for (const token of parser.next(lexeme)) {
      if (token.type === 'document') tokens = 0;
      yield* composer.next(token);
    }
    tokens += 1;
    const reason = limitBroken(parser.stack.length, tokens);
    if (reason !== undefined) {
      refuse(reason, offset);
      return;
    }
  }
  for (const token of parser.end()) yield* composer.next(token);
  yield* composer.end();
}

function limitBroken(stack: number, tokens: number): string | undefined {
  // The stack holds the document, every open collection and at most one scalar.
  if (stack > maxDepth + 2) return 'it is nested too deeply';
  return tokens > maxTokens ? 'one document is too large for YAML; take JSON' : undefined;
}

/** The library compares every key with every other, which takes hours on a large mapping; this looks each up once. */
function duplicateKeyOf(document: Document.Parsed): number | undefined {
  let duplicate: number | undefined;
  visit(document, {
    Map: (_, map) => {
      const keys = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value)) duplicate = key.range?.[0] ?? 0;
        keys.add(key.value);
      }
      return duplicate === undefined ? undefined : visit.BREAK;
    },
  });
  return duplicate;
}

function plainValue(document: Document.Parsed): { readonly of: unknown } | undefined {
  try {
    return { of: document.toJS({ maxAliasCount }) as unknown };
  } catch {
    return undefined;
  }
}

function at(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
