import { CST, Lexer } from 'yaml';
import type { Reporter } from './reporter.ts';

/** The tokens that make up JSON; everything else is YAML's own. */
const jsonTokens: ReadonlySet<string | null> = new Set([
  'space',
  'newline',
  'flow-map-start',
  'flow-map-end',
  'flow-seq-start',
  'flow-seq-end',
  'comma',
  'map-value-ind',
  'double-quoted-scalar',
]);

const names: Readonly<Record<string, string>> = {
  comment: 'comments',
  'single-quoted-scalar': 'single quotes',
  anchor: 'anchors',
  alias: 'aliases',
  tag: 'tags',
  'doc-start': 'several documents',
  'doc-end': 'several documents',
  'directive-line': 'directives',
  'byte-order-mark': 'a byte order mark here',
};

const jsonLiteral = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/**
 * Reports the first thing in a `.json` file that YAML allows and JSON does not: comments, trailing commas, text
 * without double quotes. Such a file would be read differently by the tools that its name invites.
 * Answers whether the text is JSON.
 */
export function checkJson(text: string, report: Reporter): boolean {
  if (isJson(text)) return true;
  const found = firstForeign(text);
  if (found) report.add('load/not-json', { what: found.what }, [found.start, found.end]);
  return false;
}

interface Lexeme {
  readonly type: string | null;
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

function firstForeign(
  text: string,
): { readonly what: string; readonly start: number; readonly end: number } | undefined {
  let comma: Lexeme | undefined;
  for (const lexeme of lexemes(text)) {
    const { type, source, start, end } = lexeme;
    const what = forbidden(type, source);
    if (what) return { what, start, end };
    const isClosing = type === 'flow-map-end' || type === 'flow-seq-end';
    if (isClosing && comma) return { what: 'a comma behind the last item', start: comma.start, end: comma.end };
    if (type !== 'space' && type !== 'newline') comma = type === 'comma' ? lexeme : undefined;
  }
  return undefined;
}

/** The lexer announces modes and plain text with marks that are not in the text. */
function* lexemes(text: string): Generator<Lexeme> {
  let start = 0;
  let isPlain = false;
  for (const source of new Lexer().lex(text)) {
    const type: string | null = isPlain ? 'plain' : CST.tokenType(source);
    isPlain = type === 'scalar';
    if (type === 'doc-mode' || type === 'scalar' || type === 'flow-error-end') continue;
    yield { type, source, start, end: start + source.length };
    start += source.length;
  }
}

function forbidden(type: string | null, lexeme: string): string | undefined {
  if (type === 'plain') return jsonLiteral.test(lexeme) ? undefined : 'text without double quotes';
  if (jsonTokens.has(type)) return undefined;
  return names[type ?? ''] ?? 'this';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
