import type { Estate } from '../../model/estate.ts';
import type { Instant } from '../../model/time.ts';
import { lastWords } from '../evidence/supersession.ts';
import { type Deployment, deploymentLog } from '../report/deployments.ts';
import { groupBy } from '../schedule/group.ts';
import { localDate, readMoment } from '../time.ts';

/** Work that was done once, and the deployments that it was done for: they bear its cost. */
export interface WorkItem {
  readonly deployments: readonly Deployment[];
  /** From when to when it took, exact milliseconds; `undefined`: no record says. */
  readonly measuredMs: number | undefined;
  /** `yyyy-mm` in the Workspace's zone. */
  readonly month: string;
}

/** A visit as it took place: what one job did on one asset. */
export interface DoneVisit extends WorkItem {
  readonly asset: string;
}

/** What was done in a period, counted the way each step is. */
export interface Work {
  readonly deployments: readonly Deployment[];
  /** One a version of a package. */
  readonly patches: readonly WorkItem[];
  readonly changes: readonly WorkItem[];
  /** Deployments that name no Change: nobody can say how many approvals they took. */
  readonly withoutChange: number;
  readonly tests: readonly WorkItem[];
  readonly visits: readonly DoneVisit[];
}

/** Which patch a deployment installed, for people and as a key. */
export const patchOf = ({ row: { application, version } }: Deployment): string =>
  `${application.ecosystem} ${application.name} ${version}`;

/** Reads what was done from the records: deployments that started in the period, and tests that ended in it. */
export function workIn(estate: Estate, period: { readonly from: Instant; readonly to: Instant }): Work {
  const zone = estate.workspace.timeZone;
  const isIn = (at: Instant | undefined): boolean => at !== undefined && at >= period.from && at < period.to;
  const monthOf = (at: Instant): string => localDate(at, zone).slice(0, 7);
  const deployments = deploymentLog(estate).rows.filter(({ start, row }) => isIn(start) && row.result !== 'skipped');
  const first = (some: readonly Deployment[]): string =>
    monthOf(Math.min(...some.map(({ start }) => start ?? period.to)) as Instant);
  const item = (some: readonly Deployment[]): WorkItem => ({
    deployments: some,
    measuredMs: undefined,
    month: first(some),
  });
  const changed = deployments.filter(({ spec }) => spec.change !== undefined);
  return {
    deployments,
    patches: [...groupBy(deployments, patchOf).values()].map(item),
    changes: [...groupBy(changed, ({ spec }) => spec.change).values()].map(item),
    withoutChange: deployments.length - changed.length,
    tests: testsIn(estate, deployments, isIn, monthOf),
    visits: [...groupBy(deployments, ({ record, row }) => JSON.stringify([record.name, row.asset])).values()].map(
      (some) => ({ ...item(some), asset: some[0]?.row.asset ?? '', measuredMs: spanOf(some) }),
    ),
  };
}

/** From the first start to the last end; `undefined` where a moment cannot be read or they are out of order. */
function spanOf(some: readonly Deployment[]): number | undefined {
  const starts = some.flatMap(({ start }) => start ?? []);
  const ends = some.flatMap(({ end }) => end ?? []);
  if (ends.length < some.length) return undefined;
  const span = Math.max(...ends) - Math.min(...starts);
  return span >= 0 ? span : undefined;
}

/** A test is done for the deployments of the versions that it tested. */
function testsIn(
  estate: Estate,
  deployments: readonly Deployment[],
  isIn: (at: Instant | undefined) => boolean,
  monthOf: (at: Instant) => string,
): readonly WorkItem[] {
  const zone = estate.workspace.timeZone;
  const records = lastWords([...(estate.resources.TestRecord?.values() ?? [])]);
  return records.flatMap(({ document: { spec } }) => {
    const end = readMoment(spec.endedAt, zone, 'end');
    if (end === undefined || !isIn(end)) return [];
    const start = spec.startedAt === undefined ? undefined : readMoment(spec.startedAt, zone, 'start');
    const tested = new Set(spec.patches.map(({ ecosystem, name, version }) => `${ecosystem} ${name} ${version}`));
    return [
      {
        deployments: deployments.filter((deployment) => tested.has(patchOf(deployment))),
        measuredMs: start !== undefined && start <= end ? end - start : undefined,
        month: monthOf(end),
      },
    ];
  });
}
