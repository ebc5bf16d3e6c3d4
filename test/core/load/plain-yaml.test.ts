import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseThoroughly } from '../../../src/core/load/parse-thoroughly.ts';
import { plainPlaces } from '../../../src/core/load/plain-place.ts';
import { readPlainYaml } from '../../../src/core/load/plain-yaml.ts';
import type { Pointer } from '../../../src/model/source.ts';
import { repositoryFiles } from '../../support/source-files.ts';

/** What the thorough reader makes of a text; `undefined` when it has anything to say about it. */
function thorough(text: string): readonly unknown[] | undefined {
  const { value, diagnostics } = parseThoroughly({ path: 'a.yaml', text });
  const isWhole = value.every(({ isSound, origin }, index) => isSound && origin.document === index);
  return diagnostics.length === 0 && isWhole ? value.map((document) => document.value) : undefined;
}

/** Whether the plain reader read the text; what it reads must be what the thorough one reads. */
function check(text: string): boolean {
  const plain = readPlainYaml(text);
  if (plain !== undefined) {
    expect({ text, values: plain }).toEqual({ text, values: thorough(text) });
    checkPlaces(text, plain);
  }
  return plain !== undefined;
}

/** Every place that is found without the thorough reader must be the one that it finds; answers how many are found. */
function checkPlaces(text: string, documents: readonly unknown[]): number {
  const { value } = parseThoroughly({ path: 'a.yaml', text });
  const placeOf = plainPlaces(text);
  let found = 0;
  for (const [document, root] of documents.entries()) {
    for (const pointer of pointersIn(root)) {
      const place = placeOf(document, pointer);
      if (place === undefined) continue;
      found += 1;
      expect({ text, pointer, place }).toEqual({ text, pointer, place: value[document]?.locate(pointer) });
    }
  }
  return found;
}

function pointersIn(value: unknown): readonly Pointer[] {
  if (typeof value !== 'object' || value === null) return [[]];
  const members: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return [[], ...members.flatMap(([step, member]) => pointersIn(member).map((rest) => [step, ...rest]))];
}

