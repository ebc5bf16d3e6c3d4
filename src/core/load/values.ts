import type { ParsedNode, YAMLMap } from 'yaml';
import { isAlias, isMap, isScalar } from 'yaml';
import type { Aliases } from './aliases.ts';
import { quoteSource } from './quote.ts';
import type { Reporter } from './reporter.ts';
import { checkKey, checkScalar, spanOf } from './scalars.ts';

/** What the walk over the documents of a file needs. `flawed` collects the nodes that were reported as wrong. */
export interface ValueContext {
  readonly text: string;
  readonly report: Reporter;
  readonly aliases: Aliases;
  readonly flawed: Set<ParsedNode>;
}

/**
 * Turns the nodes of a document into plain data and reports what readers could take for different things:
 * duplicate and non-text keys, `<<`, numbers that change when they are read, aliases that lead nowhere or too far.
 *
 * Every key becomes an own property, `__proto__` included, so that no key of a file reaches a prototype.
 * Recursion is bounded: `tokenise` refuses what is deeper than the limit.
 */
export function toValue(node: ParsedNode | null, context: ValueContext): unknown {
  if (node === null) return null;
  const { aliases, report, flawed } = context;
  if (isScalar(node)) {
    if (checkScalar(node, report) === 'flawed') flawed.add(node);
    aliases.define(node, node.value);
    return node.value;
  }
  if (isAlias(node)) {
    const value = aliases.resolve(node, report);
    if (!aliases.targetOf(node)) flawed.add(node);
    return value;
  }
  aliases.enter(node);
  const value = isMap(node) ? mappingOf(node, context) : node.items.map((item) => toValue(item, context));
  aliases.leave();
  aliases.define(node, value);
  return value;
}

function mappingOf(map: YAMLMap.Parsed, context: ValueContext): unknown {
  const mapping: Record<string, unknown> = {};
  const firstKeys = new Map<string, ParsedNode>();
  for (const { key, value: valueNode } of map.items) {
    const name = checkKey(key, context.text, context.report);
    if (name !== undefined) context.aliases.define(key, name);
    const value = toValue(valueNode, context);
    if (name === undefined || isDuplicate(key, name, firstKeys, context.report)) continue;
    setOwn(mapping, name, value);
  }
  return mapping;
}

function isDuplicate(key: ParsedNode, name: string, firstKeys: Map<string, ParsedNode>, report: Reporter): boolean {
  const first = firstKeys.get(name);
  if (!first) {
    firstKeys.set(name, key);
    return false;
  }
  const related = { span: spanOf(first), message: 'the first one' };
  report.add('load/duplicate-key', { key: quoteSource(name) }, spanOf(key), { related });
  return true;
}

/** Assigning to `__proto__` would set the prototype instead of a property. */
function setOwn(mapping: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') mapping[name] = value;
  else Object.defineProperty(mapping, name, { value, enumerable: true, configurable: true, writable: true });
}
