import { lintEstate } from '../core/lint/lint.ts';
import { sortDiagnostics } from '../core/load/sort.ts';
import { policyTables } from '../core/prioritise/table.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Estate } from '../model/estate.ts';
import type { Locate } from '../model/source.ts';
import type { Instant } from '../model/time.ts';
import type { CommandContext } from './command.ts';
import { type OpenDecision, openDecision } from './open-estate.ts';

/** An estate with what is decided about it and everything that the lints say beside. */
export function openLinted(context: CommandContext): OpenDecision {
  const opened = openDecision(context);
  return { ...opened, diagnostics: sortDiagnostics([...opened.diagnostics, ...lintsOf(opened)]) };
}

/** What the lints say of an estate that was read with these problems. */
export function lintsOf({
  estate,
  locate,
  asOf,
  diagnostics,
}: {
  readonly estate: Estate;
  readonly locate: Locate;
  readonly asOf: Instant;
  readonly diagnostics: readonly Diagnostic[];
}): readonly Diagnostic[] {
  // Documents with an error are left out of the estate, so what is missing may only be hidden.
  const isPartial = diagnostics.some(({ code, severity }) => severity === 'error' && hiding.test(code));
  return lintEstate({ estate, tables: policyTables(estate).value, locate, asOf, isPartial });
}

/** Codes of what leaves a document, or a part of one, out of the estate, and of windows that cannot be meant. */
const hiding = /^(?:(?:load|schema|observed)\/|link\/unknown-time-zone$|schedule\/(?:rule|start|length)-invalid$)/;
