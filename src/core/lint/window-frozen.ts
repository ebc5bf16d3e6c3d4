import type { Asset } from '../../model/asset.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import { overlap } from '../schedule/freeze.ts';
import { type Service, withoutFreezes } from '../schedule/service.ts';
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
  const year = context.year();
  const { open, shut } = sortWindows(year, assets);
  return [...shut].flatMap(([window, services]) => {
    const resource = resources.MaintenanceWindow?.get(window.name);
    if (open.has(window) || resource === undefined) return [];
    const freezes = [...services]
      .flatMap((service) => service.freezes)
      .filter(({ intervals }) =>
        window.occurrences.some((occurrence) => intervals.some((interval) => overlap(interval, occurrence))),
      );
    const names = namesText([...new Set(freezes.map(({ name }) => name))].sort());
    const at = context.siteOf(resource.origin, ['metadata', 'name']);
    return [diagnostic('lint/window-always-frozen', { window: window.name, freezes: names }, { at })];
  });
}

/** Windows with a place that is left for somebody, and those that have places only where no freeze is. */
function sortWindows(
  { calendar, shapeOf }: LintYear,
  assets: readonly Asset[],
): { readonly open: ReadonlySet<WindowPlan>; readonly shut: ReadonlyMap<WindowPlan, ReadonlySet<Service>> } {
  const open = new Set<WindowPlan>();
  const shut = new Map<WindowPlan, Set<Service>>();
  const asked = new Set<string>();
  for (const asset of assets) {
    const whole = calendar.serviceOf(asset, []);
    const shape = shapeOf(asset);
    for (const priority of new Set(whole.windows.flatMap((window) => [...window.priorities]))) {
      const service = calendar.serviceOf(asset, [priority]);
      const key = `${service.key} ${JSON.stringify(shape)}`;
      if (asked.has(key)) continue;
      asked.add(key);
      for (const { window } of calendar.slotsOf(service, shape).slots) open.add(window);
      const thawed = calendar.slotsOf(withoutFreezes(service), shape).slots.map(({ window }) => window);
      for (const window of new Set(thawed)) shut.set(window, (shut.get(window) ?? new Set()).add(service));
    }
  }
  return { open, shut };
}
