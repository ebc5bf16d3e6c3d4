import { LineCounter, parseAllDocuments } from 'yaml';
import type { Position } from '../model/diagnostic.ts';

/** One document of a YAML text as plain data. */
export interface YamlValue {
  readonly value: unknown;
  readonly start: Position;
}

/** Why a YAML text, or one document of it, could not be read. */
export interface YamlProblem {
  readonly reason: string;
  readonly start: Position;
}

/** The documents that could be read and the problems of the others. */
export interface YamlRead {
  readonly values: readonly YamlValue[];
  readonly problems: readonly YamlProblem[];
}

/** Aliases resolved per document; advisories need none, inventories a few. More is an alias bomb. */
const maxAliasCount = 50;

/** YAML is read whole and slowly (about 1 MB a second); feeds of real size come as JSON. UTF-16 units. */
const maxLength = 16_000_000;

/**
 * Reads every document of a YAML text written by strangers. Never throws.
 *
 * Scalars stay text (YAML's failsafe schema): a version written `1.10` without quotes is `1.10`, not the number 1.1.
 */
export function readYaml(text: string): YamlRead {
  const top = { line: 1, column: 1 };
  if (text.length > maxLength) return { values: [], problems: [{ reason: 'it is larger than 16 MB', start: top }] };
  try {
    return readDocuments(text);
  } catch {
    // The parser recurses, so nesting of many thousand levels exhausts the stack: a RangeError, not a bug of ours.
    return { values: [], problems: [{ reason: 'it is nested too deeply', start: top }] };
  }
}

function readDocuments(text: string): YamlRead {
  const lineCounter = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter, schema: 'failsafe', uniqueKeys: true, prettyErrors: false });
  const values: YamlValue[] = [];
  const problems: YamlProblem[] = [];
  for (const document of parsed) {
    const at = (offset: number): Position => {
      const { line, col } = lineCounter.linePos(offset);
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const start = at(document.contents?.range?.[0] ?? document.range[0]);
    const [error] = document.errors;
    if (error !== undefined) {
      problems.push({ reason: error.message, start: at(error.pos[0]) });
      continue;
    }
    try {
      values.push({ value: document.toJS({ maxAliasCount }), start });
    } catch {
      problems.push({ reason: 'its aliases multiply or lead nowhere', start });
    }
  }
  return { values, problems };
}
