import type { DiagnosticText } from './text.ts';

/** Wording of the `policy/…` codes. */
export const policyDiagnostics = {
} as const satisfies Record<`policy/${string}`, DiagnosticText>;
