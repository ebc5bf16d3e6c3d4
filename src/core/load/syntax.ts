import type { Document, ParsedNode, YAMLError } from 'yaml';
import { isScalar, visit } from 'yaml';
import type { Lines } from './lines.ts';
import { quoteSource } from './quote.ts';
import type { Reporter } from './reporter.ts';

/** What the report of a syntax error needs. */
export interface SyntaxContext {
  readonly text: string;
  readonly lines: Lines;
  readonly report: Reporter;
}

/** Errors that concern one value and leave the structure around it as its author meant it. */
const localErrors: ReadonlySet<string> = new Set([
  'ALIAS_PROPS',
  'BAD_ALIAS',
  'BAD_DQ_ESCAPE',
  'BAD_SCALAR_START',
  'MULTIPLE_ANCHORS',
  'MULTIPLE_TAGS',
  'TAG_RESOLVE_FAILED',
]);

/**
 * Reports the syntax errors of a document in the product's words, and answers whether its values can still be trusted.
 *
 * Of the errors that break the structure only the first is told, and every further tab: the parser guesses on behind
 * the first, and its later complaints are mostly about its own guess.
 */
export function reportSyntax(document: Document.Parsed, context: SyntaxContext): 'intact' | 'broken' {
  const errors = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  let isBroken = false;
  const places = new Set<number>();
  for (const error of errors) {
    const isLocal = localErrors.has(error.code);
    const isFollowUp = isBroken && !isLocal && error.code !== 'TAB_AS_INDENT';
    isBroken ||= !isLocal;
    if (isFollowUp || places.has(error.pos[0])) continue;
    places.add(error.pos[0]);
    reportError(error, document, errors, context);
  }
  return isBroken ? 'broken' : 'intact';
}

function reportError(
  error: YAMLError,
  document: Document.Parsed,
  all: readonly YAMLError[],
  context: SyntaxContext,
): void {
  const { text, report } = context;
  const [start, end] = error.pos;
  const source = quoteSource(text.slice(start, end));
  switch (error.code) {
    case 'TAB_AS_INDENT':
      report.add('load/tab-indent', {}, [start, end]);
      return;
    case 'TAG_RESOLVE_FAILED':
      report.add('load/unknown-tag', { tag: source }, [start, end]);
      return;
    case 'BAD_SCALAR_START':
      report.add('load/reserved-start', { character: source }, [start, end]);
      return;
    case 'BAD_DQ_ESCAPE':
      report.add('load/bad-escape', { escape: text.slice(start, start + 2) }, [start, start + 2]);
      return;
    case 'BAD_ALIAS':
    case 'ALIAS_PROPS':
    case 'MULTIPLE_ANCHORS':
      report.add('load/bad-anchor', { text: source }, [start, end]);
      return;
    case 'BLOCK_AS_IMPLICIT_KEY':
      reportNested(start, all, context);
      return;
    case 'MULTILINE_IMPLICIT_KEY':
      report.add('load/missing-colon', {}, [start, context.lines.endOfLine(start)]);
      return;
    case 'BAD_INDENT':
    case 'MISSING_CHAR':
      reportMissing(error, document, context);
      return;
    default:
      report.add('load/syntax', { problem: plainWords(error.message) }, [start, end]);
      return;
  }
}

/** `a: b: c` and a line that is indented below a finished value are one error to the parser. */
function reportNested(start: number, all: readonly YAMLError[], { text, lines, report }: SyntaxContext): void {
  const across = all.find(({ code, pos }) => code === 'MULTILINE_IMPLICIT_KEY' && pos[0] === start);
  if (!across) {
    report.add('load/nested-mapping', {}, [start, lines.endOfLine(start)]);
    return;
  }
  const lastLine = text.lastIndexOf('\n', across.pos[1] - 1) + 1;
  const indented = lastLine + (text.slice(lastLine).search(/\S/) || 0);
  report.add('load/bad-indent', {}, [indented, lines.endOfLine(indented)]);
}

function reportMissing(error: YAMLError, document: Document.Parsed, { text, lines, report }: SyntaxContext): void {
  const [start, end] = error.pos;
  const quote = /^Missing closing (["'])/.exec(error.message)?.[1];
  const bracket = /end with a ([\]}])$/.exec(error.message)?.[1];
  if (quote) {
    const opened = startOfScalarEndingAt(document, start) ?? start;
    report.add('load/unclosed-quote', { quote }, [opened, lines.endOfLine(opened)]);
  } else if (bracket) {
    report.add('load/unclosed-bracket', { bracket, opened: bracket === ']' ? 'list' : 'mapping' }, [start, end]);
  } else if (error.message.startsWith('Implicit map keys need')) {
    report.add('load/missing-colon', {}, [start, lines.endOfLine(start)]);
  } else if (error.code === 'BAD_INDENT') {
    const indented = start + Math.max(0, text.slice(start).search(/\S/));
    report.add('load/bad-indent', {}, [indented, lines.endOfLine(indented)]);
  } else {
    report.add('load/syntax', { problem: plainWords(error.message) }, [start, end]);
  }
}

/** The parser tells an open quote at the end of the file; people look for where it opens. */
function startOfScalarEndingAt(document: Document.Parsed, end: number): number | undefined {
  let found: number | undefined;
  const look = (node: unknown) => {
    if (isScalar(node) && node.range?.[1] === end) found = node.range[0];
  };
  visit(document, { Scalar: (_, node) => look(node as ParsedNode) });
  return found;
}

const tokenNames: readonly (readonly [RegExp, string])[] = [
  [/\bflow-map-(start|end)( token)?/g, 'curly bracket'],
  [/\bflow-seq-(start|end)( token)?/g, 'square bracket'],
  [/\bblock-seq-ind\b|\bseq-item-ind( token)?/g, 'list item (`-`)'],
  [/\bmap-value-ind( token)?/g, 'colon'],
  [/\b(single|double)-quoted-scalar( token)?/g, 'quoted text'],
  [/\bscalar( token)?/g, 'text'],
  [/ in YAML stream/g, ''],
];

/** The parser's own message on one line, without its names for tokens. */
function plainWords(message: string): string {
  const firstLine = message.split('\n', 1)[0] ?? message;
  const words = tokenNames.reduce((text, [pattern, name]) => text.replace(pattern, name), firstLine);
  return quoteSource(words.charAt(0).toLowerCase() + words.slice(1));
}
