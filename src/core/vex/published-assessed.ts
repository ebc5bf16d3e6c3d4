import type { Asset, Component } from '../../model/asset.ts';
import type { OpenVexStatement } from '../../model/openvex.ts';
import { componentKey } from '../assess/component-key.ts';
import { selects } from '../estate/select.ts';
import type { Decision } from '../plan/decision.ts';
import { meansPackage, namesAdvisory } from '../prioritise/advisory-names.ts';
import { type Statement, vexStatements } from '../prioritise/vex.ts';
import { formatInstant } from '../time.ts';
import type { Holding, Products } from './published-products.ts';

/**
 * What Assessments clear: not affected with the reason that OpenVEX asks for, or fixed. What they call affected or under
 * investigation is open, and told there. One that clears nothing that is installed makes no statement.
 */
export function assessedStatements(decision: Decision, products: Products): readonly OpenVexStatement[] {
  const clearing = vexStatements(decision.estate).value.filter(
    ({ spec }) => spec.status === 'not-affected' || spec.status === 'fixed',
  );
  return clearing.flatMap((statement) => {
    const holdings = holdingsOf(statement, decision);
    if (holdings.length === 0) return [];
    const { products: meant, status_notes: where } = products.of(holdings);
    const { spec, name, at } = statement;
    const notes = [...(where === undefined ? [] : [where]), `Assessment ${name}.`].join(' ');
    return [...new Set(spec.advisories)].map(
      (advisory): OpenVexStatement => ({
        vulnerability: { name: advisory },
        ...(at !== undefined && { timestamp: formatInstant(at) }),
        products: meant,
        status: spec.status === 'fixed' ? 'fixed' : 'not_affected',
        status_notes: notes,
        ...(spec.status === 'not-affected' && spec.justification && { justification: spec.justification }),
        ...(spec.status === 'not-affected' && spec.impactStatement && { impact_statement: spec.impactStatement }),
      }),
    );
  });
}

/** The components that a statement speaks of on the assets that it selects, each with those assets. */
function holdingsOf({ spec }: Statement, { estate, assessments }: Decision): readonly Holding[] {
  const isMeant = (component: Component): boolean =>
    (spec.packages === undefined || meansPackage(spec.packages, component)) &&
    (assessments.get(componentKey(component))?.findings ?? []).some((finding) =>
      namesAdvisory(spec.advisories, finding),
    );
  const bySet = new Map<string, readonly Component[]>();
  const meantIn = (digest: string): readonly Component[] => {
    const known = bySet.get(digest) ?? (estate.componentSets.get(digest)?.components ?? []).filter(isMeant);
    bySet.set(digest, known);
    return known;
  };
  const holdings = new Map<string, { readonly component: Component; readonly assets: Asset[] }>();
  for (const asset of estate.assets) {
    if (!selects(spec.selector, asset, estate.componentSets)) continue;
    for (const component of asset.componentSets.flatMap(meantIn)) {
      const key = componentKey(component);
      const holding = holdings.get(key) ?? { component, assets: [] };
      if (holding.assets.at(-1) !== asset) holding.assets.push(asset);
      holdings.set(key, holding);
    }
  }
  return [...holdings.values()];
}
