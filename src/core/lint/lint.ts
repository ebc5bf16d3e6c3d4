import type { Diagnostic } from '../../model/diagnostic.ts';
import type { LintContext, LintInput } from './context.ts';
import { lints } from './registry.ts';
import { type LintYear, readYear } from './year.ts';

/**
 * Runs every lint over an estate: what is legal and cannot be meant, found when it is written and not when
 * it is due. Depends on `asOf` alone beside the estate. Diagnostics: the `lint/…` codes, none of them an error. Where
 * documents are missing because they are wrong (`isPartial`), lints that judge absence keep silent.
 */
export function lintEstate(input: LintInput): readonly Diagnostic[] {
  const { estate, asOf, locate, isPartial = false } = input;
  const { timeZone: zone, weekend, holidays } = estate.workspace;
  let year: LintYear | undefined;
  const context: LintContext = {
    ...input,
    calendar: { zone, weekend, holidays },
    siteOf: (origin, pointer, part) => ({ file: origin.file, range: locate(origin, pointer, part) }),
    year: () => {
      year ??= readYear(estate, asOf);
      return year;
    },
  };
  return lints.filter(({ needsWhole }) => !(isPartial && needsWhole)).flatMap(({ run }) => run(context));
}
