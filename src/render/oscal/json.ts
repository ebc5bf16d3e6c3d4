import type { OscalDocument } from '../../model/oscal-document.ts';
import { safeText } from '../text-table.ts';

/** Titles are one line that lists and menus show; the whole name stands in a property beside them. */
const longestTitle = 300;

/** Keys whose values OSCAL reads as markup, wherever they stand: a line of it, or several. */
const markup: ReadonlySet<string> = new Set([
  'description',
  'prose',
  'purpose',
  'remarks',
  'statement',
  'text',
  'title',
]);

/**
 * An OSCAL document as JSON, one member of a list a line, in pieces. Names come from an estate: where OSCAL reads markup
 * they are escaped so that they stand there as written, and everywhere control characters, marks that turn the writing
 * and line breaks become visible.
 */
export function* renderOscal(document: OscalDocument): Iterable<string> {
  yield* laidOut('', document);
  yield '\n';
}

/** Objects are opened up until a list begins; results are the one list whose members are opened up as well. */
function* laidOut(key: string, value: unknown): Iterable<string> {
  if (typeof value !== 'object' || value === null) {
    yield compact(key, value);
    return;
  }
  if (Array.isArray(value)) {
    yield* key === 'results' ? resultsLaidOut(value) : linesOf(value);
    return;
  }
  yield '{\n';
  for (const [place, [name, member]] of Object.entries(value).entries()) {
    yield `${place === 0 ? '' : ',\n'}${JSON.stringify(name)}: `;
    yield* laidOut(name, member);
  }
  yield '\n}';
}

function* resultsLaidOut(results: readonly unknown[]): Iterable<string> {
  for (const [place, result] of results.entries()) {
    yield place === 0 ? '[\n' : ',\n';
    yield* laidOut('', result);
  }
  yield '\n]';
}

/** Characters of a piece: enough that nobody pays for the number of pieces. */
const pieceLength = 65_536;

function* linesOf(items: readonly unknown[]): Iterable<string> {
  let piece = '[\n';
  for (const [place, item] of items.entries()) {
    piece += `${place === 0 ? '' : ',\n'}${compact('', item)}`;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n]`;
}

/** Members that are `undefined` do not occur in a model whose optional members are left out. */
const compact = (key: string, value: unknown): string => JSON.stringify(safe(key, value));

/** A value with its texts as they are written; itself where nothing in it changes, as is mostly so. */
function safe(key: string, value: unknown): unknown {
  if (typeof value === 'string') return written(key, value);
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? safeList(value) : safeMembers(value);
}

function safeList(items: readonly unknown[]): readonly unknown[] {
  let changed: unknown[] | undefined;
  for (const [place, item] of items.entries()) {
    const text = safe('', item);
    if (text === item) continue;
    changed ??= [...items];
    changed[place] = text;
  }
  return changed ?? items;
}

function safeMembers(members: object): object {
  let changed: Record<string, unknown> | undefined;
  for (const [name, member] of Object.entries(members)) {
    // UUIDs are ours, and the most of the texts of a large document.
    const text = name.endsWith('uuid') ? member : safe(name, member);
    if (text === member) continue;
    changed ??= { ...members };
    changed[name] = text;
  }
  return changed ?? members;
}

function written(key: string, value: string): string {
  if (!markup.has(key)) return plainText(value);
  const text = plainText(value);
  return markupText(key === 'title' ? shortened(text) : text);
}

/** One line without blanks at its ends, as OSCAL's strings are; an empty one is said to be so. */
function plainText(value: string): string {
  if (plain.test(value)) return value;
  const text = safeText(value.replace(/\s+/g, ' ').trim());
  return text === '' ? '(empty)' : text;
}

/** What needs no change, as nearly everything does: visible ASCII with single blanks between. */
const plain = /^[!-~]+(?: [!-~]+)*$/;

function shortened(text: string): string {
  const characters = [...text.slice(0, 2 * longestTitle + 2)];
  return characters.length <= longestTitle ? text : `${characters.slice(0, longestTitle - 1).join('')}…`;
}

/** Literal text in OSCAL's markup, which is a part of CommonMark with `~`, `^` and `{{ insert }}` beside. */
function markupText(text: string): string {
  if (!special.test(text)) return text;
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_~^${}[\]]/g, (character) => `\\${character}`)
    .replace(/^([-+=#|])/, '\\$1');
}

/** What may mean something in markup: nothing is escaped in a text without any. */
const special = /[&<>\\`*_~^${}[\]]|^[-+=#|]/;
