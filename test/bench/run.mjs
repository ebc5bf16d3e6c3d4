// `npm run bench`: what the program costs, as ratios against peers that are measured in the same run.
//
//   --quick          small sizes and few rounds
//   --pairs <n>      rounds of each paired measurement (default 15, quick 5)
//   --only <name>    startup, comparers, decisions, schedules, sboms, feeds or reports
//   --dist <folder>  a command line that is built already, in place of building it
//
// Exits with 0 whatever the figures are: a busy machine is no defect. Goals that are missed are marked.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { comparers } from './comparers.mjs';
import { decisions } from './decisions.mjs';
import { feeds } from './feeds.mjs';
import { root } from './measure.mjs';
import { bundleProduct, loadProduct } from './product.mjs';
import { reports } from './reports.mjs';
import { sboms } from './sboms.mjs';
import { schedules } from './schedules.mjs';
import { startup } from './startup.mjs';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    pairs: { type: 'string' },
    only: { type: 'string' },
    dist: { type: 'string' },
  },
});
const quick = values.quick;
const pairs = Number(values.pairs ?? (quick ? 5 : 15));
const dist = values.dist ?? build();
await bundleProduct();
const product = await loadProduct();

const sections = {
  startup: () => startup({ dist, pairs, quick }),
  comparers: () => comparers(product, { dist, quick }),
  decisions: () => decisions({ quick }),
  schedules: () => schedules({ quick }),
  feeds: () => feeds({ dist, quick }),
  sboms: () => sboms(product, { pairs, quick }),
  reports: () => reports({ dist, quick }),
};

console.log(`node ${process.version} · ${pairs} pairs · ratio = ours / peer, paired A B A B, medians`);
line('what', 'ours', 'peer', 'ratio', 'goal', '');
const verdicts = [];
for (const [name, measure] of Object.entries(sections)) {
  if (values.only !== undefined && values.only !== name) continue;
  console.log(`\n${name}`);
  for (const row of measure()) verdicts.push(print(row));
}
const missed = verdicts.filter((verdict) => verdict === 'MISSED').length;
const met = verdicts.filter((verdict) => verdict === 'met').length;
console.log(`\nbench: ${met} goals met, ${missed} missed`);

/** Builds dist/ and answers its folder. */
function build() {
  const { status, stderr } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the build failed\n${stderr}`);
  return join(root, 'dist');
}

/** Prints a row and answers whether its goal is met: a ratio, or a limit on the figure itself. */
function print({ what, peer, ours, theirs, unit, ratio, goal, limit, atLeast }) {
  const goals = [
    goal === undefined ? undefined : [`≤ ${goal}`, ratio <= goal],
    atLeast === undefined ? undefined : [`≥ ${atLeast}`, ratio >= atLeast],
    limit === undefined ? undefined : [`≤ ${figure(limit, unit)}`, ours <= limit],
  ].filter((one) => one !== undefined);
  const verdict = goals.length === 0 ? '' : goals.every(([, isMet]) => isMet) ? 'met' : 'MISSED';
  const words = goals.map(([text]) => text).join(', ');
  line(
    what,
    figure(ours, unit),
    `${figure(theirs, unit)}  ${peer}`,
    ratio.toFixed(ratio < 0.1 ? 3 : 2),
    words,
    verdict,
  );
  return verdict;
}

function figure(value, unit) {
  const digits = value < 1 ? 3 : value < 100 ? 1 : 0;
  const text = value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d|.*\.))/g, digits === 0 ? ' ' : '');
  return unit === '' ? text : `${text} ${unit}`;
}

function line(what, ours, peer, ratio, goal, verdict) {
  console.log(
    `${what.padEnd(38)} ${ours.padStart(13)}  ${peer.padEnd(46)} ${ratio.padStart(7)}  ${goal.padEnd(10)} ${verdict}`.trimEnd(),
  );
}
