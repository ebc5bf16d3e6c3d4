import type { Estate } from '../../model/estate.ts';
import type { GapCheck, ReportCell } from '../../model/report.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant } from '../../model/time.ts';
import { peopleIn } from '../evidence/approval-people.ts';
import { readApproval } from '../evidence/approval-reading.ts';
import { lastWords } from '../evidence/supersession.ts';
import { formatInstant, parseInstant } from '../time.ts';
import { absentCell, counted, textCell } from './cells.ts';

/** A Change that somebody approved who may, with the record that says so. */
export interface GoAhead {
  readonly record: string;
  readonly at: Instant | undefined;
}

/** The go-ahead of each Change, by its name: the first approval that stands. What is not there was not approved. */
export function goAheads(estate: Estate): ReadonlyMap<string, GoAhead> {
  const people = peopleIn(estate);
  const given = new Map<string, GoAhead>();
  for (const { name, document } of lastWords([...(estate.resources.ApprovalRecord?.values() ?? [])])) {
    const { approvers, lacks, approvedAt, changes } = readApproval(document.spec, people);
    if (approvers.length === 0 || lacks.length > 0) continue;
    for (const change of changes) {
      const known = given.get(change);
      if (known === undefined || (approvedAt ?? 0) < (known.at ?? 0))
        given.set(change, { record: name, at: approvedAt });
    }
  }
  return given;
}

type Test = Resource<'TestRecord'>;

/** Whether the Change that a test is for was approved, and on which side of the test. */
export function goAheadCell({ document: { spec } }: Test, given: ReadonlyMap<string, GoAhead>): ReportCell {
  if (spec.change === undefined) return absentCell('it names no Change');
  const go = given.get(spec.change);
  if (go === undefined) return absentCell('no approval on record');
  const ended = parseInstant(spec.endedAt);
  if (go.at === undefined || ended === undefined) return textCell(`approved, when is not known (${go.record})`);
  return textCell(`approved ${go.at < ended ? 'before' : 'after'} the test, ${formatInstant(go.at)} (${go.record})`);
}

/** That no Change got its go-ahead although the last test of it failed. */
export function goAheadGap(tests: readonly Test[], given: ReadonlyMap<string, GoAhead>): GapCheck {
  const last = new Map<string, Test>();
  for (const test of tests) {
    const { change, endedAt } = test.document.spec;
    if (change === undefined) continue;
    const before = last.get(change)?.document.spec.endedAt;
    if (before === undefined || (parseInstant(endedAt) ?? 0) > (parseInstant(before) ?? 0)) last.set(change, test);
  }
  return {
    check: 'no Change was approved whose last test failed',
    lookedAt: counted(last.size, 'Change with a test'),
    found: [...last].flatMap(([change, { name, document }]) =>
      document.spec.result === 'failed' && given.has(change) ? [`${change}: ${name}`] : [],
    ),
  };
}
