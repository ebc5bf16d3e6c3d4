import type { DiagnosticText } from './text.ts';

/** Wording of the `link/…` codes. */
export const linkDiagnostics = {
} as const satisfies Record<`link/${string}`, DiagnosticText>;
