import type { FileSample } from '../model/feed.ts';
import type { SourceFile } from '../model/source.ts';
import { scanJson } from './json-text.ts';
import { withoutByteOrderMark } from './position.ts';

/** How far keys are looked for, in UTF-16 units; a first document longer than this is recognised by its early keys. */
const sampleLength = 1_000_000;

/** Reduces a file to what readers recognise it by. */
export function sampleOf(file: SourceFile): FileSample {
  const text = withoutByteOrderMark(file.text.slice(0, sampleLength));
  const head = text.slice(0, 4096);
  const first = text.trimStart()[0];
  if (first === '{') return { head, form: 'json-object', keys: jsonKeys(text, 0) };
  if (first === '[' && /^\s*\[\s*(?:[{\]]|$)/.test(text)) return { head, form: 'json-array', keys: jsonKeys(text, 1) };
  const keys = yamlKeys(text);
  return { head, form: keys.size > 0 ? 'yaml' : 'text', keys };
}

/** Keys of the first object at this depth. A text cut off behind the sample simply ends the scan. */
function jsonKeys(text: string, depth: number): ReadonlySet<string> {
  const keys = new Set<string>();
  let objects = 0;
  scanJson(text, {
    onValue: (at) => {
      if (at === depth) objects += 1;
    },
    onKey: (at, key) => {
      if (at === depth && objects === 1) keys.add(key);
    },
  });
  return keys;
}

/** Keys at the margin of the first YAML document, a list's first element included. */
function yamlKeys(text: string): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const match of text.matchAll(/^(---(?:[ \t\r]|$))|^(?:- )?(["']?)([A-Za-z_][\w-]*)\2:(?=[ \t\r\n]|$)/gm)) {
    if (match[1] !== undefined && keys.size > 0) break;
    if (match[3] !== undefined) keys.add(match[3]);
  }
  return keys;
}
