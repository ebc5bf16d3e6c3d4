import { sha256Hex } from '../core/digest.ts';
import { listKey, type Observed, type ReadList } from '../core/estate/observed-software.ts';
import { readObservations, recognisesObservations } from '../feeds/observed/observation.ts';
import { packageListReaderFor, packageListReaders } from '../feeds/observed/registry.ts';
import { sampleOf } from '../feeds/sample.ts';
import { type Diagnostic, diagnostic, type Outcome } from '../model/diagnostic.ts';
import type { ObservationFragment } from '../model/feed.ts';
import type { SourceFile } from '../model/source.ts';

/** Observations first; they name the raw lists that are to be read, and how. A file that nothing names is reported. */
export function readObserved(files: readonly SourceFile[]): Outcome<Observed> {
  const diagnostics: Diagnostic[] = [];
  const fragments: ObservationFragment[] = [];
  const others = new Map<string, SourceFile>();
  for (const file of files) {
    if (!recognisesObservations(sampleOf(file))) {
      others.set(file.path, file);
      continue;
    }
    const read = readObservations(file);
    fragments.push(read.value);
    diagnostics.push(...read.diagnostics);
  }
  const lists = readLists(fragments, others);
  const unnamed = [...others.keys()].filter((path) => !lists.value.named.has(path));
  return {
    value: { fragments, packageLists: lists.value.packageLists },
    diagnostics: [
      ...diagnostics,
      ...lists.diagnostics,
      ...unnamed.map((path) => diagnostic('link/unnamed-observation', { path }, { at: { file: path } })),
    ],
  };
}

interface NamedLists {
  readonly packageLists: ReadonlyMap<string, ReadList>;
  /** Paths that some observation names. */
  readonly named: ReadonlySet<string>;
}

function readLists(
  fragments: readonly ObservationFragment[],
  files: ReadonlyMap<string, SourceFile>,
): Outcome<NamedLists> {
  const diagnostics: Diagnostic[] = [];
  const packageLists = new Map<string, ReadList>();
  const named = new Set<string>();
  for (const { components: raw } of fragments.flatMap((fragment) => fragment.observations)) {
    const file = raw.kind === 'raw' ? files.get(raw.path) : undefined;
    if (raw.kind !== 'raw' || file === undefined) continue;
    const key = listKey(raw);
    named.add(raw.path);
    if (packageLists.has(key)) continue;
    const reader = packageListReaderFor(raw.format);
    const read = reader?.read(file.text, { ecosystem: raw.ecosystem, file: file.path }) ?? {
      value: [],
      diagnostics: [unknownFormat(raw.path, raw.format)],
    };
    diagnostics.push(...read.diagnostics);
    const partlyRead = read.diagnostics.some(leavesOut);
    packageLists.set(key, { components: read.value, partlyRead, sha256: sha256Hex(file.text) });
  }
  return { value: { packageLists, named }, diagnostics };
}

/** Does the problem mean that something installed is not in the list? */
const leavesOut = ({ code, severity }: Diagnostic): boolean =>
  severity === 'error' ||
  code === 'observed/wrong-entry' ||
  code === 'observed/unmatched' ||
  code === 'observed/further-problems';

function unknownFormat(path: string, format: string): Diagnostic {
  const args = { path, format, known: Object.keys(packageListReaders).sort().join(', ') };
  return diagnostic('link/unknown-list-format', args, { at: { file: path } });
}
