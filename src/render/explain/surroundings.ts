import { durationText, formatZoned } from '../../core/time.ts';
import type { ExplainedCluster, ExplainedRollout, Explanation, RingResult } from '../../model/explanation.ts';
import type { Plan } from '../../model/plan.ts';
import { activationTexts } from '../plan/activation.ts';

/** What an asset shares with others, line by line: cluster, rollout and activations. Whoever prints makes it safe. */
export function surroundingLines({ asset, surroundings }: Explanation, { timeZone }: Plan): readonly string[] {
  const { cluster, rollout, activations } = surroundings;
  return [
    ...(cluster === undefined ? [] : clusterLines(cluster, asset.name, timeZone)),
    ...(rollout === undefined ? [] : rolloutLines(rollout, timeZone)),
    ...activations.flatMap((activation) => {
      const [first = '', ...rest] = activationTexts(activation, timeZone);
      return [`activation: ${first}`, ...rest.map((text) => `  ${text}`)];
    }),
  ];
}

function clusterLines(
  { plan, coverage, now, atLast, threshold }: ExplainedCluster,
  asset: string,
  zone: string,
): string[] {
  const { cluster, consensus, members, maxUnavailable } = plan;
  const { unverified = [] } = plan.coverage;
  const own =
    coverage === undefined
      ? `no visit of ${asset} covers more`
      : `${coverage.before} % before the visit of ${asset}, ${coverage.after} % after it`;
  return [
    `cluster ${cluster} (${consensus}): at most ${maxUnavailable} of ${members} members away at once`,
    `  voting weight covered: ${now} % now, ${own}, ${atLast} % with the last visit`,
    ...(unverified.length === 0 ? [] : [`  of which by record alone, unverified: ${unverified.join(', ')}`]),
    ...(threshold === undefined ? [] : [`  ${thresholdText(threshold, zone)}`]),
  ];
}

function thresholdText(
  { percent, isReached, reachedAfter }: NonNullable<ExplainedCluster['threshold']>,
  zone: string,
): string {
  if (isReached) return `safe above ${percent} %: reached already`;
  if (reachedAfter === undefined) return `safe above ${percent} %: not reached by any visit of the plan`;
  const { asset, wave, end } = reachedAfter;
  return `safe above ${percent} %: reached after ${asset} (wave ${wave}), ${formatZoned(end, zone)}`;
}

function rolloutLines({ rollout, ring, paused, results }: ExplainedRollout, zone: string): string[] {
  const until = paused?.until === undefined ? 'until that is taken out' : `until ${formatZoned(paused.until, zone)}`;
  return [
    `rollout ${rollout}, ring ${ring}`,
    ...(paused === undefined ? [] : [`  paused ${until}: ${paused.reason}`]),
    ...results.map((result) => `  ${resultText(result, zone)}`),
  ];
}

function resultText({ ring, isOwn, status, soakMs, endedAt, records, ...result }: RingResult, zone: string): string {
  const on = records.length === 0 ? '' : ` (${records.join(', ')})`;
  const soak =
    soakMs === 0 || endedAt === undefined ? '' : `; soak ${durationText(soakMs)} from ${formatZoned(endedAt, zone)}`;
  return `${result.package} ${result.version} in ring ${ring}${isOwn ? ', its own' : ''}: ${status}, ${result.text}${on}${soak}`;
}
