import type { Component } from '../../model/asset.ts';
import type { ComponentFinding } from '../../model/finding.ts';
import type { OpenVexStatement } from '../../model/openvex.ts';
import type { Decision } from '../plan/decision.ts';
import { distinct, type Products, vulnerabilityOf } from './published-products.ts';

/** Versions that are installed and have the fix: one statement an advisory, with every package that it was fixed in. */
export function fixedStatements(
  { assessments }: Decision,
  isOpen: (component: Component, advisory: string) => boolean,
  { part }: Products,
): readonly OpenVexStatement[] {
  const fixed = new Map<string, { readonly finding: ComponentFinding; readonly components: Component[] }>();
  for (const { component, findings } of assessments.values()) {
    for (const finding of findings) {
      if (finding.status !== 'fixed' || isOpen(component, finding.advisory)) continue;
      const known = fixed.get(finding.advisory) ?? { finding, components: [] };
      known.components.push(component);
      fixed.set(finding.advisory, known);
    }
  }
  return [...fixed.values()].map(({ finding, components }) => ({
    vulnerability: vulnerabilityOf(finding),
    products: distinct(components.map(part)),
    status: 'fixed',
  }));
}
