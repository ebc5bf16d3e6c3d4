import { normaliseName } from '../../ecosystems/names.ts';
import type { Asset, Component } from '../../model/asset.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { ComponentAssessment } from '../../model/finding.ts';
import type { Assumption, Requirement } from '../../model/requirement.ts';
import type { Locate } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { sha256Hex } from '../digest.ts';
import { selects } from '../estate/select.ts';
import type { ApprovalEvidence } from './approval.ts';
import { effectiveExceptions } from './exception.ts';
import { type JudgedComponent, judgeComponent } from './judge-component.ts';
import { indexPatches, type PatchesOf, type VendorPatch } from './patches.ts';
import { evaluationsOf, type Profile, profiler } from './profile.ts';
import type { PolicyTable } from './table.ts';
import { vexStatements } from './vex.ts';

/** A package installed on an asset with what is decided about its version. One entry a requirement at most. */
export interface InstalledComponent {
  readonly component: Component;
  readonly assessment: ComponentAssessment;
  /** A newer version is installed but not in effect yet. */
  readonly pendingReboot: boolean;
}

/** What requirements are decided from. */
export interface PrioritiseInput {
  readonly estate: Estate;
  readonly installedOn: (asset: Asset) => readonly InstalledComponent[];
  /** From `policyTables`. */
  readonly tables: readonly PolicyTable[];
  /** From `approvedExceptions`: an exception that is not named here has no effect. */
  readonly approvedExceptions: ReadonlyMap<string, ApprovalEvidence>;
  readonly asOf: Instant;
  readonly locate?: Locate | undefined;
}

/** Holds for every plan made without the ledger: due instants are what today's estate says, not what was first promised. */
export const noLedger: Assumption = {
  code: 'no-ledger',
  detail: 'no ledger yet: original due instants are computed from the estate as it is today',
};

/**
 * Decides what is required of every asset, by when and why (DESIGN §3.4–3.6): sorted by asset, ecosystem and package.
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
  const judge = judgeOnce(estate, asOf);
  const patchesOf = indexPatches(estate);
  const value = estate.assets.flatMap((asset) => {
    const profile = profileOf(asset);
    return input
      .installedOn(asset)
      .flatMap((installed) => {
        const key = requirementKey(asset, installed.component);
        const judged = judge({
          installed,
          profile,
          asset,
          patches: targetPatches(installed, asset, patchesOf, estate),
        });
        return judged === undefined
          ? []
          : [{ ...judged, id: requirementId(key), asset: asset.name, component: installed.component }];
      })
      .sort(byPackage);
  });
  return { value, diagnostics: [...exceptions.diagnostics, ...statements.diagnostics] };
}

interface Lookup {
  readonly installed: InstalledComponent;
  readonly profile: Profile;
  readonly asset: Asset;
  readonly patches: readonly VendorPatch[];
}

/** Remembers decisions by assessment and by everything of the asset that takes part in them. */
function judgeOnce(estate: Estate, asOf: Instant): (lookup: Lookup) => JudgedComponent | undefined {
  const cache = new Map<ComponentAssessment, Map<string, JudgedComponent | undefined>>();
  return ({ installed: { assessment, component, pendingReboot }, profile, asset, patches }) => {
    if (assessment.findings.length === 0) return undefined;
    const firstSeen = asset.firstSeen.get(packageKey(component));
    const { class: softwareClass = '', path = '' } = component;
    const names = patches.map(({ name }) => name).join(' ');
    const key = `${profile.id}|${firstSeen ?? ''}|${pendingReboot}|${names}|${softwareClass}|${path}`;
    const known = cache.get(assessment) ?? new Map<string, JudgedComponent | undefined>();
    cache.set(assessment, known);
    if (!known.has(key)) {
      known.set(
        key,
        judgeComponent({ assessment, component, profile, firstSeen, pendingReboot, patches, estate, asOf }),
      );
    }
    return known.get(key);
  };
}

/** The vendor's releases that are the target of this component on this asset. */
function targetPatches(
  { component, assessment }: InstalledComponent,
  asset: Asset,
  patchesOf: PatchesOf,
  estate: Estate,
): readonly VendorPatch[] {
  return patchesOf(component.ecosystem, component.name).filter(
    ({ version, appliesTo }) => version === assessment.target && selects(appliesTo, asset, estate.componentSets),
  );
}

/** What a requirement is known by across renames and upgrades: the asset's uid, the package and, for copies, the path. */
function requirementKey(asset: Asset, component: Component): string {
  const path = component.path === undefined ? '' : `\u0000${component.path}`;
  return `${asset.uid}\u0000${packageKey(component)}${path}`;
}

/** `R-` and 12 hexadecimal digits of the key's digest. */
function requirementId(key: string): string {
  return `R-${sha256Hex(key).slice(0, 12)}`;
}

function packageKey({ ecosystem, name }: Component): string {
  return `${ecosystem}\u0000${normaliseName(ecosystem, name)}`;
}

function byPackage(left: Requirement, right: Requirement): number {
  const [one, other] = [left, right].map(
    ({ component, id }) => `${component.ecosystem}\u0000${component.name}\u0000${component.path ?? ''}\u0000${id}`,
  );
  if (one === undefined || other === undefined || one === other) return 0;
  return one < other ? -1 : 1;
}
