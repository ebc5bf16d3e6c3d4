import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseFile } from '../../../src/core/load/parse.ts';
import { limits } from '../../../src/model/limits.ts';

/** Milliseconds that any hostile file may take. The files are small enough that a busy machine does not matter. */
const patience = 1000;

/** The codes of a file, each once, and the time it took. */
function read(text: string, path = 'a.yaml') {
  const started = performance.now();
  const { diagnostics } = parseFile({ path, text });
  return { codes: diagnostics.map(({ code }) => code), took: performance.now() - started };
}

const bomb = (levels: number, width: number) =>
  Array.from({ length: levels }, (_, level) => {
    const item = level === 0 ? 'x' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array.from({ length: width }, () => item).join(', ')}]\n`;
  }).join('');

/** A chain of aliases, each of which adds a few levels: every part is shallow, the whole is not. */
const chain = Array.from({ length: 40 }, (_, at) =>
  at === 0 ? 'c0: &c0 [[[[[x]]]]]\n' : `c${at}: &c${at} [[[[[*c${at - 1}]]]]]\n`,
).join('');

describe('a hostile file gives one clear problem, soon', () => {
  it.each([
    ['an empty file', '', ['load/empty-file']],
    ['a binary file', 'ELF\u0000\u0001\u0002', ['load/not-text']],
    ['a file that is not UTF-8', 'name: caf\uFFFD\n', ['load/not-text']],
    ['an alias bomb in many steps', bomb(9, 9), ['load/alias-limit']],
    ['an alias bomb in few steps', bomb(6, 9), ['load/alias-limit']],
    ['a bomb of wide lists', `a: &a [${'x, '.repeat(4_000)}x]\nb: [${'*a, '.repeat(30)}*a]\n`, ['load/alias-limit']],
    ['depth by aliases', chain, ['load/alias-limit']],
    ['10,000 brackets', '['.repeat(10_000), ['load/too-deep']],
    ['10,000 braces', '{a: '.repeat(10_000), ['load/too-deep']],
    ['10,000 dashes on a line', '- '.repeat(10_000), ['load/too-deep']],
    ['10,000 question marks', '? '.repeat(10_000), ['load/too-deep']],
    ['10,000 keys on a line', 'a: '.repeat(10_000), ['load/too-deep']],
    ['deep indentation', Array.from({ length: 500 }, (_, at) => `${' '.repeat(at)}a:\n`).join(''), ['load/too-deep']],
    ['closed brackets', `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}`, ['load/too-deep']],
    ['10,000 documents', '---\n'.repeat(10_000), ['load/too-many-values']],
    ['a line of 1 MB', `a: ${'b'.repeat(1_000_000)}\n`, []],
    ['a quoted line of 1 MB', `a: "${'\\t'.repeat(500_000)}"\n`, []],
    ['1 MB of tabs', `a:\n${'\t'.repeat(1_000_000)}b: 1\n`, ['load/tab-indent']],
    ['1 MB of comment', `#${'c'.repeat(1_000_000)}`, ['load/empty-file']],
    ['1 MB of colons', ':'.repeat(1_000_000), ['load/syntax']],
    ['1 MB of ampersands', '&'.repeat(1_000_000), ['load/empty-file']],
    ['3,000 keys in a mapping', Array.from({ length: 3_000 }, (_, at) => `k${at}: 1\n`).join(''), []],
    ['prototype keys', '__proto__: &p {constructor: {prototype: 1}}\nb: *p\n', []],
  ])('%s', (_, text, expected) => {
    const { codes, took } = read(text);

    expect(codes).toEqual(expected);
    expect(took).toBeLessThan(patience);
  });

  it('and of very many problems the first are told', () => {
    const { codes, took } = read('a: 1\n'.repeat(5_000));

    expect(codes).toHaveLength(limits.problems + 1);
    expect(codes.at(-1)).toBe('load/too-many-problems');
    expect(took).toBeLessThan(patience);
  });

  it('more than the size limit is not read', () => {
    const { codes, took } = read(`a: ${'b'.repeat(limits.decisionFileBytes)}`);

    expect(codes).toEqual(['load/too-large']);
    expect(took).toBeLessThan(patience);
  });

  it('also when it says that it is JSON', () => {
    expect(read('['.repeat(10_000), 'a.json').codes).toEqual(['load/too-deep']);
    expect(read(`${'['.repeat(200)}${']'.repeat(200)}`, 'a.json').codes).toEqual(['load/too-deep']);
  });

  it('and depth up to the limit is read', () => {
    expect(read(`a: ${'['.repeat(98)}${']'.repeat(98)}\n`).codes).toEqual([]);
  });
});

/** Texts that look like YAML gone wrong, more often than plain random text does. */
const yamlish = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '- ',
        ': ',
        'a',
        '\n',
        '  ',
        '\t',
        '[',
        ']',
        '{',
        '}',
        ',',
        '&x',
        '*x',
        '!t ',
        '"',
        "'",
        '|\n',
        '>\n',
      ),
      fc.constantFrom(
        '? ',
        '#',
        '%',
        '---\n',
        '...\n',
        '<<: ',
        '010',
        '\\',
        '\r\n',
        '\uFEFF',
        '1e999',
        '@',
        '`',
        '\u0000',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('parsing', () => {
  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(yamlish, fc.constantFrom('a.yaml', 'a.json'), (text, path) => {
        const { value, diagnostics } = parseFile({ path, text });
        for (const { range } of diagnostics) expect(range?.start.line ?? 1).toBeGreaterThan(0);
        for (const document of value) document.locate(['a', 0, 'a'], 'key');
      }),
      { numRuns: 600 },
    );
  });

  const json = fc.jsonValue({ noUnicodeString: false, maxDepth: 4 }).filter((value) => isExact(value));

  it('gives back every JSON value that was written as YAML', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = stringify({ value }, { lineWidth: 0 });
        expect(parseFile({ path: 'a.yaml', text }).value[0]?.value).toEqual({ value });
      }),
      { numRuns: 250 },
    );
  });

  it('gives back every JSON value that was written as JSON', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, '\t', 2), (value, indent) => {
        const { value: documents, diagnostics } = parseFile({
          path: 'a.json',
          text: JSON.stringify({ value }, null, indent),
        });
        expect(diagnostics).toEqual([]);
        expect(documents[0]?.value).toEqual({ value });
      }),
      { numRuns: 250 },
    );
  });
});

/** Whether every number survives: integers beyond 2^53 are refused on purpose, and `-0` is written `0`. */
function isExact(value: unknown): boolean {
  if (typeof value === 'number')
    return !Object.is(value, -0) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  if (typeof value === 'string') return !/[\0\uFFFD]/.test(value);
  return (
    typeof value !== 'object' ||
    value === null ||
    Object.entries(value).every(([key, inner]) => isExact(key) && isExact(inner))
  );
}
