import type { OscalRiskStatus } from '../../model/oscal.ts';
import type { RequirementState } from '../../model/requirement.ts';
import { selects } from '../estate/select.ts';
import { coveredBy } from '../exception/scope.ts';
import { approvedExceptions } from '../prioritise/approval.ts';
import type { RequirementRow } from '../report/requirements.ts';
import { readMoment } from '../time.ts';
import type { OscalContext } from './input.ts';

/** Where a risk stands, in the words of OSCAL. */
export type StatusOf = (row: RequirementRow) => OscalRiskStatus;

/** What a state alone makes of a risk; open ones are being remediated once a visit is approved. */
const byState: Readonly<Record<RequirementState, OscalRiskStatus>> = {
  open: 'open',
  'due-soon': 'open',
  overdue: 'open',
  'no-fix': 'open',
  declined: 'open',
  rejected: 'open',
  unknown: 'investigating',
  excepted: 'deviation-approved',
  mitigated: 'remediating',
  'pending-reboot': 'remediating',
  'pending-activation': 'remediating',
  unverified: 'remediating',
  done: 'closed',
};

const underWay: ReadonlySet<string> = new Set(['approved', 'in-progress', 'soaking']);

/**
 * The status of each risk. `deviation-approved`: an exception in force covers it whole; `deviation-requested`: one that
 * nobody approved yet would. An asset or version that nobody could judge is under investigation, never closed.
 */
export function statuses(context: OscalContext): StatusOf {
  const asked = requested(context);
  return ({ requirement, visit }) => {
    const status = byState[requirement.state];
    if (status !== 'open') return status;
    if (asked.has(requirement.id)) return 'deviation-requested';
    return visit !== undefined && underWay.has(visit.state) ? 'remediating' : 'open';
  };
}

/** Requirements that an exception without an approval names, and that has not ended. */
function requested({ input: { decision } }: OscalContext): ReadonlySet<string> {
  const { estate, plan } = decision;
  const { timeZone } = estate.workspace;
  const approved = approvedExceptions(estate, plan.asOf);
  const open = [...(estate.resources.Exception?.values() ?? [])].filter(({ name, document }) => {
    const expires = readMoment(document.spec.expires, timeZone, 'end');
    return !approved.has(name) && expires !== undefined && plan.asOf < expires;
  });
  return new Set(
    open.flatMap(({ document: { spec } }) => {
      const names = new Set(
        estate.assets.filter((asset) => selects(spec.selector, asset, estate.componentSets)).map(({ name }) => name),
      );
      const meant = plan.requirements.filter(({ asset }) => names.has(asset));
      return coveredBy(spec, meant, timeZone).map(({ requirement }) => requirement.id);
    }),
  );
}
