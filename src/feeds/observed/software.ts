import { componentFromPurl, type Release } from '../../ecosystems/purl.ts';
import type { Component } from '../../model/asset.ts';
import type { Pointer, SourceFile } from '../../model/source.ts';
import { offsetsOf, pointerKey } from '../json-place.ts';
import { lineAt, pointAt, positionAt, withoutByteOrderMark } from '../position.ts';
import type { Problems } from '../problems.ts';

/** What becomes of an entry that is no component. */
export type LeftOut =
  /** It names software, and what it says of it cannot be read. */
  | 'wrong'
  /** It names software that belongs to no ecosystem. */
  | 'unmatched'
  /** It names no installed software. */
  | 'not-software';

/** An entry of a report, for messages. */
export interface Entry {
  readonly label: string;
  /** Where it stands in a JSON file. */
  readonly pointer?: Pointer | undefined;
  /** The line on which it stands in a text, from 1. */
  readonly line?: number | undefined;
}

/** Details of a component that stand beside its name. */
export type Details = Pick<Component, 'source' | 'class' | 'path' | 'scheme'>;

/** Collects the software of one asset. What is left out is counted by reason and told once each. */
export interface Software {
  readonly add: (component: Component) => void;
  /** Adds what a package URL names. */
  readonly addPurl: (found: FoundPurl, entry: Entry) => void;
  readonly leaveOut: (kind: LeftOut, reason: string, entry: Entry) => void;
  /** Tells what was left out. Of each component one is kept, in the order in which they came. */
  readonly finish: () => { readonly components: readonly Component[]; readonly unread: number };
}

/** Software as a package URL names it. */
export interface FoundPurl {
  readonly purl: string;
  readonly version?: string | undefined;
  readonly release?: Release | undefined;
  readonly details?: Details | undefined;
}

/** More than any machine holds; what lies behind it is counted as unread. */
const entryLimit = 2_000_000;

/** Starts an empty collection. */
export function softwareOf(file: SourceFile, problems: Problems): Software {
  const components = new Map<string, Component>();
  const groups = new Map<string, Group>();
  const leaveOut = (kind: LeftOut, reason: string, entry: Entry): void => {
    const key = `${kind}\u0000${reason}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { kind, reason, first: entry, count: 1 });
    else group.count += 1;
  };
  const add = (component: Component): void => {
    if (components.size >= entryLimit) {
      leaveOut('wrong', 'the report names more software than is read', { label: component.name });
      return;
    }
    const key = `${component.ecosystem}\u0000${component.name}\u0000${component.version}\u0000${component.path ?? ''}`;
    if (!components.has(key)) components.set(key, component);
  };
  return {
    add,
    leaveOut,
    addPurl: (found, entry) => addPurl(found, entry, { add, leaveOut }),
    finish: () => {
      tellGroups([...groups.values()], file, problems);
      const unread = [...groups.values()].reduce(
        (sum, { kind, count }) => sum + (kind === 'not-software' ? 0 : count),
        0,
      );
      return { components: [...components.values()], unread };
    },
  };
}

interface Group {
  readonly kind: LeftOut;
  readonly reason: string;
  readonly first: Entry;
  count: number;
}

function addPurl(
  { purl, version, release, details = {} }: FoundPurl,
  entry: Entry,
  { add, leaveOut }: Pick<Software, 'add' | 'leaveOut'>,
): void {
  const read = componentFromPurl(purl, version, release);
  if (read.kind === 'refused') {
    leaveOut('unmatched', `of its package URL ${read.reason}`, entry);
    return;
  }
  const { ecosystem, name, version: stated, source } = read.component;
  if (stated === undefined || stated === '') leaveOut('wrong', 'it has no version', entry);
  else add(withDetails({ ecosystem, name, version: stated }, { ...details, source: details.source ?? source }));
}

/** A component with those of its details that are known. */
export function withDetails(base: Pick<Component, 'ecosystem' | 'name' | 'version'>, details: Details): Component {
  const { source, class: kind, path, scheme } = details;
  return {
    ...base,
    ...(source !== undefined && { source }),
    ...(kind !== undefined && { class: kind }),
    ...(path !== undefined && { path }),
    ...(scheme !== undefined && { scheme }),
  };
}

/** Places cost a walk over the text, which is not done for what nobody would search by hand. */
const longestPlaced = 16_000_000;

function tellGroups(groups: readonly Group[], file: SourceFile, problems: Problems): void {
  const text = withoutByteOrderMark(file.text);
  const pointers = groups.flatMap(({ first }) => first.pointer ?? []).length;
  const offsets =
    pointers === 0 || text.length > longestPlaced
      ? new Map<string, number>()
      : offsetsOf(
          text,
          groups.flatMap(({ first }) => (first.pointer === undefined ? [] : [first.pointer])),
        );
  for (const { kind, reason, first, count } of groups) {
    const offset = first.pointer && offsets.get(pointerKey(first.pointer));
    const place = offset === undefined ? undefined : () => pointAt(file.path, positionAt(text, offset));
    const { line } = first;
    const at = line === undefined ? place : () => lineAt(file.path, line, ' ');
    const label = `"${first.label.slice(0, 80)}"`;
    const entry = count === 1 ? `Entry ${label}` : `Each of ${count} entries, such as ${label},`;
    problems.tell(codes[kind], { entry, reason }, at);
  }
}

const codes = {
  wrong: 'observed/wrong-entry',
  unmatched: 'observed/unmatched',
  'not-software': 'observed/not-software',
} as const;
