import type { DiagnosticText } from './text.ts';

/** Wording of the `schedule/…` codes. */
export const scheduleDiagnostics = {
} as const satisfies Record<`schedule/${string}`, DiagnosticText>;
