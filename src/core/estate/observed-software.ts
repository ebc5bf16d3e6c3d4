import type { Component } from '../../model/asset.ts';
import { type Diagnostic, diagnostic, type Outcome, type SourceLocation } from '../../model/diagnostic.ts';
import type { Observation, ObservationFragment, ObservedComponents } from '../../model/feed.ts';
import { componentSet } from './components.ts';

/** A package list as it was read. */
export interface ReadList {
  readonly components: readonly Component[];
  /** Some of its entries could not be read. */
  readonly partlyRead: boolean;
  /** SHA-256 of the file's bytes. */
  readonly sha256: string;
}

/** What machines report, read: observation lines, and the package lists that they name, by `listKey`. */
export interface Observed {
  readonly fragments: readonly ObservationFragment[];
  readonly packageLists: ReadonlyMap<string, ReadList>;
}

/** Names a package list: one file may be read in two ways, as another format or for another ecosystem. */
export const listKey = ({ path, format, ecosystem }: Extract<ObservedComponents, { readonly kind: 'raw' }>): string =>
  [path, format, ecosystem ?? ''].join('\u0000');

/** Software that is known as far as it could be read. */
export interface KnownSoftware {
  readonly components: readonly Component[];
  readonly partlyRead: boolean;
}

const unread: KnownSoftware = { components: [], partlyRead: true };

/**
 * The component sets that lines refer to, by the digest they state. The digest must be the content's: a set that says
 * otherwise is reported and used, but nobody can rely on it. Where two lines state one digest, the honest one counts.
 */
export function statedSets(fragments: readonly ObservationFragment[]): Outcome<ReadonlyMap<string, KnownSoftware>> {
  const diagnostics: Diagnostic[] = [];
  const value = new Map<string, KnownSoftware>();
  const lines = fragments.flatMap((fragment) => fragment.sets).sort(byPlace);
  for (const line of lines) {
    const { set, components, partlyRead } = line;
    const { digest } = componentSet(components);
    const isWrong = digest !== set && !partlyRead;
    if (isWrong) diagnostics.push(diagnostic('link/wrong-set-digest', { set, digest }, { at: placeOf(line) }));
    const known = value.get(set);
    if (known === undefined || known.partlyRead) value.set(set, { components, partlyRead: partlyRead || isWrong });
  }
  return { value, diagnostics };
}

/** The software that one line reports. */
export function softwareOf(
  observation: Observation,
  sets: ReadonlyMap<string, KnownSoftware>,
  { packageLists }: Observed,
): Outcome<KnownSoftware> {
  const { components, asset, partlyRead } = observation;
  const at = placeOf(observation);
  switch (components.kind) {
    case 'none':
      return { value: { components: [], partlyRead }, diagnostics: [] };
    case 'list':
      return { value: { components: components.components, partlyRead }, diagnostics: [] };
    case 'set': {
      const { set } = components;
      const value = sets.get(set);
      if (value !== undefined) return { value, diagnostics: [] };
      return { value: unread, diagnostics: [diagnostic('link/missing-component-set', { set, asset }, { at })] };
    }
    case 'raw':
      return listOf(components, packageLists.get(listKey(components)), asset, at);
  }
}

function listOf(
  { path, sha256 }: Extract<ObservedComponents, { readonly kind: 'raw' }>,
  list: ReadList | undefined,
  asset: string,
  at: SourceLocation,
): Outcome<KnownSoftware> {
  if (list === undefined) {
    return { value: unread, diagnostics: [diagnostic('link/missing-raw-list', { path, asset }, { at })] };
  }
  const { components, partlyRead, sha256: digest } = list;
  if (sha256 === undefined || sha256 === digest) return { value: { components, partlyRead }, diagnostics: [] };
  const problem = diagnostic('link/wrong-list-digest', { path, asset, digest }, { at });
  return { value: { components, partlyRead: true }, diagnostics: [problem] };
}

interface Place {
  readonly file: string;
  readonly line: number;
}

/** By file and line. */
export function byPlace(left: Place, right: Place): number {
  return left.file === right.file ? left.line - right.line : left.file < right.file ? -1 : 1;
}

/** Where a line stands. */
export const placeOf = ({ file, line }: Place): SourceLocation => ({
  file,
  range: { start: { line, column: 1 }, end: { line, column: 1 } },
});
