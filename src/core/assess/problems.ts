import { compareText } from '../../ecosystems/parts/digits.ts';
import { comparerFor } from '../../ecosystems/registry.ts';
import type { Component } from '../../model/asset.ts';
import { type Diagnostic, diagnostic, type SourceLocation } from '../../model/diagnostic.ts';
import type { PlaceOfDocument } from './document-place.ts';
import type { PackageView } from './package-view.ts';
import { noOrder, onlyCommits } from './range.ts';
import type { Subject } from './subjects.ts';

/** Collects diagnostics, each distinct one once. */
export interface ProblemList {
  readonly report: (problem: Diagnostic) => void;
  readonly list: () => readonly Diagnostic[];
}

/** An empty list. What stands in the same file with the same words is one problem, however many components meet it. */
export function problemList(): ProblemList {
  const problems = new Map<string, Diagnostic>();
  return {
    report: (problem) => {
      const key = `${problem.code}\u0000${problem.file ?? ''}\u0000${problem.message}`;
      if (!problems.has(key)) problems.set(key, problem);
    },
    list: () => [...problems].sort(([left], [right]) => compareText(left, right)).map(([, problem]) => problem),
  };
}

/** Says what keeps a component from being judged. */
export type JudgementReport = (component: Component, subjects: readonly Subject[]) => void;

/** Where a component is written down; `undefined` where nobody knows. */
export type PlaceOfComponent = (component: Component) => SourceLocation | undefined;

/** Reports versions and ranges that cannot be ordered. Only components that advisories speak of are worth a word. */
export function judgementReport(
  report: ProblemList['report'],
  placeOfDocument: PlaceOfDocument,
  placeOf?: PlaceOfComponent,
): JudgementReport {
  const seen = new Set<PackageView>();
  return (component, subjects) => {
    for (const { view, version } of subjects) {
      if (version.parsed === undefined) report({ ...versionProblem(component, version.text), ...placeOf?.(component) });
      if (seen.has(view)) continue;
      seen.add(view);
      for (const problem of rangeProblems(view, component.ecosystem, placeOfDocument)) report(problem);
    }
  };
}

function versionProblem({ ecosystem, name, scheme }: Component, version: string): Diagnostic {
  const comparer = comparerFor(ecosystem, scheme);
  if (comparer !== undefined) {
    return diagnostic('assess/version-unordered', { ecosystem, component: name, version, order: comparer.title });
  }
  // Only where a scheme may be declared does the component itself decide.
  if (ecosystem !== 'generic' && scheme === undefined) return diagnostic('assess/unknown-ecosystem', { ecosystem });
  return diagnostic('assess/unknown-scheme', { ecosystem, component: name });
}

function rangeProblems(view: PackageView, ecosystem: string, placeOf: PlaceOfDocument): readonly Diagnostic[] {
  return view.statements
    .filter(({ document }) => document.withdrawn === undefined)
    .flatMap(({ document, parts, affected }) =>
      parts.flatMap(({ unjudged }, at) =>
        unjudged
          .filter(({ judgement }) => judgement !== onlyCommits && judgement !== noOrder)
          .map(({ judgement }) => {
            const component = affected[at]?.name ?? '';
            const args = { document: document.id, ecosystem, component, reason: judgement.because };
            return diagnostic('assess/range-unjudged', args, { at: placeOf(document.file, document.id) });
          }),
      ),
    );
}
