import { type CommittedFile, commitsOf, filesBelow, readCommitted } from '../adapters/git-records.ts';
import { sealDigest, sealHead } from '../core/audit/seal-chain.ts';
import { loadResources } from '../core/load/load.ts';
import type { SealedHistory, StoredSeal } from '../model/audit.ts';
import type { EstateFile } from '../model/estate-files.ts';
import type { Resource } from '../model/resource.ts';
import type { OpenEstate } from './open-estate.ts';

/** Folder of seals below the folder of records. What lies in it is not sealed itself. */
const sealFolder = (records: string): string => `${records}/seals`;

/** Is a file below the folder of records one that seals hold? */
export const isSealed = (records: string, path: string): boolean => !path.startsWith(`${sealFolder(records)}/`);

/** Reads seals and records as a commit of the branch holds them, and which commits the branch has. Throws GitError. */
export function readSealed(root: string, head: string, records: string, isShallow: boolean): SealedHistory {
  const digests = new Map<string, string>();
  const texts: EstateFile[] = [];
  readCommitted(root, filesBelow(root, head, records) ?? [], ({ path, bytes }, sha256, content) => {
    if (isSealed(records, path)) digests.set(path, sha256);
    else texts.push({ path, text: content.toString('utf8'), lane: 'data', bytes });
  });
  const seals = sealsIn(texts);
  const read = new Set(seals.map(({ path }) => path));
  const last = sealHead(seals);
  const stood = last === undefined ? undefined : filesBelow(root, last.spec.commit, records);
  return {
    seals,
    unreadable: texts.flatMap(({ path }) => (read.has(path) ? [] : [path])),
    records: digests,
    stoodThere: stood?.flatMap(({ path }: CommittedFile) => (isSealed(records, path) ? [path] : [])),
    commits: commitsOf(root, head),
    isShallow,
  };
}

/** Seals as an estate is open: of a work tree, one that waits for its merge is a link of the chain already. */
export function openSeals({ estate, sources }: Pick<OpenEstate, 'estate' | 'sources'>): readonly StoredSeal[] {
  return [...(estate.resources.Seal?.values() ?? [])].map(({ document, origin }) => ({
    path: origin.file,
    digest: sealDigest(sources.get(origin.file) ?? ''),
    spec: document.spec,
  }));
}

/** The seals among files; others are left out. */
function sealsIn(files: readonly EstateFile[]): readonly StoredSeal[] {
  const texts = new Map(files.map(({ path, text }) => [path, text] as const));
  return loadResources(files).value.resources.flatMap((resource) => {
    if (resource.kind !== 'Seal') return [];
    const { document, origin } = resource as Resource<'Seal'>;
    return [{ path: origin.file, digest: sealDigest(texts.get(origin.file) ?? ''), spec: document.spec }];
  });
}
