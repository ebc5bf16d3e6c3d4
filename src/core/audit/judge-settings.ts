import type { AuditCheck } from '../../model/audit.ts';
import type { Estate } from '../../model/estate.ts';
import type { ForgeSettingsRecord } from '../../model/generated/forge-settings-record.ts';
import type { Resource } from '../../model/resource.ts';
import { inTime } from '../record/settings.ts';

type Spec = ForgeSettingsRecord['spec'];

/**
 * Judges by the snapshots on record whether a merge could have gone past review: what demanded one, who might pass by, and
 * what the forge did not show. What stood before the first snapshot is not known. `undefined`: there is no forge.
 */
export function judgeSettings(estate: Estate): AuditCheck | undefined {
  const { forge } = estate.workspace;
  if (forge.kind === 'local') return undefined;
  const specs = settingsOfBase(estate).map(({ document }) => document.spec);
  const found =
    specs.length === 0
      ? [`nothing is on record of what guards ${forge.baseBranch}: patchledger record settings`]
      : specs.flatMap((spec, at) => weaknesses(spec, specs[at + 1]));
  return {
    id: 'settings',
    title: `nothing could be merged into ${forge.baseBranch} without a review`,
    verdict: found.length === 0 ? 'holds' : 'not known',
    lookedAt: lookedAt(specs),
    found,
  };
}

/** Snapshots of the base branch, from the first to the last. */
export function settingsOfBase({
  resources,
  workspace: { forge },
}: Estate): readonly Resource<'ForgeSettingsRecord'>[] {
  const all = [...(resources.ForgeSettingsRecord?.values() ?? [])];
  return inTime(all.filter(({ document }) => document.spec.branch === forge.baseBranch));
}

/** Did anything that the forge showed demand a review? A pull request that nobody needs to approve is none. */
export const demandsReview = ({ guards }: Spec): boolean =>
  guards.some(
    ({ rule, value = '' }) =>
      (rule === 'pull_request' || rule === 'required_pull_request_reviews') &&
      (!/"required_approving_review_count":0\b/.test(value) || /"require_code_owner_reviews?":true/.test(value)),
  );

function lookedAt(specs: readonly Spec[]): string {
  const [first] = specs;
  const last = specs.at(-1);
  if (first === undefined || last === undefined) return '0 snapshots';
  const count = `${specs.length} ${specs.length === 1 ? 'snapshot' : 'snapshots'} since ${first.readAt}`;
  return first === last ? count : `${count}, the last change on ${last.readAt}`;
}

/** What speaks against a snapshot, for as long as it stood: until the next one, which differs. */
export function weaknesses(spec: Spec, next: Spec | undefined): readonly string[] {
  const { branch, readAt, bypass = [], codeownerErrors = [], unread = [] } = spec;
  const when = `from ${readAt}${next === undefined ? '' : ` to ${next.readAt}`}`;
  const free = bypass.filter(({ mode }) => mode === undefined || mode === 'always').map(({ who }) => who);
  return [
    ...(demandsReview(spec) ? [] : [`${when} nothing that the forge showed demanded a review on ${branch}`]),
    ...(free.length > 0 ? [`${when} these could pass by what guards ${branch}: ${free.join(', ')}`] : []),
    ...codeownerErrors.map((line) => `${when} a line of CODEOWNERS counted for nothing: ${line}`),
    ...unread.map(({ part, reason }) => `${when} the forge did not show its ${part}: ${reason}`),
  ];
}
