import type { PurlParts } from './purl-distribution.ts';

/**
 * A package URL of one of the commonest types as tools write it: lower case, percent-encoded at most in ASCII. Reading one
 * by this costs a tenth of what the library takes, and a bill of materials holds half a million.
 */
const plain =
  /^pkg:(npm|deb|rpm|apk)\/(?:((?:%40)?[a-z0-9][a-z0-9-]*)\/)?([a-z0-9][a-z0-9.-]*)@([A-Za-z0-9](?:[A-Za-z0-9._~:-]|%(?:2[B-Fb-f]|[3-6][0-9A-Fa-f]|7[0-9A-Ea-e]))*)(?:\?((?:[a-z]+=(?:[A-Za-z0-9._~:/-]|%(?:2[B-Fb-f]|[3-6][0-9A-Fa-f]|7[0-9A-Ea-e]))+)(?:&[a-z]+=(?:[A-Za-z0-9._~:/-]|%(?:2[B-Fb-f]|[3-6][0-9A-Fa-f]|7[0-9A-Ea-e]))+)*))?$/;

/** The parts of a plainly written package URL; `undefined` leaves it to the library. Both read the same. */
export function plainParts(purl: string): PurlParts | undefined {
  const [, type, namespace, name, version, query] = plain.exec(purl) ?? [];
  if (type === undefined || name === undefined || version === undefined) return undefined;
  // npm refuses a few names, such as node_modules.
  if (type === 'npm' && reserved.has(name)) return undefined;
  return {
    type,
    namespace: namespace === undefined ? undefined : decoded(namespace),
    name,
    version: decoded(version),
    qualifiers: query === undefined ? {} : qualifiersOf(query),
  };
}

const reserved: ReadonlySet<string> = new Set(['node_modules', 'favicon.ico']);

const decoded = (text: string): string => (text.includes('%') ? decodeURIComponent(text) : text);

function qualifiersOf(query: string): Readonly<Record<string, string>> {
  const qualifiers: Record<string, string> = {};
  for (const pair of query.split('&')) {
    const at = pair.indexOf('=');
    qualifiers[pair.slice(0, at)] = decoded(pair.slice(at + 1));
  }
  return qualifiers;
}
