import type { Diagnostic, Outcome } from '../../model/diagnostic.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate, Origin, SourceFile } from '../../model/source.ts';
import { damagedDocuments } from './damaged.ts';
import { meantKind } from './meant-kind.ts';
import { parseFile } from './parse.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { partialResource } from './partial.ts';
import { type ReadableSpec, readableSpec } from './readable.ts';
import { sortDiagnostics } from './sort.ts';
import { validateDocument } from './validate.ts';

/** A document that says what it is and is wrong: references to it are not unknown, they lead to something broken. */
export interface RejectedResource {
  readonly kind: string;
  readonly name: string;
  readonly origin: Origin;
  /** Assets that a Cluster lists, as far as it can be read: what it says of them is lost, that they are in it is not. */
  readonly members?: readonly string[] | undefined;
  readonly readable: ReadableSpec;
}

/** The resources of an estate, before they know of each other. */
export interface LoadedResources {
  /** Everything that is valid, by file and document. */
  readonly resources: readonly Resource[];
  readonly rejected: readonly RejectedResource[];
  /** Where a part of any document stands, valid or not. */
  readonly locate: Locate;
}

/**
 * Reads and validates the resource files of an estate: every problem of every file, sorted by file and position.
 *
 * A resource with an error is left out, or only the part of it that is wrong where the rest can be relied on without it
 * (`partial.ts`), and the rest goes on. The order of `files` does not matter.
 * Raw documents below `catalog/` and `observed/` are not for here.
 */
export function loadResources(files: readonly SourceFile[]): Outcome<LoadedResources> {
  const diagnostics: Diagnostic[] = [];
  const resources: Resource[] = [];
  const rejected: RejectedResource[] = [];
  const documents = new Map<string, LoadedDocument>();
  for (const file of byPath(files)) {
    const parsed = parseFile(file);
    diagnostics.push(...parsed.diagnostics);
    if (parsed.diagnostics.length > 0) rejected.push(...damagedResources(file, parsed.value));
    for (const document of parsed.value) {
      const { value, diagnostics: found } = loadDocument(document);
      documents.set(keyOf(document.origin), value);
      diagnostics.push(...found);
      if (value.resource) resources.push(value.resource);
      else rejected.push(...rejectedResource(document));
    }
  }
  const locate: Locate = (origin, pointer, part) => documents.get(keyOf(origin))?.locate(pointer, part);
  return { value: { resources, rejected, locate }, diagnostics: sortDiagnostics(diagnostics) };
}

/** What a document holds, whole or in part, and where the parts of that stand. */
interface LoadedDocument {
  readonly resource: Resource | undefined;
  readonly locate: ParsedDocument['locate'];
}

function loadDocument(document: ParsedDocument): Outcome<LoadedDocument> {
  const { value, diagnostics } = validateDocument(document);
  const { locate, isSound } = document;
  if (value && isSound) return { value: { resource: value, locate }, diagnostics };
  const partial = partialResource(document);
  if (partial === undefined) return { value: { resource: undefined, locate }, diagnostics };
  const { resource, placeOf } = partial;
  return { value: { resource, locate: (pointer, part) => locate(placeOf(pointer), part) }, diagnostics };
}

function byPath(files: readonly SourceFile[]): readonly SourceFile[] {
  return [...files].sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0));
}

function keyOf({ file, document }: Origin): string {
  return `${document}:${file}`;
}

function rejectedResource(document: ParsedDocument): readonly RejectedResource[] {
  const { value, origin } = document;
  const { kind, metadata, spec } = (value ?? {}) as {
    readonly kind?: unknown;
    readonly metadata?: { readonly name?: unknown };
    readonly spec?: unknown;
  };
  // What was meant by a kind that there is not holds back what that kind would.
  const meant = meantKind(value);
  const taken = meant ?? kind;
  if (typeof taken !== 'string') return [];
  // What does not even say its name is there all the same.
  const name = typeof metadata?.name === 'string' ? metadata.name : origin.file;
  const members = meant === 'Cluster' ? listedAssets(spec) : undefined;
  return [{ kind: taken, name, origin, readable: readableSpec(document, meant), members }];
}

function damagedResources(file: SourceFile, parsed: readonly ParsedDocument[]): readonly RejectedResource[] {
  const places = new Set(parsed.map(({ origin }) => origin.document));
  return damagedDocuments(file, places).map(({ kind, name, origin }) => {
    return { kind: meantKind({ kind }) ?? kind, name, origin, readable: { spec: {}, lost: [] } };
  });
}

function listedAssets(spec: unknown): readonly string[] {
  const { members } = (spec ?? {}) as { readonly members?: unknown };
  if (!Array.isArray(members)) return [];
  return (members as unknown[]).flatMap((member) => {
    const { asset } = (member ?? {}) as { readonly asset?: unknown };
    return typeof asset === 'string' ? [asset] : [];
  });
}
