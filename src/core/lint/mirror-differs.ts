import { comparerFor, compareVersions } from '../../ecosystems/registry.ts';
import type { Asset, Component } from '../../model/asset.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import { packageKey } from '../estate/components.ts';
import { type LintContext, namesText } from './context.ts';

/** Versions of each package of an asset, by ecosystem and name. */
type Packages = ReadonlyMap<string, readonly Component[]>;

/**
 * `lint/mirror-differs`: a staging asset lacks packages of an asset that it stands for, has others, or has versions that
 * are not its own. Versions that are ahead are what staging is for, so they differ from nothing.
 */
export function differingMirrors(context: LintContext): readonly Diagnostic[] {
  const { assets } = context.estate;
  const byName = new Map(assets.map((asset) => [asset.name, asset]));
  const packagesOf = packagesByImage(context);
  return assets.flatMap((asset) =>
    asset.mirrors.flatMap((name, index) => {
      const mirrored = byName.get(name);
      if (mirrored === undefined || mirrored === asset) return [];
      const [here, there] = [packagesOf(asset), packagesOf(mirrored)];
      // What was never observed differs in nothing that anybody knows.
      if (here.size === 0 || there.size === 0) return [];
      const differences = differencesOf(here, there);
      if (differences === undefined) return [];
      const at = context.siteOf(asset.origin, [...asset.pointer, 'mirrors', index]);
      return [diagnostic('lint/mirror-differs', { asset: asset.name, mirrored: name, differences }, { at })];
    }),
  );
}

function differencesOf(here: Packages, there: Packages): string | undefined {
  const missing = [...there].filter(([key]) => !here.has(key)).flatMap(([, [first]]) => first?.name ?? []);
  const extra = [...here].filter(([key]) => !there.has(key)).flatMap(([, [first]]) => first?.name ?? []);
  const other = [...here].flatMap(([key, own]) => {
    const theirs = there.get(key);
    return theirs === undefined || isAlikeOrAhead(own, theirs) ? [] : (own[0]?.name ?? []);
  });
  const parts = [
    { names: missing, what: 'missing' },
    { names: extra, what: 'extra' },
    { names: other, what: 'in other versions' },
  ].filter(({ names }) => names.length > 0);
  if (parts.length === 0) return undefined;
  return parts.map(({ names, what }) => `${names.length} ${what} (${namesText(names.sort())})`).join(', ');
}

function isAlikeOrAhead(own: readonly Component[], theirs: readonly Component[]): boolean {
  return theirs.every(({ version, ecosystem, scheme }) => {
    if (own.some((one) => one.version === version)) return true;
    const comparer = comparerFor(ecosystem, scheme);
    return comparer !== undefined && own.some((one) => compareVersions(comparer, one.version, version) === '>');
  });
}

function packagesByImage({ estate }: LintContext): (asset: Asset) => Packages {
  const known = new Map<string, Packages>();
  return ({ componentSets }) => {
    const image = componentSets.join(' ');
    const before = known.get(image);
    if (before !== undefined) return before;
    const packages = new Map<string, Component[]>();
    for (const component of componentSets.flatMap((digest) => estate.componentSets.get(digest)?.components ?? [])) {
      const key = packageKey(component.ecosystem, component.name);
      packages.set(key, [...(packages.get(key) ?? []), component]);
    }
    known.set(image, packages);
    return packages;
  };
}
