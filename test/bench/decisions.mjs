// What a plan of a large fleet costs, beside the plain loop over assets, and how it grows.
import { inChild } from './measure.mjs';

/** Rows of the table. */
export function decisions({ quick, fleets = quick ? [1000, 4000] : [1000, 10_000, 100_000] }) {
  const runs = fleets.map((assets) => ({ assets, ...run(assets) }));
  const rows = runs.flatMap(({ assets, ours, naive }) => compared(assets, ours, naive));
  const [first, last] = [runs.at(0), runs.at(-1)];
  const growth = last.ours.ms / last.assets / (first.ours.ms / first.assets);
  return [
    ...rows,
    {
      what: `time an asset at ${last.assets}`,
      peer: `the same at ${first.assets}`,
      ours: last.ours.ms / last.assets,
      theirs: first.ours.ms / first.assets,
      unit: 'ms',
      ratio: growth,
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
  const each = (ours.requirements / assets).toFixed(1);
  const time = {
    what: `decide ${assets} × 400, ${each} due each`,
    peer: 'plain loop, matching alone',
    ours: ours.ms,
    theirs: naive.ms,
    unit: 'ms',
    ratio: ours.ms / naive.ms,
  };
  const memory = { what: '  memory beyond the input', peer: 'the same', ours: ours.mb, theirs: naive.mb, unit: 'MB' };
  return [
    isLargest ? { ...time, limit: 2000 } : time,
    { ...memory, ratio: ours.mb / naive.mb, ...(isLargest && { limit: 600 }) },
  ];
}
