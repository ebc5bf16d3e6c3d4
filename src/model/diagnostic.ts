import { assessDiagnostics } from './diagnostics/assess.ts';
import { catalogDiagnostics } from './diagnostics/catalog.ts';
import { changeDiagnostics } from './diagnostics/change.ts';
import { checkDiagnostics } from './diagnostics/check.ts';
import { feedsDiagnostics } from './diagnostics/feeds.ts';
import { linkDiagnostics } from './diagnostics/link.ts';
import { lintDiagnostics } from './diagnostics/lint.ts';
import { loadDiagnostics } from './diagnostics/load.ts';
import { observedDiagnostics } from './diagnostics/observed.ts';
import { policyDiagnostics } from './diagnostics/policy.ts';
import { policyTestDiagnostics } from './diagnostics/policy-test.ts';
import { recordDiagnostics } from './diagnostics/record.ts';
import { scanDiagnostics } from './diagnostics/scan.ts';
import { scheduleDiagnostics } from './diagnostics/schedule.ts';
import { schemaDiagnostics } from './diagnostics/schema.ts';
import type { DiagnosticText, Severity } from './diagnostics/text.ts';

/** A place in a text: both 1-based, columns counted in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A half-open stretch of a text: `end` is the first position behind it. */
export interface SourceRange {
  readonly start: Position;
  readonly end: Position;
}

/** Where something stands: an estate-relative path with `/`, and the range when it is known. */
export interface SourceLocation {
  readonly file: string;
  readonly range?: SourceRange | undefined;
}

/** A second place that belongs to a problem, such as the first of two duplicates. */
export interface RelatedLocation extends SourceLocation {
  readonly message: string;
}

/** One problem as users, pipelines and editors see it. The only problem type that leaves a stage. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly file?: string | undefined;
  readonly range?: SourceRange | undefined;
  readonly hint?: string | undefined;
  readonly related?: readonly RelatedLocation[] | undefined;
}

/** What a stage hands on: its value, as far as it got, and everything that was wrong. */
export interface Outcome<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** Every code with its wording. A code without a row does not compile. */
export const diagnosticTable = {
  ...loadDiagnostics,
  ...schemaDiagnostics,
  ...linkDiagnostics,
  ...catalogDiagnostics,
  ...feedsDiagnostics,
  ...observedDiagnostics,
  ...scanDiagnostics,
  ...assessDiagnostics,
  ...policyDiagnostics,
  ...policyTestDiagnostics,
  ...scheduleDiagnostics,
  ...changeDiagnostics,
  ...recordDiagnostics,
  ...lintDiagnostics,
  ...checkDiagnostics,
} as const satisfies Record<string, DiagnosticText>;

/** The closed union of diagnostic codes, `area/kebab-name`. */
export type Code = keyof typeof diagnosticTable;

type Placeholders<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type HintOf<C extends Code> = (typeof diagnosticTable)[C] extends { readonly hint: infer Hint } ? Hint : never;

/** The arguments that the wording of a code needs. */
export type ArgsOf<C extends Code> = Readonly<
  Record<Placeholders<(typeof diagnosticTable)[C]['message']> | Placeholders<HintOf<C>>, string | number>
>;

/** What a diagnostic may carry beside its arguments. A `hint` given here takes the place of the table's. */
export interface DiagnosticContext {
  readonly at?: SourceLocation | undefined;
  readonly hint?: string | undefined;
  readonly related?: readonly RelatedLocation[] | undefined;
}

/** Wordings taken apart: words and names of placeholders in turn. A fleet has one of them filled for every asset. */
const takenApart = new Map<string, readonly string[]>();

function fill(text: string, args: Readonly<Record<string, string | number>>): string {
  const parts = takenApart.get(text) ?? text.split(/\{(\w+)\}/);
  takenApart.set(text, parts);
  return parts.map((part, place) => (place % 2 === 0 ? part : String(args[part] ?? `{${part}}`))).join('');
}

/** Builds a diagnostic from the wording table. */
export function diagnostic<C extends Code>(code: C, args: ArgsOf<C>, context: DiagnosticContext = {}): Diagnostic {
  const text: DiagnosticText = diagnosticTable[code];
  const hint = context.hint ?? (text.hint === undefined ? undefined : fill(text.hint, args));
  return {
    code,
    severity: text.severity,
    message: fill(text.message, args),
    ...(context.at && { file: context.at.file }),
    ...(context.at?.range && { range: context.at.range }),
    ...(hint !== undefined && { hint }),
    ...(context.related && context.related.length > 0 && { related: context.related }),
  };
}
