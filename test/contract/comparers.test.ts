import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparers, compareVersions } from '../../src/ecosystems/registry.ts';
import type { Comparer } from '../../src/model/comparer.ts';
import type { VersionPieces } from '../support/version-texts.ts';
import { mutatedVersion, realisticVersion, seededRandom, versionPieces } from '../support/version-texts.ts';

const members = Object.entries(comparers);

describe.each(members)('the comparer %s', (id, comparer) => {
  const versions = parsedVersions(comparer, piecesOf(id));
  const index = fc.nat(versions.length - 1);
  const at = (position: number): unknown => versions[position];

  it('is described under its own id, in a file of that name', () => {
    expect(comparer.id).toBe(id);
    expect(comparer.title).not.toBe('');
    expect(comparer.specification).toMatch(/^https:\/\//);
    const folders = ['', 'generic/'].map(
      (folder) => new URL(`../../src/ecosystems/${folder}${id}.ts`, import.meta.url),
    );
    expect(folders.filter((file) => existsSync(file))).toHaveLength(1);
  });

  it('reads most of what its ecosystem writes', () => {
    const random = seededRandom(1);
    const texts = Array.from({ length: 500 }, () => realisticVersion(piecesOf(id), random));
    const readable = texts.filter((text) => comparer.parse(text) !== undefined);
    expect(readable.length).toBeGreaterThan(150);
  });

  it('finds a version equal to itself', () => {
    fc.assert(fc.property(index, (a) => comparer.compare(at(a), at(a)) === 0));
  });

  it('turns the order round when the sides are exchanged', () => {
    fc.assert(
      fc.property(index, index, (a, b) => {
        expect(sign(comparer.compare(at(a), at(b)))).toBe(0 - sign(comparer.compare(at(b), at(a))));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is transitive, equality included', () => {
    fc.assert(
      fc.property(index, index, index, (a, b, c) => {
        const [low, middle, high] = [at(a), at(b), at(c)].sort((left, right) => comparer.compare(left, right));
        const steps = [comparer.compare(low, middle), comparer.compare(middle, high)].map(sign);
        expect(steps.every((step) => step <= 0)).toBe(true);
        expect(sign(comparer.compare(low, high))).toBe(Math.min(...steps));
      }),
      { numRuns: 5_000 },
    );
  });

  it('never throws on any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(fc.constantFrom(...hostile)).map((x) => x.join('')),
    );
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(['<', '=', '>', '?']).toContain(compareVersions(comparer, left, right));
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses an empty text and more than 1,000 characters', () => {
    expect(comparer.parse('')).toBeUndefined();
    expect(comparer.parse('1'.repeat(1_001))).toBeUndefined();
  });

  it('answers within milliseconds whatever the text is made of', () => {
    const startedAt = performance.now();
    for (const unit of [...hostile, ...piecesOf(id).snippets]) {
      for (const length of [999, 100_000]) {
        const text = `1${unit.repeat(Math.ceil(length / unit.length))}`;
        for (const candidate of [text.slice(0, length), `${text.slice(0, length - 1)}!`]) {
          compareVersions(comparer, candidate, candidate);
        }
      }
    }
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});

const hostile = [
  '1',
  '0',
  '.',
  '-',
  '~',
  '^',
  '+',
  ':',
  '_',
  'a',
  '1a',
  '.1',
  '-1',
  '.a',
  ' ',
  '\u0000',
  'é',
  '😀',
  '!',
];

function sign(order: number): number {
  return Math.sign(order);
}

function piecesOf(id: string): VersionPieces {
  const pieces = versionPieces[id];
  if (pieces === undefined) throw new Error(`test/support/version-texts.ts has no pieces for ${id}`);
  return pieces;
}

/** Parsed values of realistic versions and of what mutation leaves readable, so that near neighbours are many. */
function parsedVersions(comparer: Comparer, pieces: VersionPieces): readonly unknown[] {
  const random = seededRandom(20_261_122);
  const texts = Array.from({ length: 150 }, () => realisticVersion(pieces, random));
  for (let round = 0; round < 600; round++) texts.push(mutatedVersion(random.pick(texts), pieces, random));
  return texts.map((text) => comparer.parse(text)).filter((parsed) => parsed !== undefined);
}
