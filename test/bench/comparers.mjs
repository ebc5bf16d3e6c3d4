// How fast versions are ordered: in the program, and from a pipe.
import { join } from 'node:path';
import { median, processTime, seeded, timed } from './measure.mjs';

const shapes = {
  deb: (n, r) =>
    `${n % 5 === 0 ? '1:' : ''}${1 + (n % 9)}.${n % 37}.${r % 11}+dfsg${r % 3 ? '~rc1' : ''}-${1 + (r % 7)}+deb12u${r % 4}`,
  rpm: (n, r) =>
    `${n % 5 === 0 ? '1:' : ''}${1 + (n % 9)}.${n % 37}.${r % 11}${r % 3 ? '~rc1' : '^git1'}-${1 + (r % 7)}.el9_${r % 4}`,
};

/** Pairs as catalogues bring them: half of them differ in the last part only. */
function pairs(id, count) {
  const random = seeded(7);
  return Array.from({ length: count }, (_, index) => {
    const [n, r, other] = [random(), random(), random()].map((part) => Math.floor(part * 1e6));
    return [shapes[id](n, r), shapes[id](index % 2 === 0 ? n : other, other)];
  });
}

/** Rows of the table: comparisons a second, reading both versions each time. */
export function comparers(product, { dist, quick }) {
  const count = quick ? 100_000 : 1_000_000;
  return [
    ...['deb', 'rpm'].map((id) => inProgram(product, id, count)),
    ...['deb', 'rpm'].map((id) => piped(id, dist, count)),
  ];
}

function inProgram(product, id, count) {
  const comparer = product.comparerById(id);
  const list = pairs(id, count);
  const rates = Array.from({ length: 3 }, () => {
    const { ms } = timed(() => {
      for (const [a, b] of list) product.compareVersions(comparer, a, b);
    });
    return count / (ms / 1000);
  });
  return rate(`${id} comparisons a second`, median(rates));
}

function piped(id, dist, count) {
  const input = pairs(id, count)
    .map(([a, b]) => `${a}\t${b}\n`)
    .join('');
  const { ms, stdout } = processTime({ args: [join(dist, 'cli.cjs'), 'compare-versions', id], input });
  const answers = stdout.length / 2;
  if (answers !== count) throw new Error(`${answers} answers for ${count} pairs`);
  return rate(`${id} pairs a second from a pipe`, count / (ms / 1000));
}

const rate = (what, ours) => ({
  what,
  peer: 'goal a second',
  ours,
  theirs: 300_000,
  unit: '/s',
  ratio: 300_000 / ours,
  goal: 1,
});
