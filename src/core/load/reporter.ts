import type { ArgsOf, Code, Diagnostic, DiagnosticContext } from '../../model/diagnostic.ts';
import { diagnostic, diagnosticTable } from '../../model/diagnostic.ts';
import { limits } from '../../model/limits.ts';
import type { Lines } from './lines.ts';

/** A stretch of a text by offsets from 0: first character and the one behind the last. */
export type Span = readonly [start: number, end: number];

/** Collects the problems of one file, up to the limit. */
export interface Reporter {
  readonly diagnostics: readonly Diagnostic[];
  /** How many errors there were so far, those behind the limit included. */
  readonly errorCount: () => number;
  readonly add: <C extends Code>(code: C, args: ArgsOf<C>, span?: Span, extra?: ReportExtra) => void;
}

/** A second place of the same file that belongs to the problem. */
export interface ReportExtra {
  readonly related?: { readonly span: Span; readonly message: string };
  readonly hint?: string | undefined;
}

/** Starts the collection of problems for a file. */
export function reportTo(file: string, lines: Lines): Reporter {
  const diagnostics: Diagnostic[] = [];
  let errors = 0;
  const add: Reporter['add'] = (code, args, span, extra) => {
    if (diagnosticTable[code].severity === 'error') errors += 1;
    if (diagnostics.length > limits.problems) return;
    if (diagnostics.length === limits.problems) {
      diagnostics.push(diagnostic('load/too-many-problems', { limit: limits.problems }, { at: { file } }));
      return;
    }
    const range = span && lines.rangeAt(span[0], span[1]);
    const { related, hint } = extra ?? {};
    const context: DiagnosticContext = {
      at: { file, ...(range && { range }) },
      ...(hint !== undefined && { hint }),
      ...(related && {
        related: [{ file, range: lines.rangeAt(related.span[0], related.span[1]), message: related.message }],
      }),
    };
    diagnostics.push(diagnostic(code, args, context));
  };
  return { diagnostics, errorCount: () => errors, add };
}
