import type { FrameworkMatrix, ReportDocumentId } from '../../model/report.ts';
import { reportDocumentIds } from '../../model/report.ts';
import type { Resource } from '../../model/resource.ts';
import type { SourceFile } from '../../model/source.ts';
import { loadResources } from '../load/load.ts';

/** A clause under which a document is offered as evidence. */
export interface OfferedFor {
  /** Id of the framework. */
  readonly framework: string;
  /** Its name and version, for people. */
  readonly title: string;
  /** Id of the clause. */
  readonly clause: string;
}

/**
 * The frameworks that the pack offers evidence for, by id: the mappings that ship and those of the estate, of which one
 * that has the name of a shipped mapping takes its place. Clauses stay in the order of the framework.
 */
export function frameworkMatrices(
  shipped: readonly Resource<'FrameworkMapping'>[],
  own: readonly Resource<'FrameworkMapping'>[],
): readonly FrameworkMatrix[] {
  const byId = new Map([...shipped, ...own].map((mapping) => [mapping.name, matrixOf(mapping)] as const));
  return [...byId.values()].sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0));
}

function matrixOf({ name: id, document: { spec } }: Resource<'FrameworkMapping'>): FrameworkMatrix {
  const { framework: name, version, authority, source, retrieved, clauses } = spec;
  const inOrder = clauses.map((clause) => ({ ...clause, documents: inPackOrder(clause.documents) }));
  return { id, name, version, authority, source, retrieved, clauses: inOrder };
}

function inPackOrder(documents: readonly ReportDocumentId[]): readonly ReportDocumentId[] {
  return reportDocumentIds.filter((id) => documents.includes(id));
}

/**
 * The matrix the other way round: every document of the pack with the clauses that it is offered for, by framework and
 * in the framework's order. A document that no clause asks for is there, with nothing.
 */
export function clausesByDocument(
  frameworks: readonly FrameworkMatrix[],
): ReadonlyMap<ReportDocumentId, readonly OfferedFor[]> {
  const all = frameworks.flatMap(({ id, name, version, clauses }) =>
    clauses.map((clause) => ({
      documents: clause.documents,
      offered: { framework: id, title: `${name} ${version}`, clause: clause.id },
    })),
  );
  return new Map(
    reportDocumentIds.map((id) => [
      id,
      all.filter(({ documents }) => documents.includes(id)).map(({ offered }) => offered),
    ]),
  );
}

/** Reads the mappings that ship with the program. They are checked when it is built, so a wrong one is a bug. */
export function readShippedMappings(files: readonly SourceFile[]): readonly Resource<'FrameworkMapping'>[] {
  const { value, diagnostics } = loadResources(files);
  const [problem] = diagnostics;
  if (problem !== undefined) throw new Error(`a shipped mapping is broken: ${problem.file}: ${problem.message}`);
  return value.resources.filter(isMapping);
}

function isMapping(resource: Resource): resource is Resource<'FrameworkMapping'> {
  return resource.kind === 'FrameworkMapping';
}
