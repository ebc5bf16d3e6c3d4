import type { DiagnosticText } from './text.ts';

/** Wording of the `change/…` codes. */
export const changeDiagnostics = {} as const satisfies Record<`change/${string}`, DiagnosticText>;
