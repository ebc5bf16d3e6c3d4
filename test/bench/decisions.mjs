// What a plan of a large fleet costs, from the linked estate to the last byte of its lines, beside the plain loop over
// assets that writes a line a requirement, and how it grows.
import { inChild } from './measure.mjs';

/** Rows of the table. */
export function decisions({ quick, fleets = quick ? [1000, 4000] : [1000, 10_000, 100_000] }) {
  const runs = fleets.map((assets) => ({ assets, ...run(assets) }));
  const [first, last] = [runs.at(0), runs.at(-1)];
  const each = ({ assets, ours }) => ours.ms / assets;
  return [
    ...runs.flatMap(({ assets, ours, naive }) => compared(assets, ours, naive)),
    {
      what: `time an asset at ${last.assets}`,
      peer: `the same at ${first.assets}`,
      ours: each(last),
      theirs: each(first),
      unit: 'ms',
      ratio: each(last) / each(first),
      goal: 1.2,
    },
  ];
}

function run(assets) {
  // One image for fifty hosts, as fleets have them.
  const options = { assets, sets: Math.max(20, assets / 50), windows: 200, maxConcurrent: Math.ceil(assets / 500) };
  return {
    ours: inChild('fleet-child.mjs', options),
    naive: inChild('fleet-child.mjs', { ...options, what: 'naive' }),
  };
}

function compared(assets, ours, naive) {
  if (ours.requirements !== naive.requirements) {
    throw new Error(`${ours.requirements} requirements, the plain loop finds ${naive.requirements}`);
  }
  const isLargest = assets === 100_000;
  const due = (ours.requirements / assets).toFixed(1);
  const row = (what, unit, mine, theirs, peer) => ({
    ...{ what, peer, unit, ours: mine, theirs },
    ratio: mine / theirs,
  });
  const total = row(`plan ${assets} × 400, ${due} due each`, 'ms', ours.ms, naive.ms, 'plain loop, matching alone');
  const memory = row('  memory beyond the input', 'MB', ours.mb, naive.mb, 'the same');
  return [
    isLargest ? { ...total, limit: 2000 } : total,
    row('  decision', 'ms', ours.stages.decision, naive.stages.decision, 'its loop'),
    row('  schedule', 'ms', ours.stages.schedule, naive.ms, 'all of it; it has no schedule'),
    row('  lines, to the last byte', 'ms', ours.stages.lines, naive.stages.lines, 'a line a requirement'),
    row('  size of the lines', 'MB', ours.bytes / 1e6, naive.bytes / 1e6, 'without what explains them'),
    isLargest ? { ...memory, limit: 600 } : memory,
  ];
}
