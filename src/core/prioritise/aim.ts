import type { ComponentAssessment, ComponentFinding, Jump, PartialTarget, WorseTarget } from '../../model/finding.ts';
import type { RefusedRelease, ReleaseChoice } from '../../model/requirement.ts';
import type { Instant, TimeZone } from '../../model/time.ts';
import { judgedVersion } from '../assess/subjects.ts';
import type { TargetChoice } from '../assess/target.ts';
import type { Targeting } from '../assess/targeting.ts';
import { takesEffectLater, type VendorPatch } from './patches.ts';
import { isApproved, type Releases, releasesIn } from './releases.ts';

/** What an asset is to install of a package, and what that was decided from. */
export interface Aim {
  readonly target: string | undefined;
  readonly partial: PartialTarget | undefined;
  /** What would clear something and bring in worse, where nothing better is left. */
  readonly worse: WorseTarget | undefined;
  readonly jump: Jump | undefined;
  readonly release: ReleaseChoice | undefined;
  /**
   * Releases of the version that the advisories ask for, under no embargo: clocks and facts are read from these, so that
   * neither rejecting nor approving a release moves a due.
   */
  readonly asked: readonly VendorPatch[];
  /** Releases of the version aimed at. */
  readonly taken: readonly VendorPatch[];
  /** Releases that are installed and take effect only later. */
  readonly inactive: readonly VendorPatch[];
}

/** What an aim is chosen from. */
export interface AimInput {
  readonly assessment: ComponentAssessment;
  /** `undefined`: nothing but the assessment is known. */
  readonly targeting: Targeting | undefined;
  /** Releases of the package whose `appliesTo` takes the asset. */
  readonly patches: readonly VendorPatch[];
  /** Advisories of which a partial target must clear one at least. Default: any. */
  readonly wanted?: ReadonlySet<string> | undefined;
  readonly asOf: Instant;
  readonly zone: TimeZone;
}

/**
 * The advisories that an aim must clear one of, where the aim at hand clears only what is not asked for: what a VEX
 * statement or an exception has dealt with. `undefined`: it does, or is not partial.
 */
export function missedBy({ partial }: Aim, asked: readonly string[]): ReadonlySet<string> | undefined {
  const isMiss = partial !== undefined && !partial.clears.some((advisory) => asked.includes(advisory));
  return isMiss ? new Set(asked) : undefined;
}

/** An assessment with a partial target, if any, that clears something wanted. */
export function assessmentFor(
  assessment: ComponentAssessment,
  wanted: ReadonlySet<string>,
  targeting: Targeting | undefined,
): ComponentAssessment {
  const { partial, worse } = targeting?.choose([], () => undefined, wanted) ?? {};
  return { ...assessment, partial, worse, jump: partial && targeting?.jumpTo(partial.version) };
}

/**
 * An assessment with a target where no document affects the version and a VEX statement says that it is affected all the
 * same: the smallest fixed version above it that nothing affects, as always.
 */
export function assessmentBeyond(
  assessment: ComponentAssessment,
  targeting: Targeting | undefined,
): ComponentAssessment {
  const { target, refused = [] } = targeting?.choose([], () => undefined) ?? {};
  return {
    ...assessment,
    target,
    jump: target === undefined ? undefined : targeting?.jumpTo(target),
    refusedTargets: refused,
  };
}

/** Does a statement call a version affected of which the documents say otherwise, and nothing is aimed at? */
export function isAffectedBeyond(
  { target, partial, inactive }: Aim,
  { findings: found }: ComponentAssessment,
  findings: readonly ComponentFinding[],
): boolean {
  // What is installed and not in effect yet asks for no other version.
  if (target !== undefined || partial !== undefined || inactive.length > 0) return false;
  const affected = new Set(found.flatMap(({ advisory, status }) => (status === 'affected' ? [advisory] : [])));
  return findings.some(({ advisory, status }) => status === 'affected' && !affected.has(advisory));
}

/**
 * Chooses what to install (rejected > explicitly approved > rule > default). The target of the
 * assessment is a floor. An approved release at or above it that nothing affects is taken, the smallest where there are
 * several; else the smallest version that is not refused, among fixed versions and releases. What cannot be reached in
 * one step is reached by hops, and the first of them is the target.
 */
