import type { ParsedNode, Scalar } from 'yaml';
import { isAlias, isScalar } from 'yaml';
import { quoteSource } from './quote.ts';
import type { Reporter, Span } from './reporter.ts';

/** Words that YAML 1.1 readers take for booleans and YAML 1.2 readers for text. */
const otherBooleans = new Set(['y', 'n', 'yes', 'no', 'on', 'off']);

/**
 * Reports a plain scalar that readers take for different things: `010`, `12e34567`, numbers beyond 2^53, `yes`.
 * Answers whether the scalar is wrong as it stands.
 */
export function checkScalar(node: Scalar.Parsed, report: Reporter): 'fine' | 'flawed' {
  if (node.type !== 'PLAIN') return 'fine';
  if (typeof node.value === 'string') {
    warnOfWord(node, node.value, report);
    return 'fine';
  }
  if (typeof node.value !== 'number') return 'fine';
  const code = numberProblem(node.value, node.source);
  if (!code) return 'fine';
  report.add(code, { raw: quoteSource(node.source) }, spanOf(node));
  return 'flawed';
}

function numberProblem(value: number, source: string) {
  if (/^[-+]?0\d/.test(source)) return 'load/leading-zero';
  if (!Number.isFinite(value)) return 'load/not-finite';
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return 'load/number-precision';
  return undefined;
}

function warnOfWord(node: Scalar.Parsed, value: string, report: Reporter): void {
  if (value.length > 3 || !otherBooleans.has(value.toLowerCase())) return;
  report.add('load/ambiguous-word', { raw: value }, spanOf(node));
}

/** The key's text, or `undefined` after reporting why the key cannot be used. */
export function checkKey(node: ParsedNode, text: string, report: Reporter): string | undefined {
  if (!isScalar(node) || typeof node.value !== 'string') {
    const span = spanOf(node);
    const what = isAlias(node) ? `*${node.source}` : text.slice(...span);
    report.add('load/non-string-key', { key: quoteSource(what) }, span);
    return undefined;
  }
  if (node.type !== 'PLAIN') return node.value;
  if (node.value === '<<') {
    report.add('load/merge-key', {}, spanOf(node));
    return undefined;
  }
  warnOfWord(node, node.value, report);
  return node.value;
}

/** Where a node stands, without the white space and comments behind it. */
export function spanOf(node: ParsedNode): Span {
  return [node.range[0], Math.max(node.range[0], endOf(node))];
}

/** The range of a block collection runs on to the next token: its last value ends it. */
function endOf(node: ParsedNode): number {
  let last = node;
  for (;;) {
    if (!('items' in last) || last.flow) return last.range[1];
    const item = last.items.at(-1);
    if (!item) return last.range[1];
    last = 'key' in item ? (item.value ?? item.key) : item;
  }
}
