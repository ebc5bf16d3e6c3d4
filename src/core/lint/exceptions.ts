import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import { addDuration, formatZoned, readMoment } from '../time.ts';
import type { LintContext } from './context.ts';

/** `lint/exception-expiring`: it ends within `dueSoon`. One that has ended is `policy/exception-expired`. */
export function expiringExceptions(context: LintContext): readonly Diagnostic[] {
  const { estate, asOf, calendar } = context;
  const { dueSoon } = estate.workspace;
  const soon = addDuration(asOf, dueSoon, calendar);
  return [...(estate.resources.Exception?.values() ?? [])].flatMap(({ name, origin, document }) => {
    const expires = readMoment(document.spec.expires, calendar.zone, 'end');
    if (expires === undefined || expires <= asOf || expires > soon) return [];
    const at = context.siteOf(origin, ['spec', 'expires']);
    const args = { exception: name, expires: formatZoned(expires, calendar.zone), soon: dueSoon.text };
    return [diagnostic('lint/exception-expiring', args, { at })];
  });
}

/** `lint/mitigation-unnamed`: a risk counts as mitigated, and nothing says by what. */
export function unnamedMitigations(context: LintContext): readonly Diagnostic[] {
  return [...(context.estate.resources.Exception?.values() ?? [])].flatMap(({ name, origin, document }) => {
    const { treatment, compensatingControls = [] } = document.spec;
    if (treatment !== 'mitigate' || compensatingControls.length > 0) return [];
    return [
      diagnostic('lint/mitigation-unnamed', { exception: name }, { at: context.siteOf(origin, ['spec', 'treatment']) }),
    ];
  });
}
