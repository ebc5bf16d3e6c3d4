import { conflictingRoles, leadTimes, requesterApproves, unheldRoles } from './approval-starvation.ts';
import { clockChanges } from './clock-changes.ts';
import type { Lint } from './context.ts';
import { unknownRates } from './cost-rates.ts';
import { unreviewedEmergencies } from './emergency-review.ts';
import { expiringExceptions, unnamedMitigations } from './exceptions.ts';
import { neverFetched, neverObserved, staleAssets, staleFeeds } from './freshness.ts';
import { infeasiblePromises } from './infeasible-promise.ts';
import { differingMirrors } from './mirror-differs.ts';
import { neverFiringRules } from './rule-never-fires.ts';
import { tableGaps } from './table-gap.ts';
import { withoutOwner, withoutPolicy, withoutRing, withoutWindow } from './uncovered-assets.ts';
import { unorderedPatches } from './unordered-patches.ts';
import { unsupportedSoftware } from './unsupported-software.ts';
import { vagueWording } from './vague-wording.ts';
import { alwaysFrozen } from './window-frozen.ts';

const lint = (id: string, title: string, run: Lint['run'], needs: 'whole' | 'any' = 'any'): Lint =>
  Object.freeze({ id, title, run, needsWhole: needs === 'whole' });

/** Every static check that no earlier stage makes, in the order in which they run. */
export const lints: readonly Lint[] = Object.freeze([
  lint('rule-never-fires', 'rules that can never decide', neverFiringRules),
  lint('table-gap', 'findings of which no rule asks anything', tableGaps, 'whole'),
  lint('asset-without-policy', 'assets that no policy selects', withoutPolicy, 'whole'),
  lint('asset-without-window', 'assets that no window serves', withoutWindow, 'whole'),
  lint('asset-without-owner', 'assets that nobody owns', withoutOwner),
  lint('asset-without-ring', 'assets that a rollout takes and no ring does', withoutRing),
  lint('window-always-frozen', 'windows that freezes take whole', alwaysFrozen, 'whole'),
  lint('clock-changes', 'windows that a clock change takes away or doubles', clockChanges),
  lint('infeasible-promise', 'time limits that no window can meet', infeasiblePromises, 'whole'),
  lint('lead-time-too-long', 'lead times longer than the time limit', leadTimes),
  lint('role-unheld', 'approvers whom nobody is', unheldRoles, 'whole'),
  lint('roles-conflict', 'approvals that one person would have to give twice', conflictingRoles, 'whole'),
  lint('requester-approves', 'exceptions that only their requester could approve', requesterApproves, 'whole'),
  lint('emergency-unreviewed', 'emergency work without its review', unreviewedEmergencies),
  lint('exception-expiring', 'exceptions that end soon', expiringExceptions),
  lint('mitigation-unnamed', 'mitigated risks without a control', unnamedMitigations),
  lint('stale-feed', 'sources that are too old', staleFeeds),
  lint('feed-never-fetched', 'sources that were never fetched', neverFetched, 'whole'),
  lint('stale-asset', 'assets not seen for too long', staleAssets),
  lint('never-observed', 'assets of which nobody knows what runs on them', neverObserved, 'whole'),
  lint('unsupported-software', 'assets past their support', unsupportedSoftware, 'whole'),
  lint('patch-version-unordered', 'releases whose versions nobody can order', unorderedPatches),
  lint('cost-rate-unknown', 'work priced at a rate that nobody states', unknownRates),
  lint('vague-wording', 'words that cannot be tested', vagueWording),
  lint('mirror-differs', 'staging assets unlike what they mirror', differingMirrors),
]);