export function aimAt(input: AimInput): Aim {
  const { assessment, patches } = input;
  const { target, partial, worse, jump } = assessment;
  if (patches.length === 0) {
    return { target, partial, worse, jump, release: undefined, asked: [], taken: [], inactive: [] };
  }
  const targeting = input.targeting ?? withoutCatalogue(assessment);
  const releases = releasesIn({ ...input, targeting });
  const offers = offersIn(input, targeting, releases);
  const approved = approvedIn(offers, input, targeting, releases);
  const choice = targeting.choose(offers, (version) => releases.refusal(version)?.because, input.wanted);
  const whole = approved.version ?? choice.target;
  const left: Pick<TargetChoice, 'partial' | 'worse'> = whole === undefined ? choice : { partial: undefined };
  const aim = whole ?? left.partial?.version;
  const [next, ...hops] = (aim === undefined ? undefined : releases.wayTo(aim)) ?? [];
  const refused = choice.refused.flatMap(({ version }) => releases.refusal(version) ?? []);
  return {
    // A way to what clears a part only is a way all the same.
    target: whole === undefined && hops.length === 0 ? undefined : next,
    partial: left.partial,
    worse: left.worse,
    jump: next === undefined ? undefined : next === (target ?? partial?.version) ? jump : targeting.jumpTo(next),
    release: {
      hops,
      refused: [...refused, ...approved.unfit],
      rejected: patches.filter(({ approval }) => approval?.state === 'rejected').map(({ version }) => version),
      approvedBy: approved.by,
      rebootRequired: next === undefined ? undefined : rebootOf(releases.at(next)),
    },
    asked: askedFor(assessment, offers, targeting, releases),
    taken: aim === undefined ? [] : releases.at(aim),
    inactive: inactiveIn(input, targeting),
  };
}

/** A set instant or height switches whatever is installed by then; a step of its own belongs to the one release. */
function inactiveIn({ assessment, patches, asOf }: AimInput, { compare }: Targeting): readonly VendorPatch[] {
  const installed = judgedVersion(assessment.component);
  return patches.filter((patch) => {
    if (!takesEffectLater(patch, asOf)) return false;
    const order = compare(patch.version, installed);
    return order === 0 || (order !== undefined && order < 0 && patch.activation !== undefined);
  });
}

/** Releases that may be chosen though no advisory names them: above the floor, or approved where there is no floor. */
function offersIn(
  { assessment: { target: floor }, patches }: AimInput,
  targeting: Targeting,
  { embargo }: Releases,
): readonly string[] {
  const { compare, isAbove, canClearAll } = targeting;
  return patches
    .filter((patch) => isAbove(patch.version) && embargo(patch.version) === undefined)
    .filter((patch) =>
      floor === undefined ? canClearAll && isApproved(patch) : (compare(patch.version, floor) ?? -1) >= 0,
    )
    .map(({ version }) => version);
}

interface Approved {
  readonly version: string | undefined;
  readonly by: ReleaseChoice['approvedBy'];
  /** Approved releases above the installed version that cannot be taken. */
  readonly unfit: readonly RefusedRelease[];
}

function approvedIn(offers: readonly string[], input: AimInput, targeting: Targeting, releases: Releases): Approved {
  const { target: floor } = input.assessment;
  const candidates = input.patches
    .filter((patch) => isApproved(patch) && targeting.isAbove(patch.version))
    .sort((left, right) => targeting.compare(left.version, right.version) || (left.name < right.name ? -1 : 1));
  const unfit: RefusedRelease[] = [];
  for (const { name, version, approval } of candidates) {
    const refusal = releases.refusal(version);
    const isFloor = floor !== undefined && targeting.compare(version, floor) === 0;
    const because = refusal?.because ?? (isFloor ? undefined : shortfall(version, offers, targeting));
    if (because === undefined) {
      return { version: isFloor ? floor : version, by: { patch: name, reason: approval?.reason ?? '' }, unfit };
    }
    // What is rejected or not released yet is not held against an approval.
    if (refusal?.code === 'rejected' || refusal?.code === 'embargo') continue;
    unfit.push({ version, code: 'unfit', because: `approved by ${name}, but ${because}` });
  }
  return { version: undefined, by: undefined, unfit };
}

/** What keeps an approved release from doing what is required. */
function shortfall(version: string, offers: readonly string[], targeting: Targeting): string | undefined {
  const affecting = targeting.affectedBy(version);
  if (affecting.length > 0) return `affected by ${affecting.slice(0, 3).join(', ')}`;
  return offers.includes(version) ? undefined : 'below what is required';
}

/** The releases of the smallest version that would do, as if nobody had decided on any. */
function askedFor(
  { target: floor }: ComponentAssessment,
  offers: readonly string[],
  targeting: Targeting,
  { at, embargo }: Releases,
): readonly VendorPatch[] {
  if (floor === undefined) return [];
  const released =
    embargo(floor) === undefined ? floor : targeting.choose(offers, (version) => embargo(version)?.because).target;
  return at(released ?? floor);
}

/** Of several statements about one version the one that costs more holds. */
function rebootOf(patches: readonly VendorPatch[]): boolean | undefined {
  const stated = patches.flatMap(({ rebootRequired }) => rebootRequired ?? []);
  return stated.length === 0 ? undefined : stated.includes(true);
}

/** Where the catalogue is not at hand, the target of the assessment is all there is to choose from. */
function withoutCatalogue({ target, partial, jump }: ComponentAssessment): Targeting {
  return {
    compare: (left, right) => (left === right ? 0 : undefined),
    isAbove: (version) => version === (target ?? partial?.version),
    affectedBy: () => [],
    canClearAll: false,
    jumpTo: () => jump,
    choose: (_, refusal) => {
      const next = target ?? partial?.version;
      const because = next === undefined ? undefined : refusal(next);
      if (because === undefined || next === undefined) return { target, partial, refused: [] };
      return { target: undefined, partial: undefined, refused: [{ version: next, because }] };
    },
  };
}
