import type { ChangeContent } from '../../model/change.ts';
import type { ForgeProblem } from '../../model/forge.ts';
import type { Plan } from '../../model/plan.ts';
import type { Dashboard, DashboardChange } from '../../model/proposal.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { isWriteStep, type ProposalStep } from './reconcile.ts';

/** How proposing went for one branch, as far as the dashboard shows it. */
export interface DashboardOutcome {
  readonly url: string | undefined;
  readonly failure: ForgeProblem | undefined;
}

/** Gathers what is open, held back, declined and overdue, the most pressing first. */
export function dashboardOf(
  plan: Plan,
  steps: readonly ProposalStep[],
  outcomes: ReadonlyMap<string, DashboardOutcome>,
): Dashboard {
  const changeOf = ({
    branch,
    content,
  }: {
    readonly branch: string;
    readonly content: ChangeContent;
  }): DashboardChange => {
    const { visits, key } = content;
    const dues = visits.flatMap(({ requirements }) => requirements.flatMap(({ due }) => due ?? []));
    return {
      branch,
      url: outcomes.get(branch)?.url,
      visits: visits.length,
      approvers: key.approvers,
      firstStart: visits[0]?.start,
      earliestDue: dues.length === 0 ? undefined : (Math.min(...dues) as Instant),
      late: visits.filter(({ isLate }) => isLate).length,
    };
  };
  const failures = [...outcomes].flatMap(([branch, { failure }]) =>
    failure === undefined ? [] : [{ branch, cause: failure.cause, remedy: failure.remedy }],
  );
  return {
    timeZone: plan.timeZone,
    overdue: plan.requirements.filter(({ overdue }) => overdue).sort(byDue),
    declined: plan.requirements.filter(({ state }) => state === 'declined').sort(byDue),
    failed: failures,
    edited: steps.flatMap((step) => (step.kind === 'edited' ? [changeOf(step)] : [])),
    heldBack: steps.flatMap((step) => (step.kind === 'held-back' ? [{ ...changeOf(step), limit: step.limit }] : [])),
    open: steps.flatMap((step) => {
      const { branch } = step;
      if (step.kind === 'queued')
        return step.content === undefined ? [] : [changeOf({ branch, content: step.content })];
      return isWriteStep(step) ? [changeOf(step)] : [];
    }),
  };
}

const byDue = (left: Requirement, right: Requirement): number => {
  const [one, other] = [left.due ?? Number.MAX_SAFE_INTEGER, right.due ?? Number.MAX_SAFE_INTEGER];
  return one - other || (left.id < right.id ? -1 : 1);
};
