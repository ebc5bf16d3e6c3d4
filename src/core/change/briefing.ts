import type { Briefing } from '../../model/briefing.ts';
import type { ChangeContent } from '../../model/change.ts';
import { componentKey } from '../assess/component-key.ts';
import type { Decision } from '../plan/decision.ts';
import { testsOf, wayBackOf } from './evidence-briefing.ts';
import { type EarlierApproval, sinceApproval } from './since-approval.ts';
import { waitingIn } from './waiting.ts';

/** Briefs the reviewers of Changes. What all of them rest on is read once. */
export function briefingIn(
  { plan, estate, assessments }: Decision,
  contents: readonly ChangeContent[],
): (content: ChangeContent, approval: EarlierApproval | undefined) => Briefing {
  const judged = new Map(
    plan.requirements.flatMap(({ id, component }) => {
      const assessment = assessments.get(componentKey(component));
      return assessment === undefined ? [] : [[id, assessment] as const];
    }),
  );
  const waitingOf = waitingIn(estate, contents);
  return (content, approval) => ({
    waiting: waitingOf(content),
    tests: testsOf(content, estate),
    wayBack: wayBackOf(content, estate),
    since: approval && sinceApproval(approval, content),
    assessments: judged,
  });
}
