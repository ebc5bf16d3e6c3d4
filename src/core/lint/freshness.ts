import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Resource } from '../../model/resource.ts';
import { currentEntries } from '../estate/catalog-indexes.ts';
import { unseenOf } from '../estate/freshness.ts';
import { sourceAges } from '../estate/source-ages.ts';
import { addDuration, formatZoned, parseInstant } from '../time.ts';
import { assetsText, byInventory, type LintContext } from './context.ts';

/** `lint/stale-feed`: a source was fetched longer ago than it, or the whole catalogue, may be old. */
export function staleFeeds(context: LintContext): readonly Diagnostic[] {
  const { estate, asOf, calendar } = context;
  const ages = sourceAges(workspaceOf(context));
  const indexes = [...(estate.resources.CatalogIndex?.values() ?? [])];
  return currentEntries(indexes).flatMap(({ index, source, position }) => {
    const fetchedAt = parseInstant(source.fetchedAt);
    const maxAge = ages.get(source.name) ?? estate.workspace.catalogMaxAge;
    if (fetchedAt === undefined || addDuration(fetchedAt, maxAge, calendar) >= asOf) return [];
    const args = { source: source.name, fetched: formatZoned(fetchedAt, calendar.zone), age: maxAge.text };
    const at = context.siteOf(index.origin, ['spec', 'sources', position, 'fetchedAt']);
    return [diagnostic('lint/stale-feed', args, { at })];
  });
}

/** `lint/feed-never-fetched`: the Workspace names where a source is, and no index knows that it was ever fetched. */
export function neverFetched(context: LintContext): readonly Diagnostic[] {
  const workspace = workspaceOf(context);
  if (workspace === undefined) return [];
  const indexes = [...(context.estate.resources.CatalogIndex?.values() ?? [])];
  const known = new Set(indexes.flatMap(({ document }) => document.spec.sources.map(({ name }) => name)));
  return (workspace.document.spec.catalog?.sources ?? []).flatMap(({ name, url }, index) => {
    if (url === undefined || known.has(name)) return [];
    const at = context.siteOf(workspace.origin, ['spec', 'catalog', 'sources', index, 'url']);
    return [diagnostic('lint/feed-never-fetched', { source: name }, { at })];
  });
}

const workspaceOf = ({ estate }: LintContext): Resource<'Workspace'> | undefined =>
  [...(estate.resources.Workspace?.values() ?? [])][0];

/**
 * `lint/stale-asset`: last seen longer ago than `staleAfter`, or reported no more by its source, so what is known of it
 * proves nothing. Once a file and cause.
 */
export function staleAssets(context: LintContext): readonly Diagnostic[] {
  const { estate, asOf } = context;
  const causes = {
    old: `not seen for more than ${estate.workspace.staleAfter.text}`,
    missing: 'no longer reported by the source that saw them',
  };
  return (['old', 'missing'] as const).flatMap((kind) =>
    byInventory(estate.assets.filter((asset) => unseenOf(asset, estate.workspace, asOf)?.kind === kind)).map(
      (assets) => {
        const [first] = assets;
        const at = context.siteOf(first.origin, [...first.pointer, 'name']);
        return diagnostic('lint/stale-asset', { assets: assetsText(assets), why: causes[kind] }, { at });
      },
    ),
  );
}

/** `lint/never-observed`: nothing says what runs on it. Counted once, at the first. */
export function neverObserved(context: LintContext): readonly Diagnostic[] {
  const unseen = context.estate.assets.filter(
    ({ lastSeen, componentSets, partlyRead }) => lastSeen === undefined && componentSets.length === 0 && !partlyRead,
  );
  const [first] = unseen;
  if (first === undefined) return [];
  const at = context.siteOf(first.origin, [...first.pointer, 'name']);
  return [diagnostic('lint/never-observed', { assets: assetsText(unseen) }, { at })];
}
