import type { DiagnosticText } from './text.ts';

/** Wording of the `load/…` codes. */
export const loadDiagnostics = {
} as const satisfies Record<`load/${string}`, DiagnosticText>;
