import { comparerFor, ecosystemPrefix } from '../../ecosystems/registry.ts';
import type { Component } from '../../model/asset.ts';
import type { Comparer } from '../../model/comparer.ts';
import { createTrie } from '../trie.ts';
import { type ReadVersion, readVersion } from './match.ts';
import { type IndexedPackage, type PackageIndex, packageKey } from './package-index.ts';
import { type PackageView, readPackages } from './package-view.ts';

/** A version of a component and the documents that judge versions of that kind. */
export interface Subject {
  readonly view: PackageView;
  readonly version: ReadVersion;
}

/** Finds what the catalogue says of a component. The first subject is the one that targets are versions of. */
export type SubjectsOf = (component: Component) => readonly Subject[];

/** Distributions whose advisories name source packages; RPM advisories name binary packages. */
const bySource: ReadonlySet<string> = new Set(['Alpine', 'Chainguard', 'Debian', 'Ubuntu', 'Wolfi']);

/** Does the ecosystem publish its advisories by source package? */
export function isBySource(ecosystem: string): boolean {
  return bySource.has(ecosystemPrefix(ecosystem));
}

/** The version at which advisories look: the source package's where they are by source and it is known. */
export function judgedVersion({ ecosystem, version, source }: Component): string {
  return isBySource(ecosystem) ? (source?.version ?? version) : version;
}

/**
 * Looks components up by name, and by the name of their source package where the ecosystem's advisories are by source;
 * then the source's version is judged (default: the binary's). Where both names have documents and the two versions
 * differ, they are two subjects, the source first: a version of one says nothing about the other.
 * Every package is read once, on first use.
 */
export function subjectsIn(index: PackageIndex): SubjectsOf {
  const views = createTrie<IndexedPackage | Comparer | undefined, PackageView>();
  return (component) => {
    const { ecosystem, name, version } = component;
    const byVersion = new Map<string, Set<IndexedPackage>>();
    const take = (title: string, text: string): void => {
      const found = index.packages.get(packageKey(ecosystem, title));
      const isKnown = [...byVersion.values()].some((packages) => found !== undefined && packages.has(found));
      if (found === undefined || isKnown) return;
      byVersion.set(text, (byVersion.get(text) ?? new Set<IndexedPackage>()).add(found));
    };
    const source = isBySource(ecosystem) ? component.source : undefined;
    if (source !== undefined) take(source.name, judgedVersion(component));
    take(name, version);
    if (byVersion.size === 0) return noSubjects;
    const comparer = comparerFor(ecosystem, component.scheme);
    return Array.from(byVersion, ([text, packages]) => ({
      view: views.at([comparer, ...packages], () => readPackages([...packages], comparer)),
      version: readVersion(text, comparer),
    }));
  };
}

const noSubjects: readonly Subject[] = [];
