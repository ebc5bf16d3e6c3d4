// The plain greedy schedule: earliest due first, each visit in the first wave of its window that has room and leaves
// its cluster whole. It moves nothing once placed. For windows of whole waves, as the synthetic fleet has them.
import { ringOf, rings, soakMinutes, weightOf } from './fleet.mjs';

const [minute, day] = [60_000, 86_400_000];

/**
 * Places every requirement by itself; how many visits there are, and how many end before they are due. In a staged fleet
 * ring after ring, each behind the last visit of the one before and its soak; members weigh what they weigh.
 */
export function earliestDueFirst(product, { estate, requirements, asOf, staged = false }) {
  const { value: windows } = product.readWindows(product.contextOf(estate, asOf, undefined));
  const waves = new Map();
  for (const window of windows) {
    const calendar = window.name.replace('window', 'calendar');
    waves.set(calendar, wavesOf(window, asOf));
  }
  const assets = new Map(estate.assets.map((asset, index) => [asset.name, { asset, index }]));
  const byDue = requirements.toSorted((a, b) => a.due - b.due);
  const budgets = staged ? weighedBudgets(estate) : oneAtATime();
  const ends = [];
  let [visits, onTime] = [0, 0];
  const stages = staged ? byRing(byDue, (name) => ringOf(assets.get(name).index, windows.length)) : [byDue];
  for (const [stage, list] of stages.entries()) {
    ends[stage] = 0;
    for (const { asset: name, due, priority } of list) {
      const { asset, index } = assets.get(name);
      const scope = { waves: waves.get(asset.facts.labels.calendar), cluster: asset.cluster, index, budgets };
      const release = releaseOf(ends.slice(0, stage), priority, asOf);
      const wave = placed(scope, release, due) ?? placed(scope, release, Number.POSITIVE_INFINITY);
      if (wave === undefined) continue;
      visits += 1;
      if (wave.end <= due) onTime += 1;
      ends[stage] = Math.max(ends[stage], wave.end);
    }
  }
  return { visits, onTime };
}

function byRing(requirements, ringOfName) {
  const lists = rings.map(() => []);
  for (const requirement of requirements) lists[ringOfName(requirement.asset)].push(requirement);
  return lists;
}

/** Urgent work soaks half as long, as the rollout of the fleet has it. */
function releaseOf(ends, priority, from) {
  const share = priority === 'out-of-cycle' ? 0.5 : 1;
  return Math.max(from, ...ends.map((end, ring) => end + rings[ring].soakDays * share * day));
}

function wavesOf({ occurrences, visitMs, durationMs, capacity }, asOf) {
  const waves = [];
  for (const { start } of occurrences) {
    for (let offset = 0; offset + visitMs <= durationMs; offset += visitMs) {
      if (start + offset >= asOf) waves.push({ start: start + offset, end: start + offset + visitMs, room: capacity });
    }
  }
  return { list: waves, open: 0 };
}

/** One member of a cluster at a time; all waves start at whole hours and last one, so equal starts alone overlap. */
function oneAtATime() {
  const taken = new Set();
  return {
    allows: (cluster, { start }) => !taken.has(`${cluster} ${start}`),
    take: (cluster, { start }) => taken.add(`${cluster} ${start}`),
  };
}

/** Below one third of a cluster's weight at every instant, soak included: what starts within one wave and soak overlaps. */
function weighedBudgets({ assets }) {
  const totals = new Map();
  for (const [index, { cluster }] of assets.entries()) {
    if (cluster !== undefined) totals.set(cluster, (totals.get(cluster) ?? 0) + weightOf(index));
  }
  const visits = new Map();
  const overlapping = (cluster, { start, end }) =>
    (visits.get(cluster) ?? []).filter(
      (one) => one.start < end + soakMinutes * minute && start < one.end + soakMinutes * minute,
    );
  return {
    allows: (cluster, wave, index) => {
      const away = overlapping(cluster, wave).reduce((sum, { weight }) => sum + weight, weightOf(index));
      return away < totals.get(cluster) / 3;
    },
    take: (cluster, { start, end }, index) => {
      const list = visits.get(cluster) ?? [];
      visits.set(cluster, list);
      list.push({ start, end, weight: weightOf(index) });
    },
  };
}

function placed({ waves, cluster, index: asset, budgets }, from, due) {
  const { list } = waves;
  while (waves.open < list.length && list[waves.open].room === 0) waves.open += 1;
  for (let index = waves.open; index < list.length; index += 1) {
    const wave = list[index];
    if (wave.end > due) return undefined;
    if (wave.room === 0 || wave.start < from) continue;
    if (cluster !== undefined && !budgets.allows(cluster, wave, asset)) continue;
    if (cluster !== undefined) budgets.take(cluster, wave, asset);
    wave.room -= 1;
    return wave;
  }
  return undefined;
}
