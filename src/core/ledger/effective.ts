import type { Estate } from '../../model/estate.ts';
import type { PolicyChange, PolicyChanges } from '../../model/ledger.ts';
import type { Instant } from '../../model/time.ts';
import type { PolicyTable } from '../prioritise/table.ts';

/** What tells when policies that the ledger does not hold yet became effective. */
export interface EffectiveInput {
  readonly estate: Estate;
  readonly tables: readonly PolicyTable[];
  /** The last commit that changed each file, by path; absent: the history is not known. */
  readonly changes: PolicyChanges | undefined;
  /** The last run of the ledger. */
  readonly lastAt: Instant | undefined;
  readonly asOf: Instant;
}

/** When a policy became what it is; without a commit it is the instant at hand that stands in. */
export type EffectiveOf = (policy: string) => Partial<Pick<PolicyChange, 'commit'>> & Pick<PolicyChange, 'at'>;

/**
 * Says since when a policy governs that was changed since the last run: since the commit that changed its file, else that
 * of a policy that extends it, else that of the Workspace, whichever lies after that run. A commit is as old as it says;
 * what it says is never believed beyond the last run, which still saw the policy as it was before.
 */
export function effectiveIn({ estate, tables, changes, lastAt, asOf }: EffectiveInput): EffectiveOf {
  const fileOf = new Map(tables.map(({ table }) => [table.policy, table.origin.file] as const));
  const isNew = ({ at }: PolicyChange): boolean => at <= asOf && (lastAt === undefined || at > lastAt);
  const newest = (files: readonly string[]): PolicyChange | undefined =>
    files
      .flatMap((file) => changes?.get(file) ?? [])
      .filter(isNew)
      .reduce<PolicyChange | undefined>(
        (best, one) => (best === undefined || one.at > best.at ? one : best),
        undefined,
      );
  const workspaces = [...(estate.resources.Workspace?.values() ?? [])].map(({ origin }) => origin.file);
  return (policy) => {
    const extending = tables.filter(({ table }) => table.policy === policy).flatMap(({ through }) => through);
    const filesOf = (names: readonly string[]): readonly string[] => names.flatMap((name) => fileOf.get(name) ?? []);
    return newest(filesOf([policy])) ?? newest(filesOf(extending)) ?? newest(workspaces) ?? { at: asOf };
  };
}
