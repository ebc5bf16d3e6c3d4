import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { baseScore } from '../../src/core/assess/cvss.ts';
import { dataRoot } from '../support/conformance-data.ts';
import { type Random, seededRandom } from '../support/version-texts.ts';

const python = '/usr/bin/python3';
const judge = fileURLToPath(new URL('judges/judge-cvss.py', import.meta.url));
const install = 'Red Hat cvss judges base scores: python3 -m pip install --break-system-packages cvss==3.6';

/** What a base metric may be, by version, in the order of the specification. */
const metrics: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': { AV: 'LAN', AC: 'HML', Au: 'MSN', C: 'NPC', I: 'NPC', A: 'NPC' },
  'CVSS:3.0/': { AV: 'NALP', AC: 'LH', PR: 'NLH', UI: 'NR', S: 'UC', C: 'NLH', I: 'NLH', A: 'NLH' },
  'CVSS:3.1/': { AV: 'NALP', AC: 'LH', PR: 'NLH', UI: 'NR', S: 'UC', C: 'NLH', I: 'NLH', A: 'NLH' },
  'CVSS:4.0/': {
    ...{ AV: 'NALP', AC: 'LH', AT: 'NP', PR: 'NLH', UI: 'NPA' },
    ...{ VC: 'HLN', VI: 'HLN', VA: 'HLN', SC: 'HLN', SI: 'HLN', SA: 'HLN' },
  },
};

/** What may follow: it moves other scores, and never the base score. */
const further: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '': { E: ['U', 'POC', 'F', 'H'], RL: ['OF', 'W'], RC: ['UC', 'C'], CDP: ['N', 'LM'] },
  'CVSS:3.0/': { E: ['U', 'P', 'H'], RL: ['O', 'W'], MAV: ['L', 'P'], CR: ['H', 'L'] },
  'CVSS:3.1/': { E: ['U', 'P', 'H'], RL: ['O', 'W'], MAV: ['L', 'P'], CR: ['H', 'L'] },
  'CVSS:4.0/': { E: ['A', 'P', 'U'], CR: ['H', 'L'], MAV: ['L', 'P'], MSI: ['S', 'N'], S: ['N', 'P'], U: ['Red'] },
};

// PATCHLEDGER_FREEZE=1 writes the frozen table anew before it is judged.
describe('a CVSS base score, judged by Red Hat cvss', () => {
  it.each(Object.keys(metrics))('agrees on vectors of %s with other metrics behind them, drawn at random', (head) => {
    const vectors = drawn(head, 5_000, seededRandom(7));
    expect(differences(vectors)).toEqual([]);
  });

  it.each([
    ['', 729],
    ['CVSS:3.0/', 2_592],
    ['CVSS:3.1/', 2_592],
    ['CVSS:4.0/', 104_976],
  ])('agrees on every vector of base metrics of %s there is', (head, count) => {
    const vectors = every(head);
    expect(vectors).toHaveLength(count);
    expect(differences(vectors)).toEqual([]);
  });

  it('agrees on every vector that real documents carry', () => {
    const vectors = realVectors();
    const ofVersion = (head: string): number => vectors.filter((vector) => vector.startsWith(head)).length;
    console.log(
      `cvss: ${vectors.length} real vectors; 2.0 ${ofVersion('AV:')}, 3.0 ${ofVersion('CVSS:3.0/')}, 3.1 ${ofVersion('CVSS:3.1/')}, 4.0 ${ofVersion('CVSS:4.0/')}`,
    );
    expect(ofVersion('CVSS:3.1/')).toBeGreaterThan(100);
    expect(ofVersion('CVSS:4.0/')).toBeGreaterThan(10);
    expect(differences(vectors)).toEqual([]);
  });

  it('has its judgement frozen for the tests that run without the judge', () => {
    const file = new URL('../core/assess/cvss-judged.tsv', import.meta.url);
    if (process.env['PATCHLEDGER_FREEZE'] === '1') writeFileSync(file, freshTable());

    const rows = readFileSync(file, 'utf8').trim().split('\n');
    const vectors = rows.map((row) => row.split('\t')[0] ?? '');

    expect(judged(vectors).map((score, index) => `${vectors[index]}\t${score}`)).toEqual(rows);
  });
});

/** Vectors on which we and the judge are not of one mind, with both answers. */
function differences(vectors: readonly string[]): readonly string[] {
  return judged(vectors).flatMap((theirs, index) => {
    const vector = vectors[index] ?? '';
    const ours = baseScore(vector)?.toFixed(1) ?? '?';
    return ours === theirs ? [] : [`${vector}: ${ours}, judge ${theirs}`];
  });
}

function judged(vectors: readonly string[]): readonly string[] {
  const run = spawnSync(python, [judge], {
    input: vectors.map((vector) => `${vector}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  const answers = run.stdout?.split('\n').slice(0, -1) ?? [];
  if (run.status === 0 && answers.length === vectors.length) return answers;
  throw new Error(
    `${python} ended with ${run.status} after ${answers.length} of ${vectors.length}. ${install}\n${run.stderr}`,
  );
}

function drawn(head: string, count: number, random: Random): readonly string[] {
  return Array.from({ length: count }, () => {
    const base = Object.entries(metrics[head] ?? {}).map(([name, values]) => `${name}:${random.pick([...values])}`);
    const more = Object.entries(further[head] ?? {}).flatMap(([name, values]) =>
      random.below(5) === 0 ? [`${name}:${random.pick(values)}`] : [],
    );
    return head + [...base, ...more].join('/');
  });
}

function every(head: string): readonly string[] {
  return Object.entries(metrics[head] ?? {}).reduce<readonly string[]>(
    (before, [name, values]) =>
      before.flatMap((start) => [...values].map((value) => `${start}${start === head ? '' : '/'}${name}:${value}`)),
    [head],
  );
}

/** 100 of each version. */
function freshTable(): string {
  const vectors = Object.keys(metrics).flatMap((head) => drawn(head, 100, seededRandom(11)));
  return `${judged(vectors)
    .map((score, index) => `${vectors[index]}\t${score}`)
    .join('\n')}\n`;
}

function realVectors(): readonly string[] {
  const folder = join(dataRoot, 'data');
  const found = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(?:json|ya?ml|ndjson|xml)$/.test(entry)) continue;
    const text = readFileSync(join(folder, entry), 'utf8');
    for (const [vector] of text.matchAll(/CVSS:[234]\.\d(?:\/[A-Za-z]{1,3}:[A-Za-z]{1,5})+/g)) found.add(vector);
    for (const [, vector = ''] of text.matchAll(/["'( ](AV:[LAN](?:\/[A-Za-z]{1,3}:[A-Z]{1,3}){5,})/g))
      found.add(vector);
  }
  return [...found].sort();
}
