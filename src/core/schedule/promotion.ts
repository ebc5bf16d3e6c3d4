import { normaliseName } from '../../ecosystems/names.ts';
import type { Asset } from '../../model/asset.ts';
import type { Row } from '../../model/generated/deployment-record.ts';
import type { SharedRequirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { counted } from '../counted.ts';
import { versionToInstall } from '../evidence/needs.ts';
import { lastWords } from '../evidence/supersession.ts';
import { readMoment } from '../time.ts';
import { createTrie } from '../trie.ts';
import type { ScheduleContext } from './context.ts';
import type { RingPlan } from './ring-plan.ts';

/** What deployment records say about one update in one ring. */
export interface RingVerdict {
  /** `unproven`: too few visits have finished. */
  readonly status: 'passed' | 'failed' | 'unproven';
  /** When the last of them ended. */
  readonly endedAt: Instant | undefined;
  /** Names of the records that say so, sorted. */
  readonly records: readonly string[];
  /** `3 of 4 succeeded, 100 % needed`. */
  readonly text: string;
}

/** Judges an update in a ring; a requirement stands for its package and the version that it is to get. */
export type RingJudge = (ring: RingPlan, requirement: SharedRequirement) => RingVerdict;

interface Finished {
  readonly isSuccess: boolean;
  readonly endedAt: Instant;
  readonly record: string;
}

/**
 * Reads how visits of each ring ended. The last visit of an asset counts; one that was skipped
 * has not finished, and one that succeeded with issues did succeed.
 */
export function readRingResults(context: ScheduleContext, ringOf: ReadonlyMap<string, RingPlan>): RingJudge {
  const results = new Map<string, Map<Asset['name'], Finished>>();
  for (const { name, document } of lastWords([...(context.estate.resources.DeploymentRecord?.values() ?? [])])) {
    for (const row of document.spec.rows) {
      const ring = ringOf.get(row.asset);
      const finished = finishedOf(context, row, name);
      if (ring === undefined || finished === undefined) continue;
      const key = updateKey(ring, row.application, row.version);
      const byAsset = results.get(key) ?? new Map<string, Finished>();
      results.set(key, byAsset);
      if (finished.endedAt >= (byAsset.get(row.asset)?.endedAt ?? 0)) byAsset.set(row.asset, finished);
    }
  }
  const verdicts = createTrie<RingPlan | string, RingVerdict>();
  return (ring, requirement) => {
    // Where nothing is on record, all updates of a ring are alike.
    if (results.size === 0) return verdicts.at([ring, '', '', ''], () => judge(ring, []));
    const { component } = requirement;
    const version = versionToInstall(requirement) ?? '';
    return verdicts.at([ring, component.ecosystem, component.name, version], () =>
      judge(ring, [...(results.get(updateKey(ring, component, version))?.values() ?? [])]),
    );
  };
}

function finishedOf({ estate, asOf }: ScheduleContext, row: Row, record: string): Finished | undefined {
  const endedAt = readMoment(row.end, estate.workspace.timeZone, 'end');
  if (endedAt === undefined || endedAt > asOf || row.result === 'skipped') return undefined;
  return { isSuccess: row.result === 'succeeded' || row.result === 'succeeded-with-issues', endedAt, record };
}

function judge({ promote }: RingPlan, finished: readonly Finished[]): RingVerdict {
  const succeeded = finished.filter(({ isSuccess }) => isSuccess).length;
  // Compared as whole numbers: a share of a count is no place for rounding.
  const isGood = succeeded * 100 >= promote.percent * finished.length;
  const isEnough = finished.length > 0 && finished.length >= promote.sample;
  const needed = promote.sample > finished.length ? `, ${counted(promote.sample, 'visit')} needed` : '';
  return {
    status: isEnough ? (isGood ? 'passed' : 'failed') : 'unproven',
    endedAt: finished.length === 0 ? undefined : (Math.max(...finished.map(({ endedAt }) => endedAt)) as Instant),
    records: [...new Set(finished.map(({ record }) => record))].sort(),
    text: `${succeeded} of ${finished.length} succeeded, ${promote.percent} % needed${needed}`,
  };
}

function updateKey(ring: RingPlan, { ecosystem, name }: Row['application'], version: string): string {
  return [ring.rollout, ring.index, ecosystem, normaliseName(ecosystem, name), version].join('\0');
}
