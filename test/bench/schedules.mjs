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
  const ask = (what) => inChild('schedule-child.mjs', { ...options, what });
  const [greedy, ours, expansion] = [ask('edf'), ask('exact'), ask('expansion')];
  const row = (what, unit, ours, theirs) => {
    return { what, peer: 'earliest due first', ours, theirs, unit, ratio: ours / theirs };
  };
  const time = row(`schedule ${assets} visits`, 'ms', ours.ms, greedy.ms);
  const memory = row('  memory beyond the decisions', 'MB', ours.mb, greedy.mb);
  return [
    quick ? time : { ...time, limit: 1000 },
    quick ? memory : { ...memory, limit: 500 },
    { ...row('  visits on time', '', ours.onTime, greedy.onTime), atLeast: 1 },
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
