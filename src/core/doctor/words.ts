import { counted } from '../counted.ts';
import { namesText } from '../lint/context.ts';

/** `1 asset (db-1)`, `5 assets (app-1, app-2, db-1 and 2 more)`. */
export const named = (names: readonly string[], noun = 'asset'): string =>
  `${counted(names.length, noun)} (${namesText(names)})`;
