import { counted } from '../counted.ts';
import type { Decision } from '../plan/decision.ts';
import type { Episode } from './episodes.ts';
import { type LedgerLag, ledgerLag } from './lag.ts';

/** What keeps the figures from saying more, in sentences. `closed` was patched in the period. */
export function limitsOf(decision: Decision, closed: readonly Episode[]): readonly string[] {
  const { ledger } = decision;
  const withoutDue = closed.filter(({ due }) => due === undefined).length;
  return [
    ...(ledger.records === 0
      ? [
          'There is no ledger: nothing is known of what was open before today. Run patchledger observe on the base branch.',
        ]
      : lagLines(ledgerLag(decision))),
    ...(withoutDue > 0
      ? [
          `The ledger does not keep the due of ${counted(withoutDue, 'patched finding')}: none of them counts for a deadline.`,
        ]
      : []),
    'When something was opened and closed is when a run of patchledger observe saw it.',
  ];
}

/** What the ledger does not know yet, or knows no longer, in sentences. */
export function lagLines({ unseen, outdated }: LedgerLag): readonly string[] {
  const until = 'figures of the ledger are behind until patchledger observe runs';
  return [
    ...(unseen > 0
      ? [`The ledger holds nothing of ${counted(unseen, 'requirement')} of today as open: ${until}.`]
      : []),
    ...(outdated > 0
      ? [`The ledger holds ${counted(outdated, 'package')} as open of which nothing is required today: ${until}.`]
      : []),
  ];
}
