import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import { selects } from '../estate/select.ts';
import { approvedExceptions } from '../prioritise/approval.ts';
import { effectiveExceptions } from '../prioritise/exception.ts';
import type { LintContext } from './context.ts';

/** `lint/unsupported-software`: vendor support has ended, and no exception in effect covers the asset. */
export function unsupportedSoftware(context: LintContext): readonly Diagnostic[] {
  const { estate, asOf } = context;
  const ended = estate.assets.filter(
    ({ facts, supportEnds }) => facts.supportEnded === true && supportEnds !== undefined,
  );
  if (ended.length === 0) return [];
  const approved = approvedExceptions(estate, asOf);
  const exceptions = effectiveExceptions({ estate, approved, asOf, locate: undefined }).value;
  return ended.flatMap((asset) => {
    if (exceptions.some(({ spec }) => selects(spec.selector, asset, estate.componentSets))) return [];
    const own = context.siteOf(asset.origin, [...asset.pointer, 'supportEnds']);
    const inherited = context.siteOf(asset.origin, ['spec', 'defaults', 'supportEnds']);
    const at = own.range === undefined ? inherited : own;
    return [diagnostic('lint/unsupported-software', { asset: asset.name, ended: asset.supportEnds ?? '' }, { at })];
  });
}
