import type { Asset } from '../../model/asset.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import { overlap } from '../schedule/freeze.ts';
import { groupBy } from '../schedule/group.ts';
import { type Calendar, type Service, type VisitShape, withoutFreezes } from '../schedule/service.ts';
import type { WindowPlan } from '../schedule/window.ts';
import { type LintContext, namesText } from './context.ts';
import type { LintYear } from './year.ts';

/**
 * `lint/window-always-frozen`: a window that happens in the year ahead and never serves anybody, because freezes take
 * every place in it, for every asset and every priority it is for.
 */
export function alwaysFrozen(context: LintContext): readonly Diagnostic[] {
  const { resources, assets } = context.estate;
  if (!resources.MaintenanceWindow?.size || !resources.Freeze?.size) return [];
  const frozen = frozenWindows(context.year(), assets);
  return [...frozen].flatMap(([window, services]) => {
    const resource = resources.MaintenanceWindow?.get(window.name);
    if (resource === undefined) return [];
    const freezes = services
      .flatMap((service) => service.freezes)
      .filter(({ intervals }) =>
        window.occurrences.some((occurrence) => intervals.some((interval) => overlap(interval, occurrence))),
      );
    const names = namesText([...new Set(freezes.map(({ name }) => name))].sort());
    const at = context.siteOf(resource.origin, ['metadata', 'name']);
    return [diagnostic('lint/window-always-frozen', { window: window.name, freezes: names }, { at })];
  });
}

/** Windows that have places for somebody only where no freeze is, with the services that would use them. */
function frozenWindows(
  { calendar, shapeOf }: LintYear,
  assets: readonly Asset[],
): ReadonlyMap<WindowPlan, readonly Service[]> {
  const open = new Set<WindowPlan>();
  const asked = new Map<string, { readonly service: Service; readonly shape: VisitShape }>();
  const isOpen = ({ windows }: Service): boolean => windows.every((window) => open.has(window));
  for (const asset of assets) {
    if (isOpen(calendar.serviceOf(asset, []))) continue;
    const shape = shapeOf(asset);
    for (const service of servicesOf(calendar, asset)) {
      const key = `${service.key} ${JSON.stringify(shape)}`;
      if (isOpen(service) || asked.has(key)) continue;
      asked.set(key, { service, shape });
      for (const { window } of calendar.slotsOf(service, shape).slots) open.add(window);
    }
  }
  const shut = [...asked.values()].filter(({ service }) => !isOpen(service));
  const taken = shut.flatMap(({ service, shape }) => {
    const thawed = new Set(calendar.slotsOf(withoutFreezes(service), shape).slots.map(({ window }) => window));
    return [...thawed].filter((window) => !open.has(window)).map((window) => ({ window, service }));
  });
  const byWindow = groupBy(taken, ({ window }) => window);
  return new Map([...byWindow].map(([window, all]) => [window, all.map(({ service }) => service)] as const));
}

/** What serves an asset, by the priorities that its windows are for. */
function servicesOf(calendar: Calendar, asset: Asset): readonly Service[] {
  const { windows } = calendar.serviceOf(asset, []);
  const wanted = new Set(windows.flatMap((window) => [...window.priorities]));
  return [...wanted].map((priority) => calendar.serviceOf(asset, [priority]));
}
