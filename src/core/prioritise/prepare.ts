import type { Component } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { ComponentAssessment } from '../../model/finding.ts';
import { isBySource } from '../assess/subjects.ts';
import { packageKey } from '../estate/components.ts';
import { requirementKey } from '../ledger/identity.ts';
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
  /** What was decided, by what of the asset took part; `null` = nothing is required. Shared by equal components. */
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
  const lists = new WeakMap<readonly InstalledComponent[], readonly PreparedComponent[]>();
  const decisions = new Map<ComponentAssessment, Map<string, PreparedComponent['decided']>>();
  const decidedFor = ({ assessment, component, pendingReboot }: InstalledComponent): PreparedComponent['decided'] => {
    const ofAssessment = decisions.get(assessment) ?? new Map<string, PreparedComponent['decided']>();
    decisions.set(assessment, ofAssessment);
    const key = `${pendingReboot} ${component.class ?? ''} ${component.name}`;
    const decided = ofAssessment.get(key) ?? new Map<string | number, JudgedComponent | null>();
    ofAssessment.set(key, decided);
    return decided;
  };
  return (installed) => {
    const known = lists.get(installed);
    if (known) return known;
    const prepared = installed
      .filter(({ assessment }) => assessment.findings.length > 0)
      .map((one) => prepare(one, patchesOf, decidedFor(one)))
      .sort(byPackage);
    lists.set(installed, prepared);
    return prepared;
  };
}

function prepare(
  installed: InstalledComponent,
  patchesOf: PatchesOf,
  decided: PreparedComponent['decided'],
): PreparedComponent {
  const { component } = installed;
  const { ecosystem, name, path } = component;
  const names = [name, ...(isBySource(ecosystem) ? [component.source?.name ?? name] : [])];
  const patches = [...new Set(names.flatMap((one) => patchesOf(ecosystem, one)))];
  const key = requirementKey(ecosystem, name, path);
  return { installed, packageKey: packageKey(ecosystem, name), key, patches, decided };
}

function byPackage({ key: left }: PreparedComponent, { key: right }: PreparedComponent): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
