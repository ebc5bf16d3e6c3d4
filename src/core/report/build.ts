import type { Plan } from '../../model/plan.ts';
import type { Report, ReportDocument } from '../../model/report.ts';
import { activitiesDocument } from './activities.ts';
import { ageingDocument } from './ageing.ts';
import { approvalDocument } from './approvals.ts';
import { counted } from './cells.ts';
import { changedSentences } from './changed.ts';
import { deploymentLogDocument } from './deployment-log.ts';
import { dossiersOf } from './dossiers.ts';
import { exceptionDocument } from './exception-register.ts';
import type { ReportInput } from './input.ts';
import { integrityDocument } from './integrity.ts';
import { inventoryDocument } from './inventory.ts';
import { metricsDocument } from './metrics.ts';
import { patchStatusDocument } from './patch-status.ts';
import { poamDocument } from './poam.ts';
import { policyDocument } from './policies.ts';
import { rolesDocument } from './roles.ts';
import { sourceDocument } from './source-register.ts';
import { trialDocument } from './trials.ts';
import { withPeriodTold } from './within.ts';

/**
 * Makes the report that every format prints (audit pack D1 to D14). It decides nothing: it lists what the plan says,
 * with the population of each listing and the gaps beside it. Equal decisions give equal reports.
 */
export function buildReport(input: ReportInput): Report {
  const { plan, estate } = input.decision;
  return {
    title: 'Patch management report',
    organisation: estate.workspace.name,
    provenance: {
      commit: plan.commit,
      asOf: plan.asOf,
      period: input.period,
      inputsDigest: plan.inputsDigest,
      tool: plan.tool,
      timeZone: plan.timeZone,
      sourceUrl: sourceUrl(input),
    },
    verdict: verdictSentences(plan),
    changed: changedSentences(input),
    documents: documentsOf(input).map((document) => withPeriodTold(input, document)),
    ...dossiersOf(input),
    frameworks: input.frameworks,
  };
}

/** The documents of the pack, in its order. */
const documentsOf = (input: ReportInput): readonly ReportDocument[] => [
  policyDocument(input),
  inventoryDocument(input),
  sourceDocument(input),
  patchStatusDocument(input),
  ageingDocument(input),
  exceptionDocument(input),
  approvalDocument(input),
  trialDocument(input),
  deploymentLogDocument(input),
  poamDocument(input),
  metricsDocument(input),
  rolesDocument(input),
  activitiesDocument(input),
  integrityDocument(input),
];

/** Where GitHub shows a file at a commit. */
function sourceUrl({ decision: { plan, estate } }: ReportInput): string | undefined {
  const { kind, repository } = estate.workspace.forge;
  if (kind !== 'github' || repository === undefined || plan.commit === undefined) return undefined;
  return `https://github.com/${repository}/blob/${plan.commit}/`;
}

/** The verdict on the estate in a few sentences, the worst news not later than the best. */
function verdictSentences({ summary, requirements }: Plan): readonly string[] {
  const { assets } = summary;
  const overdue = requirements.filter((requirement) => requirement.overdue);
  const excepted = overdue.filter(({ state }) => state === 'excepted').length;
  const noFix = summary.requirements.byState['no-fix'];
  return [
    `${assets.compliant} of ${counted(assets.total, 'asset')} compliant: ${assets['non-compliant']} not compliant, ` +
      `${assets.unknown} unknown, ${assets.stale} stale.`,
    `${counted(overdue.length, 'requirement')} overdue, ${excepted} of them under an exception; ` +
      `${counted(summary.requirements.total, 'requirement')} in all, ${noFix} without a fix.`,
  ];
}
