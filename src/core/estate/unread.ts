import type { Asset } from '../../model/asset.ts';
import type { Estate, UnreadResource } from '../../model/estate.ts';
import type { Selector } from '../../model/generated/common.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Resource } from '../../model/resource.ts';
import type { RejectedResource } from '../load/load.ts';
import { isTimeZone } from '../time.ts';
import { selects } from './select.ts';
import type { Misaimed } from './selectors.ts';

/**
 * Everything that was left out of the estate for a mistake, by file and document: what its schema refused, what has the
 * name of another resource, and what stands in a time zone that there is not. What is `misaimed` is in the estate, and
 * may mean more assets than it selects.
 */
export function unreadResources(
  rejected: readonly RejectedResource[],
  dropped: readonly Resource[],
  misaimed: readonly Misaimed[] = [],
): readonly UnreadResource[] {
  const refused = rejected.map(({ kind, name, origin, readable }) => ({ kind, name, origin, ...readable }));
  const unused = dropped.map(({ kind, name, origin, document }) => ({ kind, name, origin, ...soundParts(document) }));
  const aimless = misaimed.map(({ resource: { kind, name, origin, document }, widest }) => {
    const { selector: _lost, ...spec } = document.spec as Readonly<Record<string, unknown>>;
    return { kind, name, origin, spec: { ...spec, ...(widest && { selector: widest }) }, lost: ['selector'] };
  });
  return [...refused, ...unused, ...aimless]
    .map((one) => ({ ...one, label: labelOf(one) }))
    .sort((a, b) => byText(a.origin.file, b.origin.file) || a.origin.document - b.origin.document);
}

/** What an entry of an Inventory counts as whose name cannot be read. */
export const unreadAsset = 'Asset';

/** Assets of which an Inventory does not tell the name, so that they are in no list. */
export function namelessAssets({ origin, gaps }: Resource<'Inventory'>): readonly UnreadResource[] {
  return (gaps?.nameless ?? []).map((name) => {
    return { kind: unreadAsset, name, origin, spec: {}, lost: ['name'], label: `${name} of ${origin.file}` };
  });
}

/** What is unread of a kind. */
export function unreadOf(
  { unread }: Pick<Estate, 'unread'>,
  kind: Kind | typeof unreadAsset,
): readonly UnreadResource[] {
  return unread.filter((one) => one.kind === kind);
}

/** Whom it selects, or may select: every asset (`undefined`) where its selector is lost, or was never written. */
export function widestSelector({ spec }: UnreadResource): Selector | undefined {
  return spec['selector'] as Selector | undefined;
}

/** May it be for this asset? */
export function mayMean(one: UnreadResource, asset: Asset, { componentSets }: Pick<Estate, 'componentSets'>): boolean {
  return selects(widestSelector(one), asset, componentSets);
}

function soundParts({ spec }: Resource['document']): Pick<UnreadResource, 'spec' | 'lost'> {
  const { timeZone, ...rest } = spec as Readonly<Record<string, unknown>>;
  if (typeof timeZone !== 'string' || isTimeZone(timeZone)) return { spec: { ...spec }, lost: [] };
  return { spec: rest, lost: ['timeZone'] };
}

function labelOf({ name, origin: { file, document } }: Pick<UnreadResource, 'name' | 'origin'>): string {
  const place = document === 0 ? file : `${file}, document ${document + 1}`;
  return name === file ? place : `${name} (${place})`;
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
