/** How bad a problem is. An `error` makes its resource unusable; a `warning` must be read; an `info` explains. */
export type Severity = 'error' | 'warning' | 'info';

/**
 * One row of the wording table. `{name}` marks an argument; the argument's names are part of the code's type.
 * `summary` heads the code's section in the reference documentation.
 */
export interface DiagnosticText {
  readonly severity: Severity;
  readonly summary: string;
  readonly message: string;
  readonly hint?: string;
}
