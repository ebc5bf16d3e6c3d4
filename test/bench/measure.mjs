// How the bench measures: whole processes in pairs A B A B, so that a noisy machine disturbs both sides alike.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Milliseconds that a function takes, and what it answers. */
export function timed(action) {
  const startedAt = performance.now();
  const value = action();
  return { value, ms: performance.now() - startedAt };
}

/** Milliseconds of one whole process; one that fails stops the bench with what it said. */
export function processTime({ args, cwd = root, env, input }) {
  const startedAt = performance.now();
  const run = spawnSync(process.execPath, args, {
    cwd,
    input,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  const ms = performance.now() - startedAt;
  if (run.status !== 0) throw new Error(`${args.join(' ')} ended with ${run.status}\n${run.stderr}${run.stdout}`);
  return { ms, stdout: run.stdout };
}

/**
 * Ours against a peer, `pairs` times each in turn after one unmeasured round: the medians, and the median of the ratios
 * of neighbours, which drift of the machine does not touch.
 */
export function paired(ours, peer, pairs) {
  const [a, b, ratios] = [[], [], []];
  ours();
  peer();
  for (let pair = 0; pair < pairs; pair += 1) {
    // Whoever comes second finds warmer caches, so the order alternates.
    const [first, second] = pair % 2 === 0 ? [ours, peer] : [peer, ours];
    const [one, other] = [first(), second()];
    const [mine, theirs] = pair % 2 === 0 ? [one, other] : [other, one];
    a.push(mine);
    b.push(theirs);
    ratios.push(mine / theirs);
  }
  return { ours: median(a), peer: median(b), ratio: median(ratios) };
}

/** Runs a bench module in a process of its own, so that its memory is its own; answers the JSON it prints last. */
export function inChild(file, options) {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const { stdout } = processTime({ args: ['--expose-gc', script, JSON.stringify(options)] });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/**
 * Runs an action and tells its time and how much memory the process needed beyond what it held before.
 * Needs `--expose-gc`. What the process reached before counts as needed only when the action reaches it again, so the
 * input should be built without a higher peak.
 */
export function withMemory(action) {
  globalThis.gc();
  const before = process.memoryUsage.rss();
  const cpuBefore = process.cpuUsage();
  const { value, ms } = timed(action);
  const cpu = process.cpuUsage(cpuBefore);
  const peak = process.resourceUsage().maxRSS * 1024;
  return { value, ms, cpuMs: (cpu.user + cpu.system) / 1000, mb: Math.max(0, peak - before) / 1e6 };
}

/** Numbers between 0 and 1 that are the same in every run (mulberry32). */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
