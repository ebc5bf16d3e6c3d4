import type { ParsedNode } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Pointer } from '../../model/source.ts';
import type { Aliases } from './aliases.ts';
import type { Span } from './reporter.ts';
import { spanOf } from './scalars.ts';

/** What stands at a pointer: the value, and its key when it is a member of a mapping. */
export interface Found {
  readonly value: ParsedNode | null;
  readonly key: ParsedNode | undefined;
}

/** Follows a pointer from the root of a document. `undefined` when it leads nowhere. */
export function findNode(root: ParsedNode | null, pointer: Pointer, aliases: Aliases): Found | undefined {
  let found: Found = { value: root, key: undefined };
  for (const step of pointer) {
    const inner = stepInto(behindAlias(found.value, aliases), step);
    if (!inner) return undefined;
    found = inner;
  }
  return found;
}

/** Where a found value or its key stands. A value that is left out stands where its key does. */
export function spanOfFound(found: Found, part: 'value' | 'key'): Span | undefined {
  const node = part === 'key' ? (found.key ?? found.value) : (found.value ?? found.key);
  return node ? spanOf(node) : undefined;
}

function behindAlias(node: ParsedNode | null, aliases: Aliases): ParsedNode | null {
  return isAlias(node) ? (aliases.targetOf(node) ?? null) : node;
}

function stepInto(node: ParsedNode | null, step: string | number): Found | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
    return pair && { value: pair.value, key: pair.key };
  }
  if (!isSeq(node) || typeof step !== 'number') return undefined;
  const item = node.items[step];
  return item && !('key' in item) ? { value: item, key: undefined } : undefined;
}
