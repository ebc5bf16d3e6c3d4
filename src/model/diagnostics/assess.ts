import type { DiagnosticText } from './text.ts';

/** Wording of the `assess/…` codes. */
export const assessDiagnostics = {
} as const satisfies Record<`assess/${string}`, DiagnosticText>;
