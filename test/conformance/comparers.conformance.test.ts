import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { comparerById, compareVersions } from '../../src/ecosystems/registry.ts';
import type { Comparer } from '../../src/model/comparer.ts';
import {
  mutatedVersion,
  type Random,
  realisticVersion,
  seededRandom,
  type VersionPieces,
  versionPairs,
  versionPieces,
} from '../support/version-texts.ts';
import { askJudge, type Judge, judges } from './judges/judges.ts';
import { realVersions } from './real-versions.ts';

type Pair = readonly [string, string];

// PATCHLEDGER_FREEZE=1 writes the frozen tables anew before they are judged.
describe.each(judges)('the order of $id, judged by $name', (judge) => {
  const comparer = comparerOf(judge.id);
  const pieces = piecesOf(judge.id);

  it('agrees on versions as packages carry them', () => {
    const random = seededRandom(3);
    const real = realVersions(judge.id);
    const pairs = [...realPairs(real, 4_000, random), ...realisticPairs(pieces, 4_000, random)];

    const outcome = compareWithJudge(judge, comparer, pairs);

    console.log(`${judge.id}: ${real.length} real versions, ${report(outcome)}`);
    expect(outcome.unexplained).toEqual([]);
    expect(outcome.agreed).toBeGreaterThan(pairs.length * 0.9);
  });

  it('agrees on versions made to mislead', () => {
    const random = seededRandom(5);
    const real = realVersions(judge.id).slice(0, 2_000);
    const mutants = real.map((version): Pair => [version, mutatedVersion(version, pieces, random)]);
    const pairs = [...versionPairs(pieces, 9_000, random), ...mutants];

    const outcome = compareWithJudge(judge, comparer, pairs);

    console.log(`${judge.id}: adversarial, ${report(outcome)}`);
    expect(outcome.unexplained).toEqual([]);
    expect(outcome.agreed).toBeGreaterThan(pairs.length * 0.9);
  });

  it('has its judgement frozen for the tests that run without the judge', () => {
    const file = new URL(`../ecosystems/judged/${judge.id}.tsv`, import.meta.url);
    if (process.env['PATCHLEDGER_FREEZE'] === '1') writeFileSync(file, freshTable(judge, pieces));

    const rows = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((row) => row.split('\t'));
    const answers = askJudge(
      judge,
      rows.map(([left = '', , right = '']): Pair => [left, right]),
    );

    expect(rows.map(([, order]) => order)).toEqual(answers);
    expect(rows.length).toBeGreaterThanOrEqual(300);
  });
});

describe('versions of real advisories and reports', () => {
  it.each([
    ['apk', []],
    ['bitnami', ['nightly.2026-03-10.0']],
    ['go', []],
    ['semver', []],
  ])('are all ordered by %s, apart from those named here', (id, refused) => {
    const comparer = comparerOf(id);
    const versions = realVersions(id);

    console.log(`${id}: ${versions.length} real versions`);
    expect(versions.length).toBeGreaterThan(10);
    expect(versions.filter((version) => comparer.parse(version) === undefined)).toEqual(refused);
  });
});

describe('the speed of the orders that hosts need', () => {
  it.each(['deb', 'rpm'])('%s reads and compares 300,000 pairs a second or more on one core', (id) => {
    const comparer = comparerOf(id);
    const pairs = realPairs(realVersions(id), 100_000, seededRandom(11));

    const rates = Array.from({ length: 5 }, () => pairsPerSecond(comparer, pairs));

    console.log(`${id}: ${Math.round(Math.max(...rates)).toLocaleString('en')} comparisons a second`);
    expect(Math.max(...rates)).toBeGreaterThan(300_000);
  });
});

/** By processor time, not the wall clock: what else the machine does at the moment is no property of the order. */
function pairsPerSecond(comparer: Comparer, pairs: readonly Pair[]): number {
  const before = process.cpuUsage();
  for (const [left, right] of pairs) compareVersions(comparer, left, right);
  const { user, system } = process.cpuUsage(before);
  return (pairs.length / (user + system)) * 1_000_000;
}

interface Outcome {
  readonly pairs: number;
  readonly agreed: number;
  /** How many pairs differ for which reason. */
  readonly explained: Readonly<Record<string, number>>;
  readonly unexplained: readonly string[];
}

function compareWithJudge(judge: Judge, comparer: Comparer, pairs: readonly Pair[]): Outcome {
  const answers = askJudge(judge, pairs);
  const explained: Record<string, number> = {};
  const unexplained: string[] = [];
  for (const [index, [left, right]] of pairs.entries()) {
    const ours = compareVersions(comparer, left, right);
    if (ours === answers[index]) continue;
    const reason = judge.explain(left, right);
    if (reason === undefined) unexplained.push(`${left} ${ours} ${right}, judged ${answers[index]}`);
    else explained[reason] = (explained[reason] ?? 0) + 1;
  }
  const differing = Object.values(explained).reduce((sum, count) => sum + count, unexplained.length);
  return { pairs: pairs.length, agreed: pairs.length - differing, explained, unexplained };
}

function report({ pairs, agreed, explained }: Outcome): string {
  const reasons = Object.entries(explained).map(([reason, count]) => `${count} × ${reason}`);
  return [`${agreed} of ${pairs} pairs agree`, ...reasons].join('; ');
}

/** Half neighbours in text order, where releases of one package meet, half drawn at random. */
function realPairs(versions: readonly string[], count: number, random: Random): readonly Pair[] {
  if (versions.length < 2) return [];
  return Array.from({ length: count }, (_, index): Pair => {
    const at = random.below(versions.length - 1);
    const left = versions[at] ?? '';
    return [left, (index % 2 === 0 ? versions[at + 1] : random.pick(versions)) ?? ''];
  });
}

function realisticPairs(pieces: VersionPieces, count: number, random: Random): readonly Pair[] {
  return Array.from(
    { length: count },
    (): Pair => [realisticVersion(pieces, random), realisticVersion(pieces, random)],
  );
}

/** Pairs of our own making with the judge's answer, without those where the two may differ. */
function freshTable(judge: Judge, pieces: VersionPieces): string {
  const pairs = versionPairs(pieces, 900, seededRandom(7)).filter(([left, right]) => {
    return left !== '' && right !== '' && judge.explain(left, right) === undefined;
  });
  const answers = askJudge(judge, pairs);
  const rows = pairs.map(([left, right], index) => `${left}\t${answers[index]}\t${right}\n`);
  return [...new Set(rows)].slice(0, 400).join('');
}

function comparerOf(id: string): Comparer {
  const comparer = comparerById(id);
  if (comparer === undefined) throw new Error(`No comparer ${id}`);
  return comparer;
}

function piecesOf(id: string): VersionPieces {
  const pieces = versionPieces[id];
  if (pieces === undefined) throw new Error(`No version pieces for ${id}`);
  return pieces;
}
