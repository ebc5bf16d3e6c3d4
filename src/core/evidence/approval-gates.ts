import type { Estate } from '../../model/estate.ts';
import { parseInstant } from '../time.ts';
import { peopleIn } from './approval-people.ts';
import { readApproval } from './approval-reading.ts';
import { lastWords } from './supersession.ts';

/** What is on record about the approval of a merged Change. */
export interface RecordedApproval {
  readonly record: string;
  /** Person who states it, where no forge does. */
  readonly assertedBy: string | undefined;
  /** Why what was merged is not approved; empty: it is. */
  readonly lacks: readonly string[];
}

/**
 * The approvals of merged Changes, by Change. Only a record that nobody corrected speaks, and of several the last one. A
 * Change without a record is approved by its merge, and nothing shows by whom.
 */
export function recordedApprovals(estate: Estate): ReadonlyMap<string, RecordedApproval> {
  const people = peopleIn(estate);
  const records = lastWords([...(estate.resources.ApprovalRecord?.values() ?? [])])
    .map(({ name, document: { spec } }) => ({
      name,
      spec,
      at: parseInstant(spec.mergedAt ?? spec.claimedAt ?? '') ?? 0,
    }))
    .sort((left, right) => left.at - right.at || (left.name < right.name ? -1 : 1));
  return new Map(
    records.flatMap(({ name, spec }) => {
      const { changes, lacks } = readApproval(spec, people);
      const approval = { record: name, assertedBy: spec.assertedBy, lacks };
      return changes.map((change) => [change, approval] as const);
    }),
  );
}
