import type { Alias, ParsedNode } from 'yaml';
import { limits } from '../../model/limits.ts';
import { quoteSource } from './quote.ts';
import type { Reporter } from './reporter.ts';

/** Anchors and aliases of one file, with what keeps an alias bomb from going off. */
export interface Aliases {
  /** Forgets the anchors: an alias reaches back to the start of its document, the limits count for the file. */
  readonly startDocument: () => void;
  /** Says that the walk goes into a collection. */
  readonly enter: (node: ParsedNode) => void;
  /** Says that the walk leaves a collection. */
  readonly leave: () => void;
  /** Keeps the value of a node that carries an anchor. */
  readonly define: (node: ParsedNode, value: unknown) => void;
  /** The value that an alias stands for, `null` after a problem. */
  readonly resolve: (alias: Alias.Parsed, report: Reporter) => unknown;
  /** The node that an alias stands for. */
  readonly targetOf: (alias: Alias.Parsed) => ParsedNode | undefined;
}

interface Anchor {
  readonly node: ParsedNode;
  readonly value: unknown;
  readonly isOpen: boolean;
}

/**
 * Follows the anchors of a file.
 *
 * Aliases of one file share their limits: a bomb is many small steps, each of which looks harmless. What an alias
 * stands for is counted in full, although it is shared in memory, because every later reader walks through all of it.
 */
export function followAliases(): Aliases {
  const anchors = new Map<string, Anchor>();
  const targets = new Map<Alias.Parsed, ParsedNode>();
  let depth = 0;
  let aliases = 0;
  let values = 0;
  let isRefused = false;

  const isWithinLimits = (value: unknown): boolean => {
    if (isRefused || aliases > limits.aliases) return false;
    values += countValues(value, { values: limits.expandedValues - values, depth: limits.depth - depth });
    return values <= limits.expandedValues;
  };

  const resolve: Aliases['resolve'] = (alias, report) => {
    const name = alias.source;
    const span = [alias.range[0], alias.range[1]] as const;
    const anchor = anchors.get(name);
    aliases += 1;
    if (name === '') return null;
    if (!anchor) report.add('load/unknown-anchor', { name: quoteSource(name) }, span);
    else if (anchor.isOpen) report.add('load/alias-cycle', { name: quoteSource(name) }, span);
    else if (isWithinLimits(anchor.value)) {
      targets.set(alias, anchor.node);
      return anchor.value;
    } else if (!isRefused) {
      isRefused = true;
      report.add('load/alias-limit', { aliases: limits.aliases, values: limits.expandedValues }, span);
    }
    return null;
  };

  return {
    startDocument: () => anchors.clear(),
    enter: (node) => {
      depth += 1;
      keep(anchors, { node, value: null, isOpen: true });
    },
    leave: () => {
      depth -= 1;
    },
    define: (node, value) => keep(anchors, { node, value, isOpen: false }),
    resolve,
    targetOf: (alias) => targets.get(alias),
  };
}

function keep(anchors: Map<string, Anchor>, anchor: Anchor): void {
  const name = 'anchor' in anchor.node ? anchor.node.anchor : undefined;
  if (name) anchors.set(name, anchor);
}

/** How many values a value holds, itself included; infinite as soon as it exceeds a limit. */
function countValues(root: unknown, limit: { readonly values: number; readonly depth: number }): number {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 1 }];
  let count = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    count += 1;
    const { value, depth } = next;
    if (count > limit.values) return Number.POSITIVE_INFINITY;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > limit.depth) return Number.POSITIVE_INFINITY;
    for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1 });
  }
  return count;
}
