import type { Ledger, LedgerFinding } from '../../model/ledger.ts';
import type { Priority } from '../../model/requirement.ts';
import { priorities } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';

/** One finding from when it was opened to how it ended, as the ledger has it. */
export interface Episode {
  readonly openedAt: Instant;
  readonly closedAt: Instant | undefined;
  readonly closedBy: string | undefined;
  /** The earliest first due of all policies; `undefined`: none was kept, or none was set. */
  readonly due: Instant | undefined;
  /** The most urgent of all policies; `undefined`: none was kept. */
  readonly priority: Priority | undefined;
  /** It had been open before. */
  readonly isReopened: boolean;
}

/** Every episode of every finding of the ledger. Of earlier ones the ledger keeps when they were, not what was due. */
export function* episodesOf({ assets }: Ledger): Iterable<Episode> {
  for (const packages of assets.values()) {
    for (const { findings } of packages.values()) for (const finding of findings) yield* episodesOfFinding(finding);
  }
}

function* episodesOfFinding(finding: LedgerFinding): Iterable<Episode> {
  const { openedAt, closed, earlier } = finding;
  for (const [index, before] of earlier.entries()) {
    yield {
      openedAt: before.openedAt,
      closedAt: before.closed?.at,
      closedBy: before.closed?.by,
      due: undefined,
      priority: undefined,
      isReopened: index > 0,
    };
  }
  const dues = [...finding.dues.values()];
  const firstDues = dues.flatMap(({ originalDue, due }) => originalDue ?? due ?? []);
  yield {
    openedAt,
    closedAt: closed?.at,
    closedBy: closed?.by,
    due: firstDues.length === 0 ? undefined : (Math.min(...firstDues) as Instant),
    priority: priorities.find((priority) => dues.some((one) => one.priority === priority)),
    isReopened: earlier.length > 0,
  };
}
