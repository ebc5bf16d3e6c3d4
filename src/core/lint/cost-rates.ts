import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { LintContext } from './context.ts';

/**
 * `lint/cost-rate-unknown`: a step of the work, or activities, whose rate no entry of `spec.cost.rates` states. Nothing is counted for
 * such a step, and it would be seen only when somebody asks what the work cost.
 */
export function unknownRates({ estate, siteOf }: LintContext): readonly Diagnostic[] {
  return [...(estate.resources.Workspace?.values() ?? [])].flatMap(({ origin, document }) => {
    const { rates = [], steps = {}, activities } = document.spec.cost ?? {};
    const known = new Set(rates.map(({ name }) => name));
    const priced = [
      ...Object.entries(steps).map(([step, { rate }]) => ({ step, rate, path: ['steps', step, 'rate'] })),
      { step: 'activities', rate: activities?.rate, path: ['activities', 'rate'] },
    ];
    return priced.flatMap(({ step, rate, path }) =>
      rate === undefined || known.has(rate)
        ? []
        : [
            diagnostic(
              'lint/cost-rate-unknown',
              { step, rate, known: [...known].join(', ') || 'none' },
              { at: siteOf(origin, ['spec', 'cost', ...path]) },
            ),
          ],
    );
  });
}
