import type { Asset } from '../../model/asset.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { Ledger, LedgerAsset } from '../../model/ledger.ts';
import type { Assumption, Requirement } from '../../model/requirement.ts';
import type { Locate } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import type { TargetingOf } from '../assess/targeting.ts';
import { sha256Hex } from '../digest.ts';
import { selects } from '../estate/select.ts';
import { aimAt } from './aim.ts';
import type { ApprovalEvidence } from './approval.ts';
import { declinesOf, underDecline } from './decline.ts';
import { effectiveExceptions } from './exception.ts';
import { type JudgedComponent, judgeComponent } from './judge-component.ts';
import type { LedgerView } from './obliged.ts';
import { type InstalledComponent, type PreparedComponent, preparation } from './prepare.ts';
import { evaluationsOf, type Profile, profiler } from './profile.ts';
import type { PolicyTable } from './table.ts';
import { tenuresOf } from './tenure.ts';
import { vexStatements } from './vex.ts';

/** What requirements are decided from. */
export interface PrioritiseInput {
  readonly estate: Estate;
  readonly installedOn: (asset: Asset) => readonly InstalledComponent[];
  /** From `policyTables`. */
  readonly tables: readonly PolicyTable[];
  /** From `approvedExceptions`: an exception that is not named here has no effect. */
  readonly approvedExceptions: ReadonlyMap<string, ApprovalEvidence>;
  readonly asOf: Instant;
  /** `undefined`: there is none, and every due is what today's estate says. */
  readonly ledger?: Ledger | undefined;
  readonly locate?: Locate | undefined;
  /** Where to look for other targets; absent: the assessments' own are all there is to choose from. */
  readonly targetingOf?: TargetingOf | undefined;
}

/** Holds for every plan made without the ledger: due instants are what today's estate says, not what was first promised. */
export const noLedger: Assumption = {
  code: 'no-ledger',
  detail: 'no ledger yet: original due instants are computed from the estate as it is today',
};

/**
 * Decides what is required of every asset, by when and why: sorted by asset, ecosystem and package.
 * Each (assessment, profile of the asset, first seen) is decided once, however many assets share it.
 * Diagnostics: the `policy/exception-…` and `policy/assessment-…` codes.
 */
export function prioritise(input: PrioritiseInput): Outcome<readonly Requirement[]> {
  const { estate, asOf, tables, approvedExceptions: approved, locate } = input;
  const exceptions = effectiveExceptions({ estate, approved, asOf, locate });
  const statements = vexStatements(estate);
  const profileOf = profiler(
    { tables, exceptions: exceptions.value, statements: statements.value, evaluations: evaluationsOf(estate) },
    estate,
  );
  const prepare = preparation(estate);
  const demandingIn = demanding();
  const declines = declinesOf(estate);
  const declining = { asOf, timeZone: estate.workspace.timeZone };
  const book = input.ledger && bookOf(input.ledger, input);
  const value: Requirement[] = [];
  for (const asset of estate.assets) {
    const profile = profileOf(asset);
    const history = input.ledger?.assets.get(asset.uid);
    const place = { asset, profile, estate, asOf, book, history, targetingOf: input.targetingOf };
    const isSeen = asset.firstSeen.size > 0 || history !== undefined;
    for (const { one, usual } of demandingIn(prepare(input.installedOn(asset)), place)) {
      const judged = isSeen || usual === undefined ? judgeOnce(one, place) : usual;
      if (judged === undefined) continue;
      const requirement = onAsset(judged, asset, one);
      value.push(underDecline(requirement, declines, declining));
    }
  }
  return { value, diagnostics: [...exceptions.diagnostics, ...statements.diagnostics] };
}

function bookOf(ledger: Ledger, { tables, asOf }: PrioritiseInput): Omit<LedgerView, 'history'> {
  return { origins: ledger.origins, tenures: tenuresOf(ledger, tables, asOf) };
}

interface OnAsset {
  readonly asset: Asset;
  readonly profile: Profile;
  readonly estate: Estate;
  readonly asOf: Instant;
  readonly book: Omit<LedgerView, 'history'> | undefined;
  /** What the ledger holds of the asset. */
  readonly history: LedgerAsset | undefined;
  readonly targetingOf: TargetingOf | undefined;
}