describe('plain YAML', () => {
  it.each([
    'a: 1\nb: text\n',
    '# comment\na: true # yes\n\nb: ~x\n'.replace('~x', 'x'),
    'a:\n  b:\n    c: "quoted: # text"\n  d: \'single\'\ne:\n',
    'list:\n- a\n- b: 1\n  c: 2\n-\n  d: 3\n-\nother: 1.50\n',
    'list:\n  - {a: b, c: [1, 2, {}], d: []}\n  - [ x , "y" ]\n',
    'a: 22:30\nb: 2026-01-05T22:00\nc: Debian:12\nd: { e: Debian:12 }\n',
    '---\na: 1\n---\nb: 2\n',
    'a: Null\nb: TRUE\nc: nullable\nd: falsehood\n',
    'a: https://example.org/x#y\nb: it\'s "so"\nc: Zürich 🚀\n',
    'a: 1\n  \n   # deeper comment\nb: 2',
    'a: >-\n  one # text\n  # text: two\n\nb: |\n    three\n    four\n# comment\nc: |-\n  five\n',
    'list:\n  - >\n    one\n    two\n  - a: |\n      three',
    'list:\n- >-\n one\n- |\n two\n\n\n',
  ])('is read as the thorough reader does: %j', (text) => {
    expect(check(text)).toBe(true);
  });

  it.each([
    ['a tab', 'a:\t1\n'],
    ['an anchor', 'a: &x 1\nb: *x\n'],
    ['a tag', 'a: !t 1\n'],
    ['text over several lines', 'a: one\n  two\n'],
    ['a block of text with an empty line inside', 'a: >-\n  one\n\n  two\n'],
    ['a block of text with a deeper line', 'a: |\n  one\n    two\n'],
    ['a block of text without a line', 'a: |\nb: 1\n'],
    ['a block of text that keeps what follows', 'a: |+\n  one\n\n'],
    ['flow style over several lines', 'a: [1,\n  2]\n'],
    ['a duplicate key', 'a: 1\na: 2\n'],
    ['a duplicate key in flow style', 'a: {b: 1, b: 2}\n'],
    ['a merge key', 'a:\n  <<: {b: 1}\n'],
    ['a key that is no text', '1: a\n'],
    ['a key that is a truth value', 'true: a\n'],
    ['a word that older readers take for a truth value', 'a: no\n'],
    ['a leading zero', 'a: 010\n'],
    ['a number that loses digits', 'a: 12345678901234567890\n'],
    ['a number with an exponent', 'a: 12e3\n'],
    ['a lesser indentation than any before', 'a:\n    b: 1\n  c: 2\n'],
    ['a nested value behind a value', 'a: 1\n  b: 2\n'],
    ['a second colon', 'a: b: c\n'],
    ['an escape', 'a: "\\n"\n'],
    ['a prototype', '__proto__:\n  a: 1\n'],
    ['an empty document', '---\n---\na: 1\n'],
    ['nothing', '\n# comment\n'],
    ['a list on top', '- a\n'],
    ['CRLF', 'a: 1\r\n'],
    ['a directive', '%YAML 1.2\n---\na: 1\n'],
  ])('does not hold %s', (_, text) => {
    expect(check(text)).toBe(false);
  });

  it('is never read otherwise than by the thorough reader, whatever the text', () => {
    const pieces = fc.constantFrom(
      ...[
        'a',
        'b',
        'a: ',
        'b: ',
        'key:',
        '- ',
        '-',
        ' ',
        '  ',
        '    ',
        '\n',
        '\n',
        '\n  ',
        '\n- ',
        '\n  - ',
        '# c',
        ' #',
      ],
      ...[
        '1',
        '0',
        '01',
        '1.5',
        '-1',
        '~',
        'null',
        'true',
        'no',
        'x y',
        '"q"',
        "'q'",
        '"',
        "'",
        '{',
        '}',
        '[',
        ']',
        ',',
      ],
      ...[
        '{a: b}',
        '[a, b]',
        ': ',
        ':',
        '---',
        '\n---\n',
        '...',
        '|',
        '>',
        '&a',
        '*a',
        '!t',
        '?',
        '? ',
        '%',
        '@',
        '<<: ',
      ],
      ...['\t', '\\', 'é', '\u00a0', '\u2028', 'Debian:12', '22:30', '=', '0x1', '1e3', '.5', '+1', 'yes', 'y'],
    );
    let read = 0;
    fc.assert(
      fc.property(
        fc.constantFrom('', 'a: ', 'a:\n  b: ', 'a:\n- '),
        fc.array(pieces, { maxLength: 12 }),
        (head, parts) => {
          if (check(head + parts.join(''))) read += 1;
        },
      ),
      { numRuns: 4000 },
    );
    expect(read).toBeGreaterThan(50);
  });

  it('is never read otherwise where lines of a sound file are moved, cut or indented', () => {
    const lines = [
      'apiVersion: patchledger/v1',
      'spec:',
      '  rules:',
      '    - id: critical',
      '      when: { severity: critical, kev: true }',
      '      then:',
      '        within: 24h # at once',
      '    - id: rest',
      '  list:',
      '  - a',
      '  - "b"',
      '    description: >-',
      '      text: # no comment',
      '# end',
      '',
      '---',
    ];
    const line = fc.tuple(fc.constantFrom(...lines), fc.integer({ min: -2, max: 3 })).map(([text, shift]) => {
      return shift < 0 ? text.replace(/^ {1,2}/, '') : `${' '.repeat(shift)}${text}`;
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (some) => {
        check(some.join('\n'));
      }),
      { numRuns: 3000 },
    );
  });

  it('shows where its keys and items stand without the thorough reader', () => {
    const text =
      '# a record\nkind: R\nspec:\n  rows:\n    - asset: a # the first\n      application:\n        name: "x y"\n' +
      "    - asset: 'b'\n\n  # tags\n  tags:\n  - one\n  -\n    deep: 1\n  flow: { a: b }\n---\nkind: S\n";
    const placed = (document: number, ...pointer: Pointer): string => {
      const range = plainPlaces(text)(document, pointer);
      const lines = text.split('\n').slice((range?.start.line ?? 1) - 1, range?.end.line ?? 0);
      return lines.join('\n').slice((range?.start.column ?? 1) - 1, range?.end.column === undefined ? 0 : undefined);
    };

    expect(checkPlaces(text, readPlainYaml(text) ?? [])).toBe(17);
    expect(placed(0, 'spec', 'rows', 0)).toBe('asset: a # the first\n      application:\n        name: "x y"');
    expect(placed(1, 'kind')).toBe('S');
    expect(placed(0, 'spec', 'flow', 'a')).toBe('');
    expect(placed(0, 'spec', 'rows', 7)).toBe('');
    expect(placed(2, 'kind')).toBe('');
  });

  it.each([
    ['a value that is left out', 'a:\nb: 1\n', ['a']],
    ['an item that is left out', 'a:\n-\n- 1\n', ['a', 0]],
    ['a mapping whose last value is left out', 'a:\n  b:\nc: 1\n', ['a']],
    ['anything in a text with a block of text', 'a: 1\nb: |\n  c: 2\n', ['a']],
  ] as const)('leaves the place of %s to the thorough reader', (_, text, pointer) => {
    expect(plainPlaces(text)(0, pointer)).toBeUndefined();
  });

  it('is what most files of an estate are written in', () => {
    const files = repositoryFiles(['policies', 'templates'], /\.yaml$/);
    const plain = files.filter(({ text }) => check(text));

    expect(files.length).toBeGreaterThan(10);
    expect(plain.length).toBeGreaterThan(0);
  });
});
