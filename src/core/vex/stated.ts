import type { Component } from '../../model/asset.ts';
import type { StatedComponent } from '../../model/explanation.ts';
import type { VexStatement } from '../../model/vex.ts';
import { isMeant } from './carriers.ts';

/**
 * The VEX statements of the catalogue that name components of an asset, in the order of their documents; with a subject,
 * those about this component or vulnerability. Whether the asset carries the product that a statement speaks of is not
 * asked: people see what was said, and where it holds.
 */
export function statedAbout(
  components: readonly Component[],
  statements: readonly VexStatement[],
  subject: string | undefined,
): readonly StatedComponent[] {
  return statements.flatMap((statement) => {
    const isAsked = subject === undefined || statement.ids.includes(subject);
    return statement.products.flatMap((product) => {
      const things = product.parts.length === 0 ? [product] : product.parts;
      const within = product.parts.length === 0 ? undefined : product.name;
      return things.flatMap((thing) => {
        const named = thing.package;
        const carried = named === undefined ? [] : components.filter((component) => isMeant(named, component));
        return carried
          .filter((component) => isAsked || component.name === subject)
          .map((component): StatedComponent => ({ component, within, statement }));
      });
    });
  });
}