/** A component of which assets of a profile require something. */
interface Demand {
  readonly one: PreparedComponent;
  /** What is required wherever nothing tells when the package was first seen. `undefined` where its vendor has a say. */
  readonly usual: JudgedComponent | undefined;
}

/**
 * The components of a list of which assets of a profile require something. When they were first seen and what their
 * vendors say of the update change what is required, never whether; so each list is searched once a profile.
 */
function demanding(): (list: readonly PreparedComponent[], place: OnAsset) => readonly Demand[] {
  const known = new WeakMap<readonly PreparedComponent[], Map<number, readonly Demand[]>>();
  return (list, place) => {
    const byProfile = known.get(list) ?? new Map<number, readonly Demand[]>();
    known.set(list, byProfile);
    const demands = byProfile.get(place.profile.id) ?? list.flatMap((one) => demandOf(one, place));
    byProfile.set(place.profile.id, demands);
    return demands;
  };
}

function demandOf(one: PreparedComponent, place: OnAsset): readonly Demand[] {
  // Where the ledger speaks of an asset it is likely to speak of all: then nothing is usual.
  const isUsual = one.patches.length === 0 && place.history === undefined;
  const judged = judgeOnce(one, isUsual ? { ...place, asset: { ...place.asset, firstSeen: neverSeen } } : place);
  return judged === undefined ? [] : [{ one, usual: isUsual ? judged : undefined }];
}

const neverSeen: Asset['firstSeen'] = new Map();

/** Decides a component on one asset, or remembers what was decided for another asset that is alike. */
function judgeOnce(one: PreparedComponent, place: OnAsset): JudgedComponent | undefined {
  const { asset, profile, estate, asOf, book } = place;
  const history = place.history?.get(one.key);
  const firstSeen = asset.firstSeen.get(one.packageKey);
  const patches = one.patches.filter(({ appliesTo }) => selects(appliesTo, asset, estate.componentSets));
  const names = patches.map(({ name }) => name).join(' ');
  const isPlain = firstSeen === undefined && names === '' && history === undefined;
  const key = isPlain ? profile.id : `${profile.id} ${firstSeen ?? ''} ${history?.id ?? ''} ${names}`;
  const known = one.decided.get(key);
  if (known !== undefined) return known ?? undefined;
  const { assessment, component, pendingReboot } = one.installed;
  const targeting = patches.length === 0 ? undefined : place.targetingOf?.(assessment);
  const judged = judgeComponent({
    assessment,
    aim: aimAt({ assessment, targeting, patches, asOf, zone: estate.workspace.timeZone }),
    component,
    profile,
    firstSeen,
    pendingReboot,
    estate,
    asOf,
    ledger: book && { ...book, history },
  });
  one.decided.set(key, judged ?? null);
  return judged;
}

/**
 * A decided component as the requirement of one asset. Field by field: this runs once a requirement of the whole
 * estate, and a fixed shape is made many times faster than a spread.
 */
function onAsset(judged: JudgedComponent, asset: Asset, one: PreparedComponent): Requirement {
  return {
    id: requirementId(`${asset.uid}\u0000${one.key}`),
    asset: asset.name,
    component: one.installed.component,
    target: judged.target,
    partial: judged.partial,
    jump: judged.jump,
    release: judged.release,
    findings: judged.findings,
    advisories: judged.advisories,
    severity: judged.severity,
    state: judged.state,
    priority: judged.priority,
    due: judged.due,
    originalDue: judged.originalDue,
    boundBy: judged.boundBy,
    obligations: judged.obligations,
    exception: judged.exception,
    covered: judged.covered,
    overdue: judged.overdue,
    governance: judged.governance,
    reasons: judged.reasons,
  };
}

/** `R-` and 12 hexadecimal digits of the digest of what a requirement is known by across renames and upgrades. */
function requirementId(key: string): string {
  return `R-${sha256Hex(key).slice(0, 12)}`;
}
