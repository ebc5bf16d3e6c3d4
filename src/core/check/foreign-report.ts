import { type CheckId, type CheckReport, checkIds } from '../../model/check.ts';
import {
  type Code,
  type Diagnostic,
  diagnosticTable,
  type Position,
  type SourceRange,
} from '../../model/diagnostic.ts';
import { type CheckFinding, checkReport } from './report.ts';

/** More than a run reports; a report of a stranger may hold anything. */
const mostProblems = 20_000;
const longestText = 4_000;

/**
 * Reads a report of the gate (`check --json`) that came out of a run with a stranger's files, such as that of a pull
 * request from a fork. Nothing of it is believed but the problems: every check must be in it exactly once, titles and
 * verdicts are made anew, and the commit is the one that the caller knows. Answers why where it is no such report.
 */
export function readForeignReport(text: string, head: string): CheckReport | { readonly problem: string } {
  try {
    const report = recordOf(JSON.parse(text), 'the report');
    if (report['schema'] !== 'patchledger.check/v1') throw new ShapeError('it is no patchledger.check/v1');
    if (report['mode'] !== 'change') throw new ShapeError('it is not about a change');
    const lane = wordOf(report['lane'], ['decision', 'data', 'mixed', 'none'] as const, 'lane');
    const findings = findingsOf(listOf(report['results'], 'results'));
    return checkReport({ mode: 'change', base: undefined, head, lane }, findings);
  } catch (error) {
    if (error instanceof ShapeError) return { problem: error.message };
    if (error instanceof SyntaxError) return { problem: 'it is no JSON' };
    throw error;
  }
}

/** Caught where it is thrown: the shape is not what it should be. */
class ShapeError extends Error {}

function findingsOf(results: readonly unknown[]): Readonly<Record<CheckId, CheckFinding>> {
  const found = new Map<CheckId, CheckFinding>();
  let problems = 0;
  for (const result of results) {
    const fields = recordOf(result, 'a result');
    const id = wordOf(fields['id'], checkIds, 'id');
    if (found.has(id)) throw new ShapeError(`${id} is in it twice`);
    const finding = findingOf(fields);
    problems += finding.problems.length;
    if (problems > mostProblems) throw new ShapeError(`it holds more than ${mostProblems} problems`);
    found.set(id, finding);
  }
  const missing = checkIds.filter((id) => !found.has(id));
  if (missing.length > 0) throw new ShapeError(`it lacks ${missing.join(', ')}`);
  return Object.fromEntries(found) as Record<CheckId, CheckFinding>;
}

/** A check that failed there without a problem to show is not judged here, and never a pass. */
function findingOf(fields: Json): CheckFinding {
  const verdict = wordOf(fields['verdict'], ['pass', 'fail', 'unknown'] as const, 'verdict');
  const problems = listOf(fields['problems'], 'problems').map(problemOf);
  const why = {
    pass: undefined,
    unknown: 'something it needs was not at hand',
    fail: 'it failed and shows no problem',
  };
  const known = numberOf(fields['known'], 'known', 0);
  return { problems, known, unknown: verdict === 'fail' && problems.length > 0 ? undefined : why[verdict] };
}

function problemOf(value: unknown): Diagnostic {
  const fields = recordOf(value, 'a problem');
  const { file, range, hint } = fields;
  return {
    code: codeOf(fields['code']),
    severity: wordOf(fields['severity'], ['error', 'warning', 'info'] as const, 'severity'),
    message: textOf(fields['message'], 'message'),
    ...(file !== undefined && { file: textOf(file, 'file') }),
    ...(range !== undefined && { range: rangeOf(range) }),
    ...(hint !== undefined && { hint: textOf(hint, 'hint') }),
  };
}

function codeOf(value: unknown): Code {
  if (typeof value === 'string' && Object.hasOwn(diagnosticTable, value)) return value as Code;
  throw new ShapeError('a problem has a code that does not exist');
}

function rangeOf(value: unknown): SourceRange {
  const { start, end } = recordOf(value, 'a range');
  return { start: positionOf(start), end: positionOf(end) };
}

function positionOf(value: unknown): Position {
  const { line, column } = recordOf(value, 'a position');
  return { line: numberOf(line, 'line', 1), column: numberOf(column, 'column', 1) };
}

type Json = Readonly<Record<string, unknown>>;

function recordOf(value: unknown, what: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw new ShapeError(`${what} is no object`);
}

function listOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  throw new ShapeError(`${what} is no list`);
}

function textOf(value: unknown, what: string): string {
  if (typeof value === 'string' && value.length <= longestText) return value;
  throw new ShapeError(`${what} is no text of at most ${longestText} characters`);
}

function numberOf(value: unknown, what: string, least: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
  throw new ShapeError(`${what} is no whole number from ${least}`);
}

function wordOf<Word extends string>(value: unknown, words: readonly Word[], what: string): Word {
  const word = words.find((one) => one === value);
  if (word !== undefined) return word;
  throw new ShapeError(`${what} is none of ${words.join(', ')}`);
}
