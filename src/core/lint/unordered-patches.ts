import { comparerFor } from '../../ecosystems/registry.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Patch } from '../../model/generated/patch.ts';
import type { LintContext } from './context.ts';

const fields = ['version', 'upgradableFrom'] as const;

/**
 * `lint/patch-version-unordered`: a release whose version, or the oldest version from which it can be reached, its
 * ecosystem cannot order. No requirement can aim at such a release, so it would be missing without a word.
 */
export function unorderedPatches({ estate, siteOf }: LintContext): readonly Diagnostic[] {
  return [...(estate.resources.Patch?.values() ?? [])].flatMap(({ name, origin, document: { spec } }) =>
    fields.flatMap((field) => {
      const version = spec[field];
      if (version === undefined || isOrdered(spec, version)) return [];
      const args = { patch: name, field, version, ecosystem: spec.product.ecosystem };
      return [diagnostic('lint/patch-version-unordered', args, { at: siteOf(origin, ['spec', field]) })];
    }),
  );
}

const isOrdered = ({ product, scheme }: Patch['spec'], version: string): boolean =>
  comparerFor(product.ecosystem, scheme)?.parse(version) !== undefined;
