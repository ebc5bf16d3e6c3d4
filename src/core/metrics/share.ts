import type { Priority } from '../../model/requirement.ts';

/** A share in percent, to one decimal; `undefined`: there is no share of nothing. */
export function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : Math.round((part / whole) * 1000) / 10;
}

/** Is it of a priority? Without one, everything is. */
export const isOf =
  (wanted: Priority | undefined) =>
  (one: { readonly priority: Priority | undefined }): boolean =>
    wanted === undefined || one.priority === wanted;
