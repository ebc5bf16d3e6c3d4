import type { Asset, Component } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { ComponentAssessment } from '../../model/finding.ts';
import type { LedgerAsset } from '../../model/ledger.ts';
import type { RequirementSet, SharedRequirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { TargetingOf } from '../assess/targeting.ts';
import { selects } from '../estate/select.ts';
import { createTrie, type Trie } from '../trie.ts';
import { type Aim, aimAt, assessmentBeyond, assessmentFor, isAffectedBeyond, missedBy } from './aim.ts';
import { emptySet } from './book.ts';
import { type JudgedComponent, judgeComponent } from './judge-component.ts';
import type { LedgerView } from './obliged.ts';
import type { VendorPatch } from './patches.ts';
import type { PreparedComponent } from './prepare.ts';
import type { Profile } from './profile.ts';

/** What takes part in what is required of every asset. */
export interface RequiringEstate {
  readonly estate: Estate;
  readonly asOf: Instant;
  /** The ledger as a whole; `undefined`: there is none. */
  readonly view: Omit<LedgerView, 'history'> | undefined;
  readonly targetingOf: TargetingOf | undefined;
}

/** What takes part in what is required of one asset. */
export interface RequiringAsset {
  readonly asset: Asset;
  readonly profile: Profile;
  /** What the ledger holds of the asset. */
  readonly history: LedgerAsset | undefined;
}

interface OnAsset extends RequiringEstate, RequiringAsset {}

/**
 * What is required of an asset by the components it carries, as a set that alike assets share. When components were first
 * seen and what their vendors say of an update change what is required, never whether; so each list of components is
 * searched once a profile.
 */
export function requiredSets(
  on: RequiringEstate,
): (list: readonly PreparedComponent[], asset: RequiringAsset) => RequirementSet {
  const known = new Map<readonly PreparedComponent[], Map<number, Demands>>();
  const demandsFor = (list: readonly PreparedComponent[], asset: RequiringAsset): Demands => {
    const byProfile = known.get(list) ?? new Map<number, Demands>();
    known.set(list, byProfile);
    const demands = demandsOf(list, { ...on, ...asset });
    byProfile.set(asset.profile.id, demands);
    return demands;
  };
  return (list, one) => {
    const demands = known.get(list)?.get(one.profile.id) ?? demandsFor(list, one);
    const isSeen = one.asset.firstSeen.size > 0 || one.history !== undefined;
    return !isSeen && demands.usual !== undefined ? demands.usual : setOn(demands, { ...on, ...one }, isSeen);
  };
}

/** A component of which assets of a profile require something. */
interface Demand {
  readonly one: PreparedComponent;
  /** What is required wherever nothing tells when the package was first seen. `undefined` where its vendor has a say. */
  readonly usual: JudgedComponent | undefined;
}

/** What assets of a profile require of a list of components, and the sets that came of it so far. */
interface Demands {
  readonly list: readonly Demand[];
  /** What is required of assets of which nothing else is known; `undefined` where a vendor may have a say. */
  readonly usual: RequirementSet | undefined;
  /** By what was decided of each component. */
  readonly sets: Trie<JudgedComponent | undefined, RequirementSet>;
}

function demandsOf(prepared: readonly PreparedComponent[], place: OnAsset): Demands {
  const unseen = { ...place, asset: { ...place.asset, firstSeen: neverSeen } };
  const list = prepared.flatMap((one) => demandOf(one, place, unseen));
  const usual = list.flatMap(({ one, usual: judged }) => (judged === undefined ? [] : [{ one, judged }]));
  return { list, usual: usual.length === list.length ? setOf(usual) : undefined, sets: createTrie() };
}

function demandOf(one: PreparedComponent, place: OnAsset, unseen: OnAsset): readonly Demand[] {
  // Where the ledger speaks of an asset it is likely to speak of all: then nothing is usual.
  const isUsual = one.patches.length === 0 && place.history === undefined;
  const judged = judgeOnce(one, isUsual ? unseen : place);
  return judged === undefined ? [] : [{ one, usual: isUsual ? judged : undefined }];
}

const neverSeen: Asset['firstSeen'] = new Map();

/** What is required of one asset of which more is known; those of which the same came out share their set. */
function setOn({ list, sets }: Demands, place: OnAsset, isSeen: boolean): RequirementSet {
  const judged = list.map(({ one, usual: asUsual }) =>
    isSeen || asUsual === undefined ? judgeOnce(one, place) : asUsual,
  );
  return sets.at(judged, () =>
    setOf(
      list.flatMap(({ one }, index) => {
        const decided = judged[index];
        return decided === undefined ? [] : [{ one, judged: decided }];
      }),
    ),
  );
}

interface Decided {
  readonly one: PreparedComponent;
  readonly judged: JudgedComponent;
}

function setOf(decided: readonly Decided[]): RequirementSet {
  if (decided.length === 0) return emptySet;
  return { keys: decided.map(({ one }) => one.key), requirements: decided.map(requirementIn) };
}

/** Equal components share what is decided of them, and each keeps what only it is: its path, its class. */
function requirementIn({ one: { installed }, judged }: Decided): SharedRequirement {
  const { component } = installed;
  if (judged.component === component) return judged;
  const known = variants.get(judged) ?? new Map<Component, SharedRequirement>();
  variants.set(judged, known);
  const variant = known.get(component) ?? { ...judged, component };
  known.set(component, variant);
  return variant;
}

const variants = new WeakMap<JudgedComponent, Map<Component, SharedRequirement>>();

/** Decides a component on one asset, or remembers what was decided for another asset that is alike. */
function judgeOnce(one: PreparedComponent, place: OnAsset): JudgedComponent | undefined {
  const { asset, profile, estate, asOf, view } = place;
  const history = place.history?.get(one.key);
  const firstSeen = asset.firstSeen.get(one.packageKey);
  const patches = patchesOn(one, place);
  const names = patches.length === 0 ? '' : patches.map(({ name }) => name).join(' ');
  const isPlain = firstSeen === undefined && names === '' && history === undefined;
  const key = isPlain ? profile.id : `${profile.id} ${firstSeen ?? ''} ${history?.id ?? ''} ${names}`;
  const known = one.decided.get(key);
  if (known !== undefined) return known ?? undefined;
  const { assessment, component, pendingReboot } = one.installed;
  const ledger = view && { ...view, history };
  const judge = (revised: ComponentAssessment, aim: Aim): JudgedComponent | undefined =>
    judgeComponent({
      assessment: revised,
      aim,
      component,
      profile,
      firstSeen,
      pendingReboot,
      estate,
      asOf,
      ledger,
    });
  const zone = estate.workspace.timeZone;
  const targeting = patches.length === 0 ? undefined : place.targetingOf?.(assessment);
  const aim = aimAt({ assessment, targeting, patches, asOf, zone });
  const first = judge(assessment, aim);
  const judged = first && (judgeAgain(assessment, { first, aim, patches, place, judge }) ?? first);
  one.decided.set(key, judged ?? null);
  return judged;
}

function patchesOn({ patches }: PreparedComponent, { asset, estate }: OnAsset): readonly VendorPatch[] {
  if (patches.length === 0) return patches;
  return patches.filter(({ appliesTo }) => selects(appliesTo, asset, estate.componentSets));
}

interface FirstJudgement {
  readonly first: JudgedComponent;
  readonly aim: Aim;
  readonly patches: readonly VendorPatch[];
  readonly place: OnAsset;
  readonly judge: (assessment: ComponentAssessment, aim: Aim) => JudgedComponent | undefined;
}

/**
 * Decides again where the partial target clears only what others have dealt with, and where statements ask for more than
 * the documents do. `undefined`: what was decided first stands.
 */
function judgeAgain(
  assessment: ComponentAssessment,
  { first, aim, patches, place: { targetingOf, asOf, estate, profile }, judge }: FirstJudgement,
): JudgedComponent | undefined {
  const wanted = missedBy(aim, askedIn(first));
  const isBeyond = profile.statements.length > 0 && isAffectedBeyond(aim, assessment, first.findings);
  if (wanted === undefined && !isBeyond) return undefined;
  const targeting = targetingOf?.(assessment);
  const revised = isBeyond
    ? assessmentBeyond(assessment, targeting)
    : assessmentFor(assessment, wanted ?? new Set(), targeting);
  const zone = estate.workspace.timeZone;
  return judge(revised, aimAt({ assessment: revised, targeting, patches, wanted, asOf, zone }));
}

/** The advisories that bind: all where each is excepted, else those that are not. */
function askedIn({ findings, covered, exception }: JudgedComponent): readonly string[] {
  const names = findings.map(({ advisory }) => advisory);
  return exception === undefined && covered !== undefined ? names.filter((name) => !covered.has(name)) : names;
}
