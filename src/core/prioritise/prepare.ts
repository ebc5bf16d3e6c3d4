import type { Component } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { ComponentAssessment } from '../../model/finding.ts';
import { isBySource } from '../assess/subjects.ts';
import { packageKey } from '../estate/components.ts';
import { requirementKey } from '../ledger/identity.ts';
import { createTrie } from '../trie.ts';
import type { JudgedComponent } from './judge-component.ts';
import { indexPatches, type PatchesOf, type VendorPatch } from './patches.ts';

/** A package installed on an asset with what is decided about its version. One entry a requirement at most. */
export interface InstalledComponent {
  readonly component: Component;
  readonly assessment: ComponentAssessment;
  /** A newer version is installed but not in effect yet. */
  readonly pendingReboot: boolean;
}

/** An installed component with what deciding it needs on every asset that carries it. */
export interface PreparedComponent {
  readonly installed: InstalledComponent;
  /** Ecosystem, NUL and normalised name. */
  readonly packageKey: string;
  /** What names the requirement on its asset: the package, and the path of a copy that has one. */
  readonly key: string;
  /** The vendor's releases of the package, for whichever assets. */
  readonly patches: readonly VendorPatch[];
  /** What was decided, by what of the asset took part; `null` = nothing is required. Shared by alike components. */
  readonly decided: Map<string | number, JudgedComponent | null>;
}

/**
 * Prepares what assets have installed: components with findings, sorted by ecosystem, name and path. A list that many
 * assets share is prepared once; components that are decided alike share their decisions, whatever list they stand in.
 */
export function preparation(
  estate: Estate,
): (installed: readonly InstalledComponent[]) => readonly PreparedComponent[] {
  const patchesOf = indexPatches(estate);
  const lists = new Map<readonly InstalledComponent[], readonly PreparedComponent[]>();
  const decisions = createTrie<unknown, PreparedComponent['decided']>();
  const decidedFor = (one: InstalledComponent, patches: readonly VendorPatch[]): PreparedComponent['decided'] =>
    decisions.at(patches.length === 0 ? likenessOf(one) : [...likenessOf(one), one.assessment], () => new Map());
  return (installed) => {
    const known = lists.get(installed);
    if (known) return known;
    const prepared = installed
      .filter(({ assessment }) => assessment.findings.length > 0)
      .map((one) => prepare(one, patchesOf, decidedFor))
      .sort(byPackage);
    lists.set(installed, prepared);
    return prepared;
  };
}

/**
 * All that decisions about a component look at. Many versions of a package have the same findings and the same target:
 * what is required of them is the same but for the version that is installed. Vendors' releases look at that as well.
 */
function likenessOf({ component, assessment, pendingReboot }: InstalledComponent): readonly unknown[] {
  const { ecosystem, name, source, class: kind } = component;
  const { target, partial, jump, findings } = assessment;
  return [ecosystem, name, source?.name, kind, pendingReboot, target, partial, jump, ...findings];
}

function prepare(
  installed: InstalledComponent,
  patchesOf: PatchesOf,
  decidedFor: (one: InstalledComponent, patches: readonly VendorPatch[]) => PreparedComponent['decided'],
): PreparedComponent {
  const { component } = installed;
  const { ecosystem, name, path } = component;
  const source = isBySource(ecosystem) ? component.source?.name : undefined;
  const own = patchesOf(ecosystem, name);
  const patches = source === undefined ? own : [...new Set([...own, ...patchesOf(ecosystem, source)])];
  const key = requirementKey(ecosystem, name, path);
  const decided = decidedFor(installed, patches);
  return { installed, packageKey: packageKey(ecosystem, name), key, patches, decided };
}

function byPackage({ key: left }: PreparedComponent, { key: right }: PreparedComponent): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
