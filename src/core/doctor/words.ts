import { namesText } from '../lint/context.ts';

/** `1 asset`, `5 assets`; the plural by an `s` alone. */
export const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** `1 asset (db-1)`, `5 assets (app-1, app-2, db-1 and 2 more)`. */
export const named = (names: readonly string[], noun = 'asset'): string =>
  `${counted(names.length, noun)} (${namesText(names)})`;
