/** What a scan tells about a JSON text. Depth 0 is the top-level value; offsets are UTF-16 units. */
export interface JsonVisitor {
  readonly onValue?: (depth: number, offset: number) => void;
  /** A key of the object that stands at this depth, without its quotes, escapes as written. */
  readonly onKey?: (depth: number, key: string) => void;
}

type Expected = 'value' | 'element-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'end';

/** Deeper nesting is nobody's data, and a scan of millions of brackets would only cost memory. */
const maxDepth = 10_000;

const literal = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Walks a JSON text (RFC 8259) without building values and without recursion.
 *
 * @returns the offset of the first thing that is not JSON (or lies too deep), the text's length when it ends too early, `undefined` when
 * it is whole. JavaScript engines word this differently, or not at all, from version to version.
 */
export function scanJson(text: string, visitor: JsonVisitor = {}): number | undefined {
  const nesting: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let offset = skipSpace(text, 0);
  while (offset < text.length) {
    const step = scanToken({ text, offset, expected, nesting, visitor });
    if (step === undefined) return offset;
    if (step.failedAt !== undefined) return step.failedAt;
    expected = step.expected;
    offset = skipSpace(text, step.next);
  }
  return expected === 'end' ? undefined : text.length;
}

interface ScanState {
  readonly text: string;
  readonly offset: number;
  readonly expected: Expected;
  readonly nesting: ('{' | '[')[];
  readonly visitor: JsonVisitor;
}

interface Step {
  readonly expected: Expected;
  readonly next: number;
  readonly failedAt?: number;
}

function scanToken(state: ScanState): Step | undefined {
  const { text, offset, expected } = state;
  const char = text[offset];
  if (expected === 'end') return undefined;
  if (expected === 'colon') return char === ':' ? { expected: 'value', next: offset + 1 } : undefined;
  if (expected === 'comma-or-end' && char === ',') return afterComma(state);
  if (char === '}' || char === ']') return scanEnd(state, char);
  if (expected === 'comma-or-end') return undefined;
  if (expected === 'key' || expected === 'key-or-end') return char === '"' ? scanKey(state) : undefined;
  return scanValue(state);
}

function afterComma({ offset, nesting }: ScanState): Step {
  return { expected: nesting.at(-1) === '{' ? 'key' : 'value', next: offset + 1 };
}

function scanEnd({ offset, expected, nesting }: ScanState, char: string): Step | undefined {
  const opening = nesting.at(-1);
  const mayEnd = expected === 'comma-or-end' || expected === (char === '}' ? 'key-or-end' : 'element-or-end');
  if (!mayEnd || opening !== (char === '}' ? '{' : '[')) return undefined;
  nesting.pop();
  return { expected: afterValue(nesting), next: offset + 1 };
}

function scanKey({ text, offset, nesting, visitor }: ScanState): Step {
  const end = stringEnd(text, offset);
  if (end.failedAt !== undefined) return { expected: 'end', next: offset, failedAt: end.failedAt };
  visitor.onKey?.(nesting.length - 1, text.slice(offset + 1, end.next - 1));
  return { expected: 'colon', next: end.next };
}

function scanValue({ text, offset, nesting, visitor }: ScanState): Step | undefined {
  const char = text[offset];
  visitor.onValue?.(nesting.length, offset);
  if (char === '{' || char === '[') {
    if (nesting.length === maxDepth) return undefined;
    nesting.push(char);
    return { expected: char === '{' ? 'key-or-end' : 'element-or-end', next: offset + 1 };
  }
  if (char === '"') {
    const end = stringEnd(text, offset);
    return { expected: afterValue(nesting), ...end };
  }
  literal.lastIndex = offset;
  return literal.test(text) ? { expected: afterValue(nesting), next: literal.lastIndex } : undefined;
}

function afterValue(nesting: readonly string[]): Expected {
  return nesting.length === 0 ? 'end' : 'comma-or-end';
}

function stringEnd(text: string, start: number): { readonly next: number; readonly failedAt?: number } {
  let offset = start + 1;
  while (offset < text.length) {
    const code = text.charCodeAt(offset);
    if (code === 0x22) return { next: offset + 1 };
    if (code < 0x20) return { next: offset, failedAt: offset };
    if (code === 0x5c) {
      escapeSequence.lastIndex = offset;
      if (!escapeSequence.test(text)) return { next: offset, failedAt: offset };
      offset = escapeSequence.lastIndex;
    } else offset += 1;
  }
  return { next: offset, failedAt: offset };
}

function skipSpace(text: string, start: number): number {
  let offset = start;
  while (isSpace(text.charCodeAt(offset))) offset += 1;
  return offset;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
