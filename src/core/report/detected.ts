import type { Requirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { requirementKey } from '../ledger/identity.ts';
import type { ReportInput } from './input.ts';

/** When a run of the ledger first saw any finding of a requirement that is still open; `undefined`: no run did. */
export function detections({
  decision: { plan, ledger },
}: Pick<ReportInput, 'decision'>): (requirement: Requirement) => Instant | undefined {
  const uids = new Map(plan.assets.map(({ name, uid }) => [name, uid] as const));
  return ({ asset, component: { ecosystem, name, path } }) => {
    const known = ledger.assets.get(uids.get(asset) ?? '')?.get(requirementKey(ecosystem, name, path));
    const opened = (known?.findings ?? []).filter(({ closed }) => closed === undefined).map(({ openedAt }) => openedAt);
    return opened.length === 0 ? undefined : (Math.min(...opened) as Instant);
  };
}
