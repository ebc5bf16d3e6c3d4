import { comparerFor } from '../../ecosystems/registry.ts';
import type { Asset, Component } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { Environment, TestKind } from '../../model/generated/common.ts';
import type { TestDemand } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { packageKey } from '../assess/package-index.ts';
import { parseInstant } from '../time.ts';
import { absent, type Evidence, type Reader, refuted, together } from './evidence.ts';
import { lastWords } from './supersession.ts';

/** An update whose test is asked for. */
export interface TestedUpdate {
  readonly asset: Asset;
  readonly component: Component;
  /** `undefined`: no version is known, and none can have been tested. */
  readonly version: string | undefined;
}

/** What one TestRecord says of one version. */
interface Trial {
  readonly record: string;
  readonly version: string;
  readonly environment: Environment;
  readonly kinds: readonly TestKind[];
  /** Uids of the assets that the tested ones stand for. */
  readonly standsFor: ReadonlySet<string>;
  readonly passed: boolean;
  readonly endedAt: Instant;
}

/** Says whether an update was tested as a policy demands, so that the test still counts at an instant. */
export type Tested = (update: TestedUpdate, demand: TestDemand, at: Instant) => Evidence;

/**
 * Reads the TestRecords of an estate. A test counts for exactly the version it names, in the environment demanded
 * (default: any but production) and, where a mirror is demanded, when it ran on the asset itself or on one that stands
 * for it: the record's own `mirrors`, else the Inventory's. For each kind of test the newest that counts decides: one
 * that failed takes an earlier pass back. Several records together may give the kinds that are demanded.
 */
export function testedIn(estate: Estate, reader: Reader): Tested {
  const trials = trialsIn(estate, reader);
  return ({ asset, component, version }, demand, at) => {
    if (version === undefined) return absent(`no version of ${component.name} is known`);
    const comparer = comparerFor(component.ecosystem, component.scheme);
    const wanted = comparer?.parse(version);
    const isVersion = (text: string): boolean => {
      if (text === version) return true;
      const parsed = comparer?.parse(text);
      return wanted !== undefined && parsed !== undefined && comparer?.compare(parsed, wanted) === 0;
    };
    const counting = (trials.get(packageKey(component.ecosystem, component.name)) ?? []).filter(
      (trial) => isIn(trial, demand, asset) && isVersion(trial.version),
    );
    const kinds = demand.kinds.length === 0 ? [undefined] : demand.kinds;
    const verdicts = kinds.map((kind) => {
      const newest = counting.filter((trial) => kind === undefined || trial.kinds.includes(kind)).sort(byNewest)[0];
      return verdictOn(newest, `${component.name} ${version}`, { kind, demand, at, reader });
    });
    return together(verdicts);
  };
}

interface Asked {
  readonly kind: TestKind | undefined;
  readonly demand: TestDemand;
  readonly at: Instant;
  readonly reader: Reader;
}

function verdictOn(trial: Trial | undefined, update: string, { kind, demand, at, reader }: Asked): Evidence {
  if (trial === undefined)
    return absent(`no such ${kind === undefined ? '' : `${kind} `}test of ${update} is on record`);
  if (!trial.passed) return refuted(`${update} failed in ${trial.record}`);
  if (!reader.isFresh(trial.endedAt, demand.validFor, at)) {
    return refuted(`${trial.record} is older than ${demand.validFor ?? ''} when the visit starts`);
  }
  return { status: 'met', records: [trial.record] };
}

function isIn({ environment, standsFor }: Trial, demand: TestDemand, { uid }: Asset): boolean {
  const isThere = demand.environment === undefined ? environment !== 'production' : environment === demand.environment;
  return isThere && (!demand.onMirror || standsFor.has(uid));
}

/** Of two that ended at once the failed one decides. */
function byNewest(left: Trial, right: Trial): number {
  return (
    right.endedAt - left.endedAt ||
    Number(left.passed) - Number(right.passed) ||
    (left.record < right.record ? -1 : left.record > right.record ? 1 : 0)
  );
}

function trialsIn({ resources }: Estate, { asOf, twins }: Reader): ReadonlyMap<string, readonly Trial[]> {
  const trials = new Map<string, Trial[]>();
  for (const { name, document } of lastWords([...(resources.TestRecord?.values() ?? [])])) {
    const { environment, assets = [], mirrors, patches, kinds, result, endedAt: ended } = document.spec;
    const endedAt = parseInstant(ended);
    if (endedAt === undefined || endedAt > asOf) continue;
    const itself = assets.flatMap((one) => twins.uidOf(one) ?? []);
    const standsFor =
      mirrors === undefined
        ? twins.stoodForBy(assets)
        : new Set([...itself, ...mirrors.flatMap((one) => twins.uidOf(one) ?? [])]);
    for (const { ecosystem, name: title, version } of patches) {
      const key = packageKey(ecosystem, title);
      const trial = { record: name, version, environment, kinds, standsFor, passed: result === 'passed', endedAt };
      trials.set(key, [...(trials.get(key) ?? []), trial]);
    }
  }
  return trials;
}
