import type { ComponentFinding } from '../../model/finding.ts';
import { sha256Hex } from '../digest.ts';
import { packageKey } from '../estate/components.ts';

/**
 * What names a requirement on its asset across upgrades and renames: the package, and the path of a copy that has one.
 */
export function requirementKey(ecosystem: string, name: string, path: string | undefined): string {
  const key = packageKey(ecosystem, name);
  return path === undefined ? key : `${key}\u0000${path}`;
}

/**
 * The id of a finding: `F-` and 12 hexadecimal digits of the digest of the asset's uid, the key of its requirement and
 * the advisory, NUL between them. The advisory is the name under which the finding was first recorded, so that an alias
 * that turns up later leaves the id as it is.
 */
export function findingId(uid: string, key: string, advisory: string): string {
  return `F-${sha256Hex(`${uid}\u0000${key}\u0000${advisory}`).slice(0, 12)}`;
}

const known = new WeakMap<ComponentFinding, readonly string[]>();

/**
 * Every id that means a finding's advisory, sorted: its name, its documents and their aliases, which are what makes
 * documents one advisory. CVEs that are only joined for their facts are not among them: two errata may share one.
 */
export function advisoryIds(finding: ComponentFinding): readonly string[] {
  const before = known.get(finding);
  if (before !== undefined) return before;
  const ids = finding.documents.flatMap(({ id, aliases }) => [id, ...aliases]);
  const sorted = [...new Set([finding.advisory, ...ids])].sort();
  known.set(finding, sorted);
  return sorted;
}

/** Do two lists name one advisory? */
export function meet(left: readonly string[], right: readonly string[]): boolean {
  return left.some((id) => right.includes(id));
}
