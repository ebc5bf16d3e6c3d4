import type { Asset } from '../../model/asset.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Duration } from '../../model/time.ts';
import { addDuration, formatZoned, parseDuration, parseInstant } from '../time.ts';
import { assetsText, byInventory, type LintContext } from './context.ts';

/** `lint/stale-feed`: a source was fetched longer ago than it, or the whole catalogue, may be old. */
export function staleFeeds(context: LintContext): readonly Diagnostic[] {
  const { estate, asOf, calendar } = context;
  const own = ownAges(context);
  return [...(estate.resources.CatalogIndex?.values() ?? [])].flatMap(({ origin, document }) =>
    document.spec.sources.flatMap((source, index) => {
      const fetchedAt = parseInstant(source.fetchedAt);
      const maxAge = own.get(source.name) ?? estate.workspace.catalogMaxAge;
      if (fetchedAt === undefined || addDuration(fetchedAt, maxAge, calendar) >= asOf) return [];
      const args = { source: source.name, fetched: formatZoned(fetchedAt, calendar.zone), age: maxAge.text };
      const at = context.siteOf(origin, ['spec', 'sources', index, 'fetchedAt']);
      return [diagnostic('lint/stale-feed', args, { at })];
    }),
  );
}

/** `lint/stale-asset`: last seen longer ago than `staleAfter`, so what is known of it proves nothing. Once a file. */
export function staleAssets(context: LintContext): readonly Diagnostic[] {
  const { estate, asOf, calendar } = context;
  const { staleAfter } = estate.workspace;
  const isStale = ({ lastSeen }: Asset): boolean =>
    lastSeen !== undefined && addDuration(lastSeen, staleAfter, calendar) < asOf;
  return byInventory(estate.assets.filter(isStale)).map((assets) => {
    const [first] = assets;
    const at = context.siteOf(first.origin, [...first.pointer, 'name']);
    return diagnostic('lint/stale-asset', { assets: assetsText(assets), after: staleAfter.text }, { at });
  });
}

/** `lint/never-observed`: nothing says what runs on it. Counted once, at the first. */
export function neverObserved(context: LintContext): readonly Diagnostic[] {
  const unseen = context.estate.assets.filter(
    ({ lastSeen, componentSets }) => lastSeen === undefined && componentSets.length === 0,
  );
  const [first] = unseen;
  if (first === undefined) return [];
  const at = context.siteOf(first.origin, [...first.pointer, 'name']);
  return [diagnostic('lint/never-observed', { assets: assetsText(unseen) }, { at })];
}

/** How old single sources may become, as the Workspace says. */
function ownAges({ estate }: LintContext): ReadonlyMap<string, Duration> {
  const sources = [...(estate.resources.Workspace?.values() ?? [])].flatMap(
    ({ document }) => document.spec.catalog?.sources ?? [],
  );
  return new Map(
    sources.flatMap(({ name, maxAge }) => {
      const age = maxAge === undefined ? undefined : parseDuration(maxAge);
      return age === undefined ? [] : [[name, age] as const];
    }),
  );
}
