import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic, Outcome } from '../../src/model/diagnostic.ts';

/** One reader with a whole text of its format: `units` are its documents, rows or paragraphs, in `join`'s frame. */
export interface Subject {
  readonly title: string;
  readonly read: (text: string) => Outcome<unknown>;
  readonly units: readonly string[];
  readonly join: (units: readonly string[]) => string;
  /** The ids of what was read; equal sets whatever the order of the units. */
  readonly idsOf: (value: never) => readonly string[];
}

const hostileKeys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'id', 'vulns', 'affected', 'asset'];
const hostileJson = fc.dictionary(fc.constantFrom(...hostileKeys), fc.jsonValue({ maxDepth: 4 }));

function expectDiagnostics(diagnostics: readonly Diagnostic[]): void {
  for (const { message, range } of diagnostics) {
    expect(message).not.toMatch(/\{\w+\}/);
    if (range !== undefined) expect(Math.min(range.start.line, range.start.column)).toBeGreaterThan(0);
  }
}

/** A reading with what it looks up when it is asked: the answers for everything that was read in place of the question. */
function answered({ value, diagnostics }: Outcome<unknown>, idsOf: Subject['idsOf']): Outcome<unknown> {
  const { placeOf } = Object(value) as { readonly placeOf?: (id: string) => unknown };
  if (placeOf === undefined) return { value, diagnostics };
  return { value: { ...Object(value), placeOf: idsOf(value as never).map(placeOf) }, diagnostics };
}

/** What every reader owes: the same for the same text, whatever the order, and diagnostics for anything hostile. */
export function describeReaders(subjects: readonly Subject[]): void {
  describe.each(subjects)('$title', ({ read, units, join, idsOf }) => {
    const whole = join(units);
    // Where one JSON value frames everything, no part of it passes for a whole.
    const isOneValue = /^[[{][\s\S]*[\]}]$/.test(whole);

    it('reads a whole text without complaint', () => {
      const { value, diagnostics } = read(whole);

      expect(diagnostics).toEqual([]);
      expect(idsOf(value as never).length).toBeGreaterThan(1);
    });

    it('gives the same for the same text', () => {
      expect(answered(read(whole), idsOf)).toEqual(answered(read(whole), idsOf));
    });

    it('gives the same set whatever the order', () => {
      const shuffled = fc.shuffledSubarray([...units], { minLength: units.length });
      const expected = [...idsOf(read(whole).value as never)].sort();

      fc.assert(
        fc.property(shuffled, (order) => {
          expect([...idsOf(read(join(order)).value as never)].sort()).toEqual(expected);
        }),
        { numRuns: 20 },
      );
    });

    it('is not disturbed by a byte order mark or CRLF', () => {
      const ids = (text: string): readonly string[] => idsOf(read(text).value as never);

      expect(ids(`\ufeff${whole}`)).toEqual(ids(whole));
      expect(ids(whole.replaceAll('\n', '\r\n'))).toEqual(ids(whole));
    });

    it('never throws on a text cut off anywhere, and reads nothing that was not there', () => {
      const known = new Set(idsOf(read(whole).value as never));
      for (let end = 0; end < whole.length; end += 1) {
        const { value, diagnostics } = read(whole.slice(0, end));
        expectDiagnostics(diagnostics);
        if (isOneValue) expect(diagnostics.length).toBeGreaterThan(0);
        expect(idsOf(value as never).length).toBeLessThanOrEqual(known.size);
      }
    });

    it('never throws on any text', () => {
      const text = fc.oneof(
        fc.string({ maxLength: 200 }),
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.tuple(fc.nat(whole.length), fc.string({ maxLength: 5 })).map(([at, noise]) => {
          return whole.slice(0, at) + noise + whole.slice(at + 1);
        }),
      );

      fc.assert(
        fc.property(text, (hostile) => expectDiagnostics(read(hostile).diagnostics)),
        { numRuns: 150 },
      );
    });

    it('never throws on a text of which some bits are turned', () => {
      const turns = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(6)), { minLength: 1, maxLength: 20 });

      fc.assert(
        fc.property(turns, (list) => {
          const codes = Array.from(whole, (character) => character.charCodeAt(0));
          for (const [at, bit] of list) codes[at] = (codes[at] ?? 0) ^ (1 << bit);
          expectDiagnostics(read(String.fromCharCode(...codes)).diagnostics);
        }),
        { numRuns: 100 },
      );
    });

    it('is not harmed by keys of the prototype', () => {
      fc.assert(
        fc.property(hostileJson, (value) => {
          expectDiagnostics(read(JSON.stringify(value)).diagnostics);
          expect(Object.keys({})).toEqual([]);
          expect(({} as { readonly polluted?: unknown }).polluted).toBeUndefined();
        }),
        { numRuns: 50 },
      );
    });

    it.each([
      ['a line of 5 MB', 'a'.repeat(5_000_000)],
      ['1 MB of dashes', '-'.repeat(1_000_000)],
      ['1 MB of opening brackets', '['.repeat(1_000_000)],
      ['1 MB of quotes', '"'.repeat(1_000_000)],
      ['an object cut off after 1 MB', `{"id":"${'a'.repeat(1_000_000)}`],
      ['100,000 levels of mappings', '{"id":'.repeat(100_000)],
      ['100,000 empty lines', '\n'.repeat(100_000)],
      ['100,000 levels of elements', '<a>'.repeat(100_000)],
      ['1,000 characters of no meaning', '\u0000'.repeat(1_000)],
      ['a web page', '<!doctype html>\n<html><head><title>503</title></head><body>Try &amp; again<br></body></html>\n'],
    ])(
      'is done soon with %s',
      (_, text) => {
        expectDiagnostics(read(whole + text).diagnostics);
        expectDiagnostics(read(text).diagnostics);
      },
      30_000,
    );
  });
}
