import type { StoredSeal } from '../../model/audit.ts';
import type { Seal } from '../../model/generated/seal.ts';
import { sha256Hex } from '../digest.ts';

/** Digest of the file of a seal. Line ends count as written, whatever a checkout made of them. */
export const sealDigest = (text: string): string => `sha256:${sha256Hex(text.replaceAll('\r\n', '\n'))}`;

/** Seals from the first to the last; of several in one place, the order of their digests. */
export const inOrder = (seals: readonly StoredSeal[]): readonly StoredSeal[] =>
  seals.toSorted((left, right) => left.spec.number - right.spec.number || (left.digest < right.digest ? -1 : 1));

/** The last link: what to keep outside. `undefined`: nothing was sealed yet. */
export const sealHead = (seals: readonly StoredSeal[]): StoredSeal | undefined => inOrder(seals).at(-1);

/** Digests of everything that was sealed, by path. */
export function sealedRecords(seals: readonly StoredSeal[]): ReadonlyMap<string, { sha256: string; seal: StoredSeal }> {
  const sealed = new Map<string, { sha256: string; seal: StoredSeal }>();
  for (const seal of inOrder(seals)) {
    for (const { path, sha256 } of seal.spec.records) if (!sealed.has(path)) sealed.set(path, { sha256, seal });
  }
  return sealed;
}

/** What the next seal holds: the files that none holds yet. `undefined`: there are none. */
export function nextSeal(
  seals: readonly StoredSeal[],
  unsealed: readonly { readonly path: string; readonly sha256: string }[],
  { commit, sealedAt }: { readonly commit: string; readonly sealedAt: string },
): Seal['spec'] | undefined {
  if (unsealed.length === 0) return undefined;
  const head = sealHead(seals);
  const records = unsealed.toSorted((left, right) => (left.path < right.path ? -1 : 1));
  return {
    number: (head?.spec.number ?? 0) + 1,
    ...(head !== undefined && { previous: head.digest }),
    commit,
    sealedAt,
    total: (head?.spec.total ?? 0) + records.length,
    records,
  };
}
