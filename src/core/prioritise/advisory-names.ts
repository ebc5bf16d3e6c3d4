import { normaliseName, normaliseVersion } from '../../ecosystems/names.ts';
import type { Component } from '../../model/asset.ts';
import type { ComponentFinding } from '../../model/finding.ts';
import type { PackageSelector } from '../../model/generated/common.ts';
import { matchesGlob } from '../estate/glob.ts';

/** Does one of these ids name the advisory? Any document id, alias or CVE will do. */
export function namesAdvisory(ids: readonly string[], finding: ComponentFinding): boolean {
  return ids.some(
    (id) =>
      id === finding.advisory ||
      finding.cves.includes(id) ||
      finding.documents.some((document) => document.id === id || document.aliases.includes(id)),
  );
}

/**
 * The CVEs of a finding that ids which name it leave out: an erratum fixes several, and a word about one of them says
 * nothing about the others. None where every CVE is named, or the finding as a whole: by its own id, a document's id, or
 * an alias that is no CVE. Ids that do not name the finding leave out all that there is.
 */
export function unnamedCves(ids: readonly string[], finding: ComponentFinding): readonly string[] {
  const isWhole = (id: string): boolean =>
    !finding.cves.includes(id) &&
    (id === finding.advisory || finding.documents.some(({ id: own, aliases }) => own === id || aliases.includes(id)));
  if (ids.some(isWhole)) return [];
  const named = new Set(ids);
  return finding.cves.filter((cve) => !named.has(cve));
}

/** Does one of these mean the component: its package, by its own name or its source package's, and its version? */
export function meansPackage(packages: readonly PackageSelector[], component: Component): boolean {
  const { ecosystem } = component;
  const names = [component.name, ...(component.source ? [component.source.name] : [])];
  return packages.some(
    (wanted) =>
      (wanted.ecosystem === undefined || wanted.ecosystem === ecosystem) &&
      (wanted.versions === undefined || wanted.versions.some((version) => isVersionOf(component, version))) &&
      names.some((name) => matchesGlob(normaliseName(ecosystem, wanted.name), normaliseName(ecosystem, name))),
  );
}

/** By the version's own text, the form in which its ecosystem looks versions up, or the source package's version. */
function isVersionOf({ ecosystem, version, source }: Component, wanted: string): boolean {
  const plain = normaliseVersion(ecosystem, wanted);
  return normaliseVersion(ecosystem, version) === plain || source?.version === wanted;
}
