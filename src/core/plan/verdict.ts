import type { Asset } from '../../model/asset.ts';
import type { AssetVerdict } from '../../model/plan.ts';
import type { Reason, SharedRequirement } from '../../model/requirement.ts';
import { doubtIn } from '../assess/doubt.ts';
import { counted } from '../counted.ts';
import { isWholeEntry } from '../estate/gaps.ts';

/** What an asset's verdict rests on. */
export interface VerdictInput {
  readonly asset: Asset;
  readonly requirements: readonly SharedRequirement[];
  /** How many components the asset is known to carry. */
  readonly components: number;
  /** Components in ecosystems that no advisory source watches. */
  readonly unwatched: number;
  /** Policies that select it, or may, and cannot be read. */
  readonly unreadPolicies: readonly string[];
  /** Records of the ledger that cannot be read. */
  readonly unreadLedger: readonly string[];
  /** Does any policy select it? */
  readonly isSelected: boolean;
  /** Was it last seen longer ago than the Workspace's `staleAfter`? */
  readonly isStale: boolean;
}

/**
 * Says whether an asset is compliant, and why.
 * Only `compliant` is compliant: what was not seen lately is `stale`, what could not be judged is `unknown`,
 * and either outranks nothing but an open violation.
 */
export function judgeAsset(input: VerdictInput): AssetVerdict {
  const { asset, requirements } = input;
  const verdict = (compliance: AssetVerdict['compliance'], because: string): AssetVerdict => ({
    asset: asset.name,
    compliance,
    because,
  });

  const overdue = requirements.filter((requirement) => requirement.overdue && requirement.state !== 'excepted');
  if (overdue.length > 0) return verdict('non-compliant', `${counted(overdue.length, 'requirement')} overdue`);
  const pending = requirements.filter((requirement) => requirement.state === 'pending-reboot');
  if (pending.length > 0)
    return verdict('non-compliant', `${counted(pending.length, 'update')} not in effect until a reboot`);
  const owing = requirements.filter(({ state, reasons }) => state !== 'excepted' && reasons.some(isOverdueDuty));
  if (owing.length > 0) return verdict('non-compliant', `${counted(owing.length, 'requirement')} with duties overdue`);
  const missing = whatIsMissing(asset, input.components);
  if (missing !== undefined) return verdict('unknown', missing);
  // Lists show what is installed; until the reboot nobody knows what of it runs.
  if (asset.pendingReboot === true) return verdict('unknown', 'it waits for a reboot, so what runs is not known');
  const unjudged = requirements.filter((requirement) => requirement.state === 'unknown');
  if (unjudged.length > 0) return verdict('unknown', unjudgedText(unjudged));
  const leftOpen = whatIsLeftOpen(requirements.filter(({ state }) => !isSettled.has(state)));
  if (leftOpen !== undefined) return verdict('unknown', leftOpen);
  const unread = whatIsUnread(input);
  if (unread !== undefined) return verdict('unknown', unread);
  // A promise that nobody made cannot be kept. What a policy deliberately asks nothing about is another matter.
  const unasked = input.isSelected ? [] : requirements.filter(isUnasked);
  if (unasked.length > 0) {
    return verdict('unknown', `${counted(unasked.length, 'requirement')} open, and no policy selects it`);
  }
  if (input.unwatched > 0)
    return verdict('unknown', `${counted(input.unwatched, 'component')} unwatched by any advisory source`);
  if (input.isStale) return verdict('stale', 'not seen lately');
  return verdict('compliant', reasonForCompliance(requirements));
}

/** What was asked, or promised, in documents that cannot be read. */
function whatIsUnread({ requirements, unreadPolicies, unreadLedger }: VerdictInput): string | undefined {
  if (unreadPolicies.length > 0) {
    const policies = `${unreadPolicies.length === 1 ? 'policy' : 'policies'} ${unreadPolicies.join(' and ')}`;
    return `${policies} could not be read, so what is asked of it is not known`;
  }
  if (unreadLedger.length === 0 || requirements.every(({ state }) => isSettled.has(state))) return undefined;
  const more = unreadLedger.length > 1 ? ` and ${unreadLedger.length - 1} more of the ledger` : '';
  return `record ${unreadLedger[0] ?? ''}${more} could not be read, so which dues were set before is not known`;
}

/** What is not known of the asset itself, and so neither what is asked of it nor of which software. */
function whatIsMissing(asset: Asset, components: number): string | undefined {
  if (!isWholeEntry(asset)) {
    const keys = asset.gaps?.keys ?? [];
    const named = keys.length === 0 ? '' : ` (${keys.join(', ')})`;
    return `its entry could not be read whole${named}, so what is asked of it is not known`;
  }
  if (asset.partlyRead) return softwareText(asset);
  return components === 0 ? 'no component is known' : undefined;
}

/** A version may be sound, and what is published of it is not. */
function unjudgedText(unjudged: readonly SharedRequirement[]): string {
  return unjudged.every(({ findings }) => doubtIn(findings) === 'version')
    ? `${counted(unjudged.length, 'version')} cannot be ordered`
    : `${counted(unjudged.length, 'requirement')} cannot be judged`;
}

function softwareText({ gaps }: Asset): string {
  const [left, more] = [gaps?.components.slice(0, fewNames) ?? [], (gaps?.components.length ?? 0) - fewNames];
  const text = 'not all of its software could be read';
  return left.length === 0 ? text : `${text}: ${left.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const fewNames = 3;

/** What policies ask of what is open, where that is not known for want of facts or dates. */
function whatIsLeftOpen(open: readonly SharedRequirement[]): string | undefined {
  const undecided = open.filter(({ passedOver = [] }) => passedOver.length > 0);
  if (undecided.length > 0) return `facts are missing to tell what ${counted(undecided.length, 'requirement')} asks`;
  const undated = open.filter(({ reasons }) => reasons.some(isDueUnknown));
  if (undated.length > 0) return `nobody knows by when ${counted(undated.length, 'requirement')} must be met`;
  return undefined;
}

const isDueUnknown = ({ code }: Reason): boolean => code === 'due-unknown';
const isOverdueDuty = ({ code }: Reason): boolean => code === 'duty-overdue';

/** Open, and nobody set it a time that it could be within. */
export const isUnasked = ({ state, reasons }: SharedRequirement): boolean =>
  !isSettled.has(state) && state !== 'declined' && reasons.some(({ code }) => code === 'no-policy');

/** States in which nothing that a policy might still ask is open. */
const isSettled: ReadonlySet<SharedRequirement['state']> = new Set(['excepted', 'mitigated', 'done']);

function reasonForCompliance(requirements: readonly SharedRequirement[]): string {
  if (requirements.length === 0) return 'nothing is required';
  const inState = (state: SharedRequirement['state']): number =>
    requirements.filter((requirement) => requirement.state === state).length;
  const apart = [
    [inState('excepted'), 'excepted'],
    [inState('mitigated'), 'mitigated'],
    [inState('done'), 'done and not reported yet'],
    [inState('declined'), 'declined and uncovered'],
    [requirements.filter(isUnasked).length, 'that no policy speaks of'],
  ] as const;
  const open = requirements.length - apart.reduce((sum, [number]) => sum + number, 0);
  const parts = [
    ...(open > 0 ? [`${counted(open, 'requirement')} within its time`] : []),
    ...apart.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`),
  ];
  return parts.join(', ');
}
