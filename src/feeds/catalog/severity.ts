import type { SeverityLevel, SeverityStatement } from '../../model/advisory.ts';
import { asText, fieldOf, textOf, type UnknownRecord } from '../shape.ts';

type Step = SeverityStatement['step'];

/** Severity statements of one place, and texts there that are none. */
export interface SeverityRead {
  readonly statements: readonly SeverityStatement[];
  readonly unreadable: readonly string[];
}

/**
 * What sources call their levels, in our words. Red Hat and its rebuilds say Important and Moderate,
 * Ubuntu negligible, Debian unimportant; the last two are `low`, because a word never proves that nothing can happen.
 */
const levels: ReadonlyMap<string, SeverityLevel> = new Map([
  ['critical', 'critical'],
  ['important', 'high'],
  ['high', 'high'],
  ['moderate', 'medium'],
  ['medium', 'medium'],
  ['low', 'low'],
  ['minor', 'low'],
  ['negligible', 'low'],
  ['unimportant', 'low'],
  ['none', 'none'],
]);

/** Words that say that nobody has judged yet. */
const silentWords = new Set(['unknown', 'unspecified', 'untriaged', 'not yet assigned', 'end-of-life', 'null', 'n/a']);

const vector = /^CVSS:(?:3\.[01]|4\.0)\/[A-Za-z:/]+$|^(?:AV:[NAL]|AC:[LMH]|Au:[MSN])\/[A-Za-z:/]+$/;

/** AlmaLinux begins an erratum's summary with Red Hat's word: `Important: xz security update`. */
const summaryWord = /^(Critical|Important|Moderate|Low)\s*:/i;

/** The level that a word of some source means; `undefined` for one that means none. */
export function levelOfWord(word: string): SeverityLevel | undefined {
  return levels.get(word.trim().toLowerCase());
}

/** Is this a CVSS vector in form? Its score is computed where it is used. */
export function isVector(text: string): boolean {
  return text.length <= 400 && vector.test(text);
}

/** Reads OSV `severity[]`: `{type: CVSS_V2|CVSS_V3|CVSS_V4|Ubuntu, score}`, where score is a vector or a word. */
export function severityList(step: Step, list: readonly unknown[]): SeverityRead {
  return merge(
    list.map((item) => {
      const score = typeof item === 'object' && item !== null ? textOf(item as UnknownRecord, 'score') : undefined;
      return score === undefined ? { statements: [], unreadable: [shown(item)] } : statement(step, score);
    }),
  );
}

/** Reads a `database_specific` or `ecosystem_specific` object: `cvss` vectors or objects first, then `severity`. */
export function specificSeverity(specific: UnknownRecord | undefined): SeverityRead {
  if (specific === undefined) return nothing;
  const cvss = fieldOf(specific, 'cvss');
  const vectors = (Array.isArray(cvss) ? cvss : [cvss]).flatMap((item: unknown) => vectorTexts(item));
  const word = textOf(specific, 'severity');
  const texts = word === undefined ? vectors : [...vectors, word];
  return merge(texts.map((text) => statement('database-specific', text)));
}

/** The source's own word where it uses neither: the prefix of an AlmaLinux summary. */
export function summarySeverity(summary: string): readonly SeverityStatement[] {
  const word = summaryWord.exec(summary)?.[1];
  const level = word === undefined ? undefined : levelOfWord(word);
  return level === undefined ? [] : [{ step: 'source-word', word: level }];
}

/** Debian's `ecosystem_specific.urgency`. */
export function urgencySeverity(specific: UnknownRecord | undefined): SeverityRead {
  const urgency = specific === undefined ? undefined : textOf(specific, 'urgency');
  // Debian marks a guessed urgency with asterisks.
  return urgency === undefined ? nothing : statement('source-word', urgency.replace(/\*+$/, ''));
}

/** Joins what several places say, in the order given. */
export function merge(reads: readonly SeverityRead[]): SeverityRead {
  return {
    statements: reads.flatMap((read) => read.statements),
    unreadable: reads.flatMap((read) => read.unreadable),
  };
}

const nothing: SeverityRead = { statements: [], unreadable: [] };

function statement(step: Step, text: string): SeverityRead {
  if (isVector(text)) return { statements: [{ step, vector: text }], unreadable: [] };
  const word = levelOfWord(text);
  if (word !== undefined) return { statements: [{ step, word }], unreadable: [] };
  return silentWords.has(text.trim().toLowerCase()) ? nothing : { statements: [], unreadable: [shown(text)] };
}

/** Vectors stand bare or under `score`, `vector` or `vectorString`; a bare `None` is how Python prints "no vector". */
function vectorTexts(item: unknown): readonly string[] {
  const bare = asText(item);
  if (bare !== undefined) return bare === 'None' ? [] : [bare];
  if (typeof item !== 'object' || item === null) return [];
  const record = item as UnknownRecord;
  const text = textOf(record, 'vectorString') ?? textOf(record, 'vector') ?? textOf(record, 'score');
  return text === undefined ? [] : [text];
}

function shown(value: unknown): string {
  return (typeof value === 'string' ? value : typeof value).slice(0, 60);
}
