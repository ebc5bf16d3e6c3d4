import { uuidsV5, uuidV5 } from '../digest.ts';

/**
 * The namespace of every UUID that is made here: the version 5 UUID of `https://patchledger.dev/ns/oscal` in the URL
 * namespace of RFC 9562 (6ba7b811-9dad-11d1-80b4-00c04fd430c8). It never changes, or every consumer would see new things.
 */
const patchledgerNamespace = uuidV5('6ba7b811-9dad-11d1-80b4-00c04fd430c8', 'https://patchledger.dev/ns/oscal');

/** Makes the UUID of a thing from what it is and the stable ids that name it. */
export type IdOf = (kind: string, ...names: readonly string[]) => string;

/**
 * UUIDs of version 5 within an estate: the same thing keeps its UUID from one report to the next, so that a document
 * changes where the estate did. Estates of different names share none, though their assets may be named alike.
 * Things are referred to from many places, so each UUID is derived once.
 */
export function idsOf(estate: string): IdOf {
  const derive = uuidsV5(uuidV5(patchledgerNamespace, estate));
  const known = new Map<string, string>();
  return (kind, ...names) => {
    const name = JSON.stringify([kind, ...names]);
    const id = known.get(name) ?? derive(name);
    known.set(name, id);
    return id;
  };
}
