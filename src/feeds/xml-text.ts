import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Position } from '../model/diagnostic.ts';
import { positionAt, withoutByteOrderMark } from './position.ts';

/** An element of an XML text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Text directly inside, CDATA included, without space around. */
  readonly text: string;
  /** 1-based line on which it begins. */
  readonly line: number;
}

/** The document's element, or why the text is none. */
export type XmlRead =
  | { readonly kind: 'element'; readonly element: XmlElement }
  | { readonly kind: 'refused'; readonly reason: string; readonly start: Position };

/** UTF-16 units of a text that is parsed at all: a tree takes many times the memory of its text. */
const maxLength = 128 * 1024 * 1024;

/**
 * Reads an XML text written by strangers. Never throws. Entities other than XML's own five and characters by number stay
 * as they are written, and a text that declares any is refused: nothing is fetched, nothing multiplies.
 */
export function readXml(given: string): XmlRead {
  const text = withoutByteOrderMark(given);
  if (text.length > maxLength) return refused('it is larger than 128 MB', text, 0);
  const entity = /<!ENTITY/i.exec(text);
  if (entity !== null) return refused('it declares entities', text, entity.index);
  try {
    return parse(text);
  } catch {
    // The parser throws on nesting beyond its limit and on names of JavaScript's own.
    return refused('it is nested too deeply, or uses names that are kept from it', text, 0);
  }
}

function parse(text: string): XmlRead {
  const valid = XMLValidator.validate(text, { allowBooleanAttributes: false });
  if (valid !== true) {
    const { line, col } = valid.err as { readonly line: number; readonly col?: number };
    return {
      kind: 'refused',
      reason: brief(valid.err.msg),
      start: { line: Math.max(line, 1), column: Math.max(col ?? 1, 1) },
    };
  }
  const nodes = parser().parse(text) as readonly RawNode[];
  const lines = lineCounter(text);
  const element = nodes.flatMap((node) => elementOf(node, lines))[0];
  return element === undefined ? refused('it has no element', text, 0) : { kind: 'element', element };
}

/** The validator quotes what it found, which may be the whole rest of the text. */
function brief(message: string): string {
  const [first = ''] = message.split('\n', 1);
  return first.slice(0, 120).replace(/\.$/, '');
}

function refused(reason: string, text: string, offset: number): XmlRead {
  return { kind: 'refused', reason, start: positionAt(text.slice(0, offset + 1), offset) };
}

const place = XMLParser.getMetaDataSymbol() as unknown as string;
const textKey = '#text';
const cdataKey = '#cdata';
const attributesKey = ':@';

/** One node as the parser gives it: one key that is its name, and the attributes beside it. */
type RawNode = Readonly<Record<string, unknown>>;

function parser(): XMLParser {
  return new XMLParser({
    preserveOrder: true,
    captureMetaData: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: false,
    htmlEntities: false,
    trimValues: false,
    textNodeName: textKey,
    cdataPropName: cdataKey,
    ignoreDeclaration: true,
    ignorePiTags: true,
    removeNSPrefix: true,
  });
}

function elementOf(node: RawNode, lines: (offset: number) => number): readonly XmlElement[] {
  const name = Object.keys(node).find((key) => key !== attributesKey);
  if (name === undefined || name === textKey || name === cdataKey) return [];
  const inside = (node[name] ?? []) as readonly RawNode[];
  const { startIndex = 0 } = (node[place] ?? {}) as { readonly startIndex?: number };
  const line = lines(startIndex);
  const attributes = Object.entries((node[attributesKey] ?? {}) as Readonly<Record<string, string>>);
  return [
    {
      name,
      attributes: new Map(attributes.map(([key, value]) => [key, decoded(String(value))] as const)),
      children: inside.flatMap((child) => elementOf(child, lines)),
      text: inside.map(textOf).join('').trim(),
      line,
    },
  ];
}

function textOf(node: RawNode): string {
  const plain = node[textKey];
  if (plain !== undefined) return decoded(String(plain));
  const sections = (node[cdataKey] ?? []) as readonly RawNode[];
  return sections.map((section) => String(section[textKey] ?? '')).join('');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return entities[name.toLowerCase()] ?? whole;
    const point = typeof decimal === 'string' ? Number.parseInt(decimal, 10) : Number.parseInt(String(hex), 16);
    return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : whole;
  });
}

/** Lines of offsets that mostly ascend, in one walk over the text. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    if (offset < at) {
      line = 1;
      at = 0;
    }
    for (let end = text.indexOf('\n', at); end !== -1 && end < offset; end = text.indexOf('\n', at)) {
      line += 1;
      at = end + 1;
    }
    return line;
  };
}

/** The first child of a name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

/** The children of a name. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of the element at the end of a path of names, `undefined` when it is absent or empty. */
export function textAt(element: XmlElement, ...path: readonly string[]): string | undefined {
  let at: XmlElement | undefined = element;
  for (const name of path) at = at === undefined ? undefined : childOf(at, name);
  return at === undefined || at.text === '' ? undefined : at.text;
}

/** The elements at the end of a path of names, all of each. */
export function elementsAt(element: XmlElement, ...path: readonly string[]): readonly XmlElement[] {
  return path.reduce<readonly XmlElement[]>((found, name) => found.flatMap((one) => childrenOf(one, name)), [element]);
}
