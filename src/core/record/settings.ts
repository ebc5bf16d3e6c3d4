import type { BranchSettings } from '../../model/forge-settings.ts';
import type { ForgeSettingsRecord } from '../../model/generated/forge-settings-record.ts';
import type { Resource } from '../../model/resource.ts';
import { canonicalJson } from '../digest.ts';
import { parseInstant } from '../time.ts';

type Spec = ForgeSettingsRecord['spec'];

/** What a record of settings says, in one order whatever the order of the forge, and without what changes by itself. */
export function settingsSpec(
  { guards, bypass, codeownerErrors, unread }: BranchSettings,
  { repository, branch, readAt }: Pick<Spec, 'branch' | 'readAt' | 'repository'>,
): Spec {
  const rules = guards.map(({ from, rule, value }) => {
    const plain = withoutAddresses(value);
    return { from, rule, ...(plain !== undefined && plain !== null && { value: canonicalJson(plain) }) };
  });
  const passers = bypass.map(({ from, who, mode }) => ({ from, who, ...(mode !== undefined && { mode }) }));
  return {
    ...{ repository, branch, readAt, guards: sorted(rules) },
    ...(passers.length > 0 && { bypass: sorted(passers) }),
    ...(codeownerErrors.length > 0 && { codeownerErrors: codeownerErrors.toSorted() }),
    ...(unread.length > 0 && { unread: sorted(unread) }),
  };
}

/** Does a record say of its branch what another says, whenever either was read? */
export const saysTheSame = (left: Spec, right: Spec): boolean => contentOf(left) === contentOf(right);

/** Records from the first to the last, by when they were read. */
export const inTime = (
  records: readonly Resource<'ForgeSettingsRecord'>[],
): readonly Resource<'ForgeSettingsRecord'>[] => records.toSorted((left, right) => readAt(left) - readAt(right));

const readAt = ({ document }: Resource<'ForgeSettingsRecord'>): number => parseInstant(document.spec.readAt) ?? 0;

const contentOf = (spec: Spec): string => canonicalJson({ ...spec, readAt: undefined, source: undefined });

const sorted = <T>(items: readonly T[]): readonly T[] =>
  items
    .map((item) => [canonicalJson(item), item] as const)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, item]) => item);

/** Addresses and ids of the API's own making say nothing about a rule; accounts and teams are their names. */
function withoutAddresses(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAddresses);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value);
  const name = fields.find(([key]) => key === 'login' || key === 'slug');
  if (name !== undefined) return name[1];
  return Object.fromEntries(
    fields
      .filter(([key]) => !/(?:^|_)(?:url|links)$|^node_id$/.test(key))
      .map(([key, one]) => [key, withoutAddresses(one)]),
  );
}
