import type { Asset } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { Reason } from '../../model/requirement.ts';
import { mayMean, unreadOf } from '../estate/unread.ts';
import type { WindowPlan } from './window.ts';

/**
 * Why nobody may visit an asset while a Rollout that selects it, or may select it, cannot be read: it would be updated
 * together with all others, with nothing tried before. `undefined`: none does.
 */
export function unreadRolloutOf(estate: Estate): (asset: Asset) => Reason | undefined {
  const rollouts = unreadOf(estate, 'Rollout');
  return (asset) => {
    const rollout = rollouts.find((one) => mayMean(one, asset, estate));
    return (
      rollout && {
        code: 'rollout-unread',
        text: `rollout ${rollout.label} could not be read, so nobody knows what must go before this asset`,
      }
    );
  };
}

/** Windows that serve an asset, or may, and cannot be used: those that cannot be read, and those that cannot be meant. */
export type UnreadWindows = (asset: Asset) => readonly string[];

/** Which windows those are, for people. `windows` are those that could be read. */
export function unreadWindowsOf(estate: Estate, windows: readonly WindowPlan[]): UnreadWindows {
  const usable = new Set(windows.map(({ name }) => name));
  const meaningless = [...(estate.resources.MaintenanceWindow?.values() ?? [])]
    .filter(({ name }) => !usable.has(name))
    .map(({ kind, name, origin, document }) => ({
      ...{ kind, name, origin, label: `${name} (${origin.file})` },
      ...{ spec: { ...document.spec }, lost: [] },
    }));
  const unread = [...unreadOf(estate, 'MaintenanceWindow'), ...meaningless];
  if (unread.length === 0) return () => none;
  return (asset) => unread.filter((one) => mayMean(one, asset, estate)).map(({ label }) => label);
}

const none: readonly never[] = [];

/** Why no window serves an asset: there is none, or what there is cannot be read. */
export function whyNoneServes(unread: readonly string[]): Reason {
  return unread.length === 0
    ? { code: 'no-window', text: 'no maintenance window serves this asset' }
    : { code: 'window-unread', text: unreadWindowsText(unread) };
}

/** Where a window cannot be read, nobody knows whether it would have helped: the reason says so, whatever else it is. */
export function alsoUnread(reason: Reason, unread: readonly string[]): Reason {
  if (unread.length === 0 || reason.code === 'window-unread') return reason;
  return { ...reason, text: `${reason.text}; ${unreadWindowsText(unread)}` };
}

function unreadWindowsText(labels: readonly string[]): string {
  return `${labels.length === 1 ? 'window' : 'windows'} ${labels.join(' and ')} could not be read`;
}

/** What freezes that cannot be read hold up, in words; `undefined` where each is known. */
export function unreadFreezeReason(
  freezes: readonly { readonly name: string; readonly isUnread?: boolean | undefined }[],
): Reason | undefined {
  const unread = freezes.filter(({ isUnread }) => isUnread === true).map(({ name }) => name);
  if (unread.length === 0) return undefined;
  const names = `${unread.length === 1 ? 'freeze' : 'freezes'} ${unread.join(' and ')}`;
  return { code: 'freeze-unread', text: `${names} could not be read, so nobody knows when and for whom it holds` };
}
