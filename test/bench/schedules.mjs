// What a schedule costs, beside earliest due first, and how many visits each has on time.
import { inChild } from './measure.mjs';

/** Rows of the table. */
export function schedules({ quick }) {
  const assets = quick ? 5000 : 100_000;
  // Some nine in ten places are wanted, so that who goes where matters.
  const options = {
    assets,
    windows: 200,
    clusters: assets / 200,
    members: 20,
    maxConcurrent: Math.ceil(assets / 10_000),
  };
  const expansion = inChild('schedule-child.mjs', { ...options, what: 'expansion' });
  return [
    ...compared(options, `schedule ${assets} visits`, quick ? undefined : { ms: 1000, mb: 500 }),
    ...compared(
      { ...options, staged: true },
      '  with 4 rings, soaks and weights',
      quick ? undefined : { ms: 3000, mb: 500 },
    ),
    {
      what: `expand 200 schedules, ${expansion.occurrences} times`,
      peer: 'limit',
      ours: expansion.ms,
      theirs: 300,
      unit: 'ms',
      ratio: expansion.ms / 300,
      goal: 1,
    },
  ];
}

function compared(options, what, limits) {
  const ask = (kind) => inChild('schedule-child.mjs', { ...options, what: kind });
  const [greedy, ours] = [ask('edf'), ask('exact')];
  const row = (title, unit, mine, theirs) => {
    return { what: title, peer: 'earliest due first', ours: mine, theirs, unit, ratio: mine / theirs };
  };
  return [
    { ...row(what, 'ms', ours.ms, greedy.ms), ...(limits && { limit: limits.ms }) },
    { ...row('  memory beyond the decisions', 'MB', ours.mb, greedy.mb), ...(limits && { limit: limits.mb }) },
    { ...row(`  visits on time (at most ${ours.upperBound})`, '', ours.onTime, greedy.onTime), atLeast: 1 },
  ];
}
