import type { DraftAsset } from '../../model/feed.ts';
import type { Problems } from '../problems.ts';
import { expandHosts, hostLimit } from './host-range.ts';
import { fieldOfWord, nameFrom, valueFor } from './words.ts';

type Variables = ReadonlyMap<string, string>;

/** A group as both inventory formats fill it. */
export interface Group {
  readonly hosts: Map<string, Map<string, string>>;
  readonly children: Set<string>;
  readonly variables: Map<string, string>;
}

/** Groups by name. */
export type Groups = Map<string, Group>;

/** The group of that name, new when it was not there. */
export function groupNamed(groups: Groups, name: string): Group {
  const known = groups.get(name);
  if (known !== undefined) return known;
  const group: Group = { hosts: new Map(), children: new Set(), variables: new Map() };
  groups.set(name, group);
  return group;
}

/** Adds the hosts of a pattern to a group; `host:2222` names a port, which is no part of the name. */
export function addHosts(group: Group, pattern: string, variables: Variables, problems: Problems): void {
  const hosts = expandHosts(pattern);
  if (hosts === undefined) {
    problems.tell('observed/too-many-hosts', { range: pattern.slice(0, 100), limit: hostLimit });
    return;
  }
  for (const host of hosts) {
    const given = host.replace(/:\d+$/, '');
    const name = nameFrom(given);
    if (name === undefined) {
      problems.tell('observed/wrong-entry', { entry: `Host "${host.slice(0, 100)}"`, reason: 'it is no name' });
      continue;
    }
    if (name !== given) problems.tell('observed/renamed', { given: given.slice(0, 60), name: name.slice(0, 60) });
    const known = group.hosts.get(name) ?? new Map<string, string>();
    for (const [key, value] of variables) known.set(key, value);
    group.hosts.set(name, known);
  }
}

/**
 * Turns groups into assets. Every group of a host, those above it included, becomes a label `group-<name>`.
 * Variables that mean one of our fields fill it, the host's own before those of nearer groups; all others stay behind,
 * because inventories keep connections and secrets there. A host in exactly one group named after an environment is
 * of that environment.
 */
export function assetsOf(groups: Groups): readonly DraftAsset[] {
  const parents = parentsOf(groups);
  const hosts = new Map<string, { readonly groups: Map<string, number>; readonly own: Map<string, string> }>();
  for (const [name, group] of groups) {
    for (const [host, variables] of group.hosts) {
      const known = hosts.get(host) ?? { groups: new Map<string, number>(), own: new Map<string, string>() };
      for (const [above, distance] of ancestorsOf(name, parents)) {
        known.groups.set(above, Math.min(distance, known.groups.get(above) ?? distance));
      }
      for (const [key, value] of variables) known.own.set(key, value);
      hosts.set(host, known);
    }
  }
  return [...hosts].map(([name, host]) => {
    const nearFirst = [...host.groups].sort(([a, near], [b, far]) => near - far || (a < b ? -1 : 1));
    const scopes = nearFirst.map(([group]) => groups.get(group)?.variables ?? new Map<string, string>());
    const names = nearFirst.map(([group]) => group).filter((group) => !implicitGroups.has(group));
    const fields = fieldsFrom([host.own, ...scopes, ...environmentFrom(names)]);
    const labels = [...names].sort().map((group) => [`group-${group}`, 'true'] as const);
    return { name, fields, labels: Object.fromEntries(labels) };
  });
}

const implicitGroups = new Set(['all', 'ungrouped']);

function parentsOf(groups: Groups): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, string[]>();
  for (const [name, { children }] of groups) {
    for (const child of children) parents.set(child, [...(parents.get(child) ?? []), name]);
  }
  return parents;
}

/** A group and all above it with their distance; `all` is above every group. Circles end by themselves. */
function ancestorsOf(group: string, parents: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const found = new Map([[group, 0]]);
  for (const [name, distance] of found) {
    for (const parent of parents.get(name) ?? []) if (!found.has(parent)) found.set(parent, distance + 1);
  }
  if (!found.has('all')) found.set('all', Number.MAX_SAFE_INTEGER);
  return found;
}

function fieldsFrom(scopes: readonly Variables[]): Readonly<Record<string, string>> {
  const fields = new Map<string, string>();
  for (const scope of scopes) {
    for (const [key, value] of scope) {
      const field = key.startsWith('ansible_') ? undefined : fieldOfWord(key);
      const known = field === undefined || fields.has(field) ? undefined : valueFor(field, value);
      if (field !== undefined && known !== undefined) fields.set(field, known);
    }
  }
  return Object.fromEntries(fields);
}

function environmentFrom(groups: readonly string[]): readonly Variables[] {
  const words = new Set(groups.map((group) => valueFor('environment', group)).filter((word) => word !== undefined));
  const [only] = words;
  return words.size === 1 && only !== undefined ? [new Map([['environment', only]])] : [];
}
