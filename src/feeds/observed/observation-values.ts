import { parseInstant } from '../../core/time.ts';
import type { Instant } from '../../model/time.ts';
import type { Tell } from '../problems.ts';
import { fieldOf, recordOf, textOf, type UnknownRecord } from '../shape.ts';

/** When the asset was read. */
export function readLastSeen(record: UnknownRecord, entry: string, tell: Tell): Instant | undefined {
  const lastSeen = parseInstant(textOf(record, 'lastSeen') ?? '');
  if (lastSeen === undefined) tell('observed/wrong-value', { entry, field: 'lastSeen', expected: 'a date-time' });
  return lastSeen;
}

/** An instant that may be absent. */
export function readInstant(record: UnknownRecord, field: string, entry: string, tell: Tell): Instant | undefined {
  const instant = parseInstant(textOf(record, field) ?? '');
  if (instant === undefined && Object.hasOwn(record, field)) {
    tell('observed/wrong-value', { entry, field, expected: 'a date-time' });
  }
  return instant;
}

/** Does the source say that it could not read everything? A count that is none is taken for a yes. */
export function readUnread(record: UnknownRecord, entry: string, tell: Tell): boolean {
  const value = fieldOf(record, 'unread');
  if (value === undefined || value === 0) return false;
  const isCount = typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
  if (!isCount) tell('observed/wrong-value', { entry, field: 'unread', expected: 'a count' });
  return true;
}

/** `firstSeen` by package. */
export function readInstants(record: UnknownRecord, entry: string, tell: Tell): Map<string, Instant> {
  const read = new Map<string, Instant>();
  for (const [name, text] of Object.entries(mapOf(record, 'firstSeen', entry, tell))) {
    const at = typeof text === 'string' ? parseInstant(text) : undefined;
    if (at !== undefined) read.set(name, at);
    else tell('observed/wrong-value', { entry, field: `firstSeen of ${name}`, expected: 'a date-time' });
  }
  return read;
}

/** Running versions by package. */
export function readRunning(record: UnknownRecord, entry: string, tell: Tell): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const [name, version] of Object.entries(mapOf(record, 'running', entry, tell))) {
    if (typeof version === 'string' && version !== '') read.set(name, version);
    else tell('observed/wrong-value', { entry, field: `running of ${name}`, expected: 'a version as text' });
  }
  return read;
}

function mapOf(record: UnknownRecord, field: string, entry: string, tell: Tell): UnknownRecord {
  const value = recordOf(record, field);
  const isWrong = value === undefined && Object.hasOwn(record, field);
  if (isWrong) tell('observed/wrong-value', { entry, field, expected: 'an object' });
  return value ?? {};
}

/** A yes or no; `undefined` is unknown. */
export function readFlag(record: UnknownRecord, field: string, entry: string, tell: Tell): boolean | undefined {
  const value = fieldOf(record, field);
  if (value === undefined || typeof value === 'boolean') return value;
  tell('observed/wrong-value', { entry, field, expected: 'true or false' });
  return undefined;
}
