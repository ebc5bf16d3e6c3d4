import { numberedLines } from '../lines.ts';

/** A paragraph of `Field: value` lines. */
export interface Stanza {
  /** 1-based line on which it begins. */
  readonly line: number;
  /** Value of a field; only the first line of one that goes on. Of two equal fields the first counts. */
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * Splits a Debian control file (deb-control(5)) or an apk database into stanzas, one at a time.
 * A line that begins with white space carries on the field before it and is skipped: no field that is read here does.
 */
export function* stanzasOf(text: string): Generator<Stanza> {
  let line = 1;
  let fields = new Map<string, string>();
  for (const [number, raw] of numberedLines(text)) {
    if (raw.trim() === '') {
      if (fields.size > 0) yield { line, fields };
      fields = new Map();
      continue;
    }
    if (fields.size === 0) line = number;
    const at = raw.startsWith(' ') || raw.startsWith('\t') ? -1 : raw.indexOf(':');
    const name = raw.slice(0, Math.max(at, 0));
    if (name !== '' && !fields.has(name)) fields.set(name, raw.slice(at + 1).trim());
  }
  if (fields.size > 0) yield { line, fields };
}
