import type { DiagnosticText } from './text.ts';

/** Wording of the `catalog/…` codes. */
export const catalogDiagnostics = {
} as const satisfies Record<`catalog/${string}`, DiagnosticText>;
