// The plain greedy schedule: earliest due first, each visit in the first wave of its window that has room and leaves
// its cluster whole. It moves nothing once placed. For windows of whole waves, as the synthetic fleet has them.

/** Places every requirement by itself; how many visits there are, and how many end before they are due. */
export function earliestDueFirst(product, estate, requirements, asOf) {
  const { value: windows } = product.readWindows(product.contextOf(estate, asOf, undefined));
  const waves = new Map();
  for (const window of windows) {
    const calendar = window.name.replace('window', 'calendar');
    waves.set(calendar, wavesOf(window, asOf));
  }
  const assets = new Map(estate.assets.map((asset) => [asset.name, asset]));
  const byDue = requirements.toSorted((a, b) => a.due - b.due);
  const taken = new Set();
  let [visits, onTime] = [0, 0];
  for (const { asset: name, due } of byDue) {
    const { cluster, facts } = assets.get(name);
    const inTime = placed(waves.get(facts.labels.calendar), cluster, taken, due);
    const wave = inTime ?? placed(waves.get(facts.labels.calendar), cluster, taken, Number.POSITIVE_INFINITY);
    if (wave === undefined) continue;
    visits += 1;
    if (wave.end <= due) onTime += 1;
  }
  return { visits, onTime };
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
function placed(waves, cluster, taken, due) {
  const { list } = waves;
  while (waves.open < list.length && list[waves.open].room === 0) waves.open += 1;
  for (let index = waves.open; index < list.length; index += 1) {
    const wave = list[index];
    if (wave.end > due) return undefined;
    if (wave.room === 0) continue;
    const key = cluster === undefined ? undefined : `${cluster} ${wave.start}`;
    if (key !== undefined && taken.has(key)) continue;
    if (key !== undefined) taken.add(key);
    wave.room -= 1;
    return wave;
  }
  return undefined;
}
