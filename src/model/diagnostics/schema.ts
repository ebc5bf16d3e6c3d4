import type { DiagnosticText } from './text.ts';

/** Wording of the `schema/…` codes. */
export const schemaDiagnostics = {
} as const satisfies Record<`schema/${string}`, DiagnosticText>;
