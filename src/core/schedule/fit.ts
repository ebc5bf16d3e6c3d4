import type { Asset } from '../../model/asset.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import { durationText } from '../time.ts';
import type { ScheduleContext } from './context.ts';
import { remember } from './group.ts';
import type { Calendar, Service } from './service.ts';

/**
 * Assets whose own visit is longer than the waves of all windows that serve them (`schedule/visit-fits-nowhere`): they are
 * never visited. Those that ask for the same of the same windows are one diagnostic, which points at the first.
 */
export function unfitVisits(context: ScheduleContext, calendar: Calendar): readonly Diagnostic[] {
  const unfit = new Map<Service, Map<number, Asset[]>>();
  for (const asset of context.estate.assets) {
    const { visitDurationMs } = asset;
    if (visitDurationMs === undefined) continue;
    const service = calendar.serviceOf(asset, []);
    if (service.windows.length === 0 || service.windows.some(({ visitMs }) => visitMs >= visitDurationMs)) continue;
    const byLength = remember(unfit, service, () => new Map<number, Asset[]>());
    remember(byLength, visitDurationMs, () => []).push(asset);
  }
  return [...unfit].flatMap(([{ windows }, byLength]) =>
    [...byLength].map(([lengthMs, assets]) => {
      const args = {
        assets: namesOf(assets),
        visit: durationText(lengthMs),
        windows: windows.map(({ name }) => name).join(', '),
      };
      const [first] = assets;
      return diagnostic('schedule/visit-fits-nowhere', args, first && { at: siteOf(context, first) });
    }),
  );
}

/** `asset db-1 and 3 more`, in a message that is about the first. */
export function namesOf(assets: readonly Asset[]): string {
  const more = assets.length - 1;
  return `asset ${assets[0]?.name ?? ''}${more === 0 ? '' : ` and ${more} more`}`;
}

/** Where the asset stands, which may have its length from the defaults of its inventory. */
function siteOf({ locate }: ScheduleContext, { origin, pointer }: Asset): { file: string; range: Diagnostic['range'] } {
  return { file: origin.file, range: locate?.(origin, [...pointer, 'name']) };
}
