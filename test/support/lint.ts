import { lintsOf } from '../../src/commands/open-linted.ts';
import type { Code, Diagnostic } from '../../src/model/diagnostic.ts';
import type { Instant } from '../../src/model/time.ts';
import { linked } from './estate.ts';
import { at } from './world.ts';

/** Noon of a Sunday, UTC. */
const noon = at('2026-11-22T12:00:00Z');

/** What the lints say of an estate, text by path. Its files are expected to be sound. */
function linted(files: Readonly<Record<string, string>>, asOf: Instant = noon): readonly Diagnostic[] {
  return lintsOf({ ...linked(files, { asOf }), asOf });
}

/** What one lint says. */
export function linting(
  code: Code,
  files: Readonly<Record<string, string>>,
  asOf: Instant = noon,
): readonly Diagnostic[] {
  return linted(files, asOf).filter((one) => one.code === code);
}

/** The text that a diagnostic points at, within one line. */
export function pointedAt(files: Readonly<Record<string, string>>, one: Diagnostic | undefined): string | undefined {
  const { file, range } = one ?? {};
  const line = file === undefined ? undefined : files[file]?.split('\n')[(range?.start.line ?? 0) - 1];
  return range === undefined ? undefined : line?.slice(range.start.column - 1, range.end.column - 1);
}
