import type { Asset, Component } from '../../model/asset.ts';
import type { ComponentFinding } from '../../model/finding.ts';
import type { ClosedBy, LedgerFinding, LedgerPackage } from '../../model/ledger.ts';
import type { Instant } from '../../model/time.ts';
import { assessComponents } from '../assess/assess.ts';
import { indexCatalog } from '../assess/package-index.ts';
import { unwatchedAmong } from '../assess/unwatched.ts';
import { packageKey } from '../estate/components.ts';
import { selects } from '../estate/select.ts';
import { type Images, imagesOf } from '../images.ts';
import type { Decision } from '../plan/decision.ts';
import type { InstalledComponent } from '../prioritise/prepare.ts';
import { isOpenFinding, type Statement, vexStatements, withStatements } from '../prioritise/vex.ts';
import { type Deployment, deploymentLog } from '../report/deployments.ts';
import { advisoryIds, meet, requirementKey } from './identity.ts';

/** How a finding ended: what a row says of it beside its package and advisory. */
export interface Ending {
  readonly by: ClosedBy;
  /** Version that is installed now. Absent: the component is gone. */
  readonly version?: string;
  /** Record or Assessment that ended it. */
  readonly record?: string;
}

/**
 * Tells how findings that the plan no longer asks about ended. `undefined`: nobody knows that it did. An
 * asset of which nothing is reported any more has not been patched, and neither has one whose finding is still there.
 */
export type TellEnding = (asset: Asset | undefined, pkg: LedgerPackage, finding: LedgerFinding) => Ending | undefined;

/** Reads what endings are told from, on first use of each part: most runs close little. */
export function endings(decision: Decision): TellEnding {
  const { estate } = decision;
  const images = imagesOf(estate, decision.assessments, () => true);
  const statements = vexStatements(estate).value;
  const history = pastJudgement(decision);
  const deployedBy = deployments(decision, history);
  const isUnwatched = unwatchedAmong(decision.plan.summary.unwatched);
  const endedOn = (asset: Asset, { component, findings }: Installed, finding: LedgerFinding): Ending | undefined => {
    const { version } = component;
    const now = findings.find((one) => meet(advisoryIds(one), finding.advisories));
    // Where nothing is watched any more, an advisory that is gone was not withdrawn: nobody knows.
    if (now === undefined) return isUnwatched(component) ? undefined : { by: 'withdrawn', version };
    if (isOpenFinding(now)) {
      const about = statements.filter(({ spec }) => selects(spec.selector, asset, estate.componentSets));
      return assessed(now, component, about);
    }
    const wouldBeOpen = version !== finding.version && history.isOpenAt(component, finding.version, finding);
    if (!wouldBeOpen) return { by: 'withdrawn', version };
    const record = deployedBy(asset, component, finding);
    return record === undefined ? { by: 'out-of-band', version } : { by: 'deployment', version, record };
  };
  return (asset, pkg, finding) => {
    if (asset === undefined) return { by: 'retired' };
    if (asset.componentSets.length === 0) return undefined;
    const installed = installedNow(images, asset, pkg);
    if (installed !== undefined) return endedOn(asset, installed, finding);
    // What was not read whole may still hold it.
    return asset.partlyRead ? undefined : { by: 'retired' };
  };
}

function assessed(now: ComponentFinding, component: Component, statements: readonly Statement[]): Ending | undefined {
  const stated = withStatements(now, component, statements);
  const record = stated.evidence.at(-1)?.document;
  if (isOpenFinding(stated) || record === undefined) return undefined;
  return { by: 'assessment', version: component.version, record };
}

type Installed = { readonly component: Component; readonly findings: readonly ComponentFinding[] };

/** What stands for a package now: its leading version, or where versions are packages of their own the one that runs. */
function installedNow(images: Images, asset: Asset, { ecosystem, name, path }: LedgerPackage): Installed | undefined {
  const key = requirementKey(ecosystem, name, path);
  const read = ({ component, assessment }: InstalledComponent): Installed => ({
    component,
    findings: assessment.findings,
  });
  const installed = images.installedOn(asset);
  const found = installed.find(({ component }) => keyOf(component) === key);
  if (found) return read(found);
  const present = images.componentsOf(asset).find((component) => keyOf(component) === key);
  if (present === undefined) return undefined;
  const running = installed.find(
    ({ component }) =>
      component.running === true &&
      component.ecosystem === ecosystem &&
      component.source !== undefined &&
      component.source.name === present.source?.name,
  );
  return running === undefined ? { component: present, findings: [] } : read(running);
}

const keyOf = ({ ecosystem, name, path }: Component): string => requirementKey(ecosystem, name, path);

/** Judges versions that are not installed, by today's catalogue. */
interface PastJudgement {
  readonly isOpenAt: (component: Component, version: string, finding: LedgerFinding) => boolean;
}

function pastJudgement({ estate, plan }: Decision): PastJudgement {
  const { timeZone: zone, weekend, holidays, catalogMaxAge } = estate.workspace;
  let index: ReturnType<typeof indexCatalog> | undefined;
  const known = new Map<string, readonly ComponentFinding[]>();
  const findingsAt = (component: Component): readonly ComponentFinding[] => {
    index ??= indexCatalog(estate.catalog);
    const calendar = { zone, weekend, holidays };
    const judged = assessComponents({ components: [component], index, asOf: plan.asOf, catalogMaxAge, calendar });
    return [...judged.value.values()].flatMap(({ findings }) => findings);
  };
  return {
    isOpenAt: (component, version, finding) => {
      const key = `${keyOf(component)}\u0000${version}`;
      const { source, ...rest } = component;
      const findings =
        known.get(key) ?? findingsAt({ ...rest, version, ...(source && { source: { name: source.name } }) });
      known.set(key, findings);
      return findings.some((one) => isOpenFinding(one) && meet(advisoryIds(one), finding.advisories));
    },
  };
}

/** Finds the first deployment that succeeded after a finding opened, to a version that ends it. */
function deployments(
  { estate, plan }: Decision,
  { isOpenAt }: PastJudgement,
): (asset: Asset, component: Component, finding: LedgerFinding) => string | undefined {
  let byAsset: ReadonlyMap<string, readonly Deployment[]> | undefined;
  return (asset, component, finding) => {
    byAsset ??= succeeded(deploymentLog(estate).rows, plan.asOf);
    const key = packageKey(component.ecosystem, component.name);
    return [asset.name, ...asset.formerNames]
      .flatMap((name) => byAsset?.get(name) ?? [])
      .filter(({ row }) => packageKey(row.application.ecosystem, row.application.name) === key)
      .filter(({ end }) => end !== undefined && end >= finding.openedAt)
      .sort((left, right) => (left.end ?? 0) - (right.end ?? 0))
      .find(({ row }) => row.version === component.version || !isOpenAt(component, row.version, finding))?.record.name;
  };
}

function succeeded(rows: readonly Deployment[], asOf: Instant): ReadonlyMap<string, readonly Deployment[]> {
  const byAsset = new Map<string, Deployment[]>();
  for (const one of rows) {
    const isDone = one.row.result === 'succeeded' || one.row.result === 'succeeded-with-issues';
    if (!isDone || one.end === undefined || one.end > asOf) continue;
    const known = byAsset.get(one.row.asset);
    if (known) known.push(one);
    else byAsset.set(one.row.asset, [one]);
  }
  return byAsset;
}
