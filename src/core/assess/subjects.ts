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
  const subjectOf = (packages: readonly IndexedPackage[], comparer: Comparer | undefined, text: string): Subject => ({
    view: views.at([comparer, ...packages], () => readPackages(packages, comparer)),
    version: readVersion(text, comparer),
  });
  return (component) => {
    const { ecosystem, name, version, scheme } = component;
    const source = isBySource(ecosystem) ? component.source : undefined;
    const own = index.packages.get(packageKey(ecosystem, name));
    const ofSource = source && index.packages.get(packageKey(ecosystem, source.name));
    if (own === undefined && ofSource === undefined) return noSubjects;
    const comparer = comparerFor(ecosystem, scheme);
    const judged = ofSource === undefined ? version : judgedVersion(component);
    const others = own === undefined || own === ofSource ? [] : [own];
    if (ofSource === undefined) return others.map((one) => subjectOf([one], comparer, version));
    if (judged === version) return [subjectOf([ofSource, ...others], comparer, version)];
    return [subjectOf([ofSource], comparer, judged), ...others.map((one) => subjectOf([one], comparer, version))];
  };
}

const noSubjects: readonly Subject[] = [];
