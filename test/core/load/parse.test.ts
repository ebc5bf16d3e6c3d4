import { describe, expect, it } from 'vitest';
import { parseFile } from '../../../src/core/load/parse.ts';
import type { Diagnostic } from '../../../src/model/diagnostic.ts';

const parse = (text: string, path = 'a.yaml') => parseFile({ path, text });

/** Every problem as `code line:column-line:column`. */
const problems = (text: string, path?: string): readonly string[] => parse(text, path).diagnostics.map(brief);

function brief({ code, range }: Diagnostic): string {
  if (!range) return code;
  const { start, end } = range;
  return `${code} ${start.line}:${start.column}-${end.line}:${end.column}`;
}

const values = (text: string, path?: string) => parse(text, path).value.map(({ value }) => value);

describe('a YAML file', () => {
  it('is read as YAML 1.2: dates, times and words stay text', () => {
    expect(values('a: 2026-01-02\nb: 22:30\nc: 0x1f\nd: [1, 1.5, true, null, ~]\n')).toEqual([
      { a: '2026-01-02', b: '22:30', c: 31, d: [1, 1.5, true, null, null] },
    ]);
  });

  it('may hold several documents, which are counted from 0 with the empty ones', () => {
    const { value, diagnostics } = parse('a: 1\n---\n---\nb: 2\n...\n');

    expect(value.map(({ value: data, origin }) => [data, origin.document])).toEqual([
      [{ a: 1 }, 0],
      [{ b: 2 }, 2],
    ]);
    expect(diagnostics).toEqual([]);
  });

  it('may start with a byte order mark and end its lines with CRLF', () => {
    const [document] = parse('\uFEFFa: 1\r\nb:\r\n  - x\r\n').value;

    expect(document?.value).toEqual({ a: 1, b: ['x'] });
    expect(document?.locate(['a'], 'key')).toEqual({ start: { line: 1, column: 1 }, end: { line: 1, column: 2 } });
    expect(document?.locate(['b', 0])).toEqual({ start: { line: 3, column: 5 }, end: { line: 3, column: 6 } });
  });

  it('without a document is a warning', () => {
    expect(problems('')).toEqual(['load/empty-file']);
    expect(problems('# later\n')).toEqual(['load/empty-file']);
    expect(problems('---\n---\n')).toEqual(['load/empty-file']);
    expect(problems('\n', 'a.json')).toEqual(['load/empty-file']);
  });

  it('keeps every key an own property', () => {
    const [value] = values('__proto__: {polluted: true}\nconstructor: 1\ntoString: 2\n');

    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('the syntax of a file', () => {
  it.each([
    ['a quote that is not closed', 'a: "x\nb: 2\n', ['load/unclosed-quote 1:4-1:6']],
    ['a bracket that is not closed', 'a: [1, 2\nb: 2\n', ['load/unclosed-bracket 2:1-2:2']],
    ['a brace that is not closed', '{a: 1', ['load/unclosed-bracket 1:6-1:6']],
    ['a tab as indentation', 'a:\n  b: 1\n\tc: 2\n', ['load/tab-indent 3:1-3:2']],
    ['every tab as indentation', 'a:\n\tb: 1\nc:\n\td: 1\n', ['load/tab-indent 2:1-2:2', 'load/tab-indent 4:1-4:2']],
    ['a line indented below a finished value', 'a: 1\n  b: 2\nc: 3\n', ['load/bad-indent 2:3-2:7']],
    ['a line indented too far', 'a: x # c\n b: 2\n', ['load/bad-indent 2:2-2:6']],
    ['a second colon on a line', 'a: b: c\n', ['load/nested-mapping 1:4-1:8']],
    ['a line without colon', 'a: 1\nb\nc: 3\n', ['load/missing-colon 2:1-2:2']],
    ['a colon without space', 'a:1\nb: 2\n', ['load/missing-colon 1:1-1:4']],
    ['a reserved start', 'a: @x\nb: `y`\n', ['load/reserved-start 1:4-1:5', 'load/reserved-start 2:4-2:5']],
    ['an unknown escape', 'a: "C:\\dir"\n', ['load/bad-escape 1:7-1:9']],
    ['an unknown tag', 'a: !secret x\n', ['load/unknown-tag 1:4-1:11']],
    ['a tag that does not fit', 'a: !!int x\n', ['load/unknown-tag 1:4-1:9']],
    ['a binary tag', 'a: !!binary aGk=\n', ['load/unknown-tag 1:4-1:12']],
    ['a YAML 1.1 directive', '%YAML 1.1\n---\na: yea\n', ['load/directive 1:1-1:10']],
    ['a closing bracket too many', 'a: 1\n}\n', ['load/syntax 2:1-2:2']],
    ['a list item behind a mapping', 'a: 1\n- b\n', ['load/missing-colon 2:1-2:4']],
    ['text behind a quoted value', "a: 'it's'\n", ['load/syntax 1:8-1:10']],
  ])('is wrong with %s', (_, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it('is told on one line, without the names of parser tokens', () => {
    const message = parse('a: 1\n}\n').diagnostics[0]?.message ?? '';

    expect(message).not.toMatch(/\n|flow-map|token/);
  });

  it('that is broken in one document does not hide the others', () => {
    const { value, diagnostics } = parse('a: [\n---\nb: 1\n');

    expect(diagnostics.map(brief)).toEqual(['load/unclosed-bracket 2:1-2:2']);
    expect(value.map((document) => document.value)).toEqual([{ b: 1 }]);
  });

  it('allows the core tags', () => {
    expect(parse('a: !!str 1.10\nb: !!map {c: !!int "3"}\nd: !!seq [x]\n').diagnostics).toEqual([]);
  });
});

describe('what readers of YAML disagree about is wrong', () => {
  it.each([
    ['a duplicate key', 'a: 1\nb: 2\na: 3\n', ['load/duplicate-key 3:1-3:2']],
    ['a duplicate key in another spelling', 'a: 1\n"a": 3\n', ['load/duplicate-key 2:1-2:4']],
    ['a merge key', 'a: &x {b: 1}\nc:\n  <<: *x\n', ['load/merge-key 3:3-3:5']],
    ['a number as key', '1: x\n', ['load/non-string-key 1:1-1:2']],
    ['null as key', 'null: x\n', ['load/non-string-key 1:1-1:5']],
    ['no key', ': x\n', ['load/non-string-key 1:1-1:1']],
    ['a list as key', '? [a]\n: 1\n', ['load/non-string-key 1:3-1:6']],
    ['an alias as key', 'a: &k x\n*k : 1\n', ['load/non-string-key 2:1-2:3']],
    ['a leading zero', 'a: 010\nb: -07\n', ['load/leading-zero 1:4-1:7', 'load/leading-zero 2:4-2:7']],
    ['a leading zero in JSON', '{"a": 010}', ['load/leading-zero 1:7-1:10'], 'a.json'],
    ['a hash that reads as a number', 'a: 12e34567\n', ['load/not-finite 1:4-1:12']],
    ['infinity and no number', 'a: [.inf, .nan]\n', ['load/not-finite 1:5-1:9', 'load/not-finite 1:11-1:15']],
    ['a number beyond 2^53', 'a: 12345678901234567890\n', ['load/number-precision 1:4-1:24']],
    [
      'a word that is a boolean elsewhere',
      'a: yes\nb: Off\n',
      ['load/ambiguous-word 1:4-1:7', 'load/ambiguous-word 2:4-2:7'],
    ],
    ['such a word as key', 'on: 1\n', ['load/ambiguous-word 1:1-1:3']],
  ])('%s', (_, text, expected, path = 'a.yaml') => {
    expect(problems(text, path)).toEqual(expected);
  });

  it('unless it is quoted', () => {
    expect(problems('a: "yes"\nb: "010"\nc: \'12e34567\'\n"1": x\n"<<": z\n')).toEqual([]);
  });

  it('and a duplicate names the first, which is kept', () => {
    const { value, diagnostics } = parse('a: 1\na: 2\n');

    expect(value[0]?.value).toEqual({ a: 1 });
    expect(diagnostics[0]?.related?.[0]).toMatchObject({ file: 'a.yaml', range: { start: { line: 1, column: 1 } } });
  });
});

describe('an alias', () => {
  it('stands for the value of its anchor, and is located there', () => {
    const [document] = parse('a: &x {b: [1]}\nc: *x\n').value;

    expect(document?.value).toEqual({ a: { b: [1] }, c: { b: [1] } });
    expect(document?.locate(['c', 'b', 0])?.start).toEqual({ line: 1, column: 12 });
    expect(document?.locate(['c'])?.start).toEqual({ line: 2, column: 4 });
  });

  it.each([
    ['to nothing', 'a: *x\n', ['load/unknown-anchor 1:4-1:6']],
    ['to another document', 'a: &x 1\n---\nb: *x\n', ['load/unknown-anchor 3:4-3:6']],
    ['inside its own anchor', 'a: &x [*x]\n', ['load/alias-cycle 1:8-1:10']],
    ['without a name', 'a: *\n', ['load/bad-anchor 1:4-1:5']],
  ])('%s is wrong', (_, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it('may be used fifty times in a file and no more', () => {
    const file = (count: number) => `a: &x 1\nb: [${Array.from({ length: count }, () => '*x').join(', ')}]\n`;

    expect(problems(file(50))).toEqual([]);
    expect(problems(file(52))).toEqual(['load/alias-limit 2:205-2:207']);
  });
});

describe('a JSON file', () => {
  it('is read with the same positions', () => {
    const [document] = parse('{\n\t"a": [1, "x\\u00e9\\/"],\n\t"b": {}\n}\n', 'a.json').value;

    expect(document?.value).toEqual({ a: [1, 'xé/'], b: {} });
    expect(document?.locate(['a', 1])).toEqual({ start: { line: 2, column: 11 }, end: { line: 2, column: 22 } });
  });

  it.each([
    ['a comment', '{\n  # c\n  "a": 1\n}', ['load/not-json 2:3-2:6']],
    ['a comma behind the last item', '{"a": [1, 2 , ]}', ['load/not-json 1:13-1:14']],
    ['text without quotes', '{"a": yea}', ['load/not-json 1:7-1:10']],
    ['single quotes', "{'a': 1}", ['load/not-json 1:2-1:5']],
    ['block style', 'a: 1\n', ['load/not-json 1:1-1:2']],
    ['a duplicate key', '{"a": 1, "a": 2}', ['load/duplicate-key 1:10-1:13']],
    ['a missing comma', '{"a": 1 "b": 2}', ['load/syntax 1:7-1:15']],
  ])('does not allow %s', (_, text, expected) => {
    expect(problems(text, 'a.json')).toEqual(expected);
  });
});

describe('the way back to the source', () => {
  const [document] = parse('a: # why\n  - b: 1.10 # more\n    c: |\n      x\n    d:\n\ne: {f: [1, 2]}\n').value;

  it('finds values without the comments behind them', () => {
    const text = (range: ReturnType<NonNullable<typeof document>['locate']>) =>
      range && `${range.start.line}:${range.start.column}-${range.end.line}:${range.end.column}`;

    expect(text(document?.locate(['a', 0, 'b']))).toBe('2:8-2:12');
    expect(text(document?.locate(['a', 0, 'b'], 'key'))).toBe('2:5-2:6');
    expect(text(document?.locate(['a', 0]))).toBe('2:5-5:7');
    expect(text(document?.locate(['e', 'f']))).toBe('7:8-7:14');
    expect(text(document?.locate(['e', 'f', 1], 'key'))).toBe('7:12-7:13');
    expect(document?.locate(['e', 'g'])).toBeUndefined();
    expect(document?.locate(['e', 'f', 2])).toBeUndefined();
  });

  it('gives a scalar as its author wrote it', () => {
    expect(document?.rawText(['a', 0, 'b'])).toBe('1.10');
    expect(document?.rawText(['a'])).toBeUndefined();
    expect(document?.rawText(['nowhere'])).toBeUndefined();
  });

  it('says which values are known to be wrong', () => {
    const [flawed] = parse('a: 010\nb: 10\n').value;

    expect(flawed?.isFlawed(['a'])).toBe(true);
    expect(flawed?.isFlawed(['b'])).toBe(false);
  });
});
