import type { ValidateFunction } from './validators.js';

/** The validators of documents that the tool writes and never reads: `PlanDocument` and `DiagnosticsDocument`. */
export const validators: Readonly<Record<string, ValidateFunction>>;
