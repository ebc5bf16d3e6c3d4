import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import { emergencyReviews } from '../evidence/emergency-review.ts';
import { formatZoned } from '../time.ts';
import type { LintContext } from './context.ts';

/** `lint/emergency-unreviewed`, `lint/emergency-overdue`: work ran before its merge, and nobody has approved it since. */
export function unreviewedEmergencies(context: LintContext): readonly Diagnostic[] {
  const { estate, asOf, calendar } = context;
  return emergencyReviews(estate, asOf).flatMap(({ resource, reviewBy, state }): readonly Diagnostic[] => {
    if (state === 'reviewed' || state === 'reviewed-late') return [];
    const { change, by } = resource.document.spec;
    const at = context.siteOf(resource.origin, ['spec', 'reviewBy']);
    const args = { change, by, until: formatZoned(reviewBy, calendar.zone) };
    if (state === 'other-plan') return [diagnostic('lint/emergency-other-plan', args, { at })];
    return [diagnostic(state === 'overdue' ? 'lint/emergency-overdue' : 'lint/emergency-unreviewed', args, { at })];
  });
}
