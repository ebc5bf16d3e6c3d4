import type { OscalFinding } from '../../model/oscal.ts';
import type { GapCheck, ReportDocument, ReportDocumentId } from '../../model/report.ts';
import { counted } from '../report/cells.ts';
import type { Objective } from './controls.ts';
import type { OscalContext } from './input.ts';
import { observationId } from './observations.ts';
import { riskId } from './risks.ts';
import type { Unit } from './units.ts';

/** What was observed, by the document of the pack that lists it. */
export interface Observed {
  readonly units: readonly Unit[];
  readonly byDocument: ReadonlyMap<ReportDocumentId, readonly string[]>;
}

/** Documents whose subject is what is open: overdue work fails them. */
const aboutOpenWork: ReadonlySet<ReportDocumentId> = new Set(['D4', 'D5', 'D10']);

/**
 * What the evidence says of each objective. `fail`: something is overdue without an exception. `other`: a check of its
 * documents found a gap, a document is missing, or there was nothing to look at. `pass`: neither. OSCAL has no third state, so
 * all but `pass` is not satisfied.
 */
export function findingsOf(
  context: OscalContext,
  objectives: readonly Objective[],
  observed: Observed,
): readonly OscalFinding[] {
  const documents = new Map(context.report.documents.map((document) => [document.id, document] as const));
  const overdue = observed.units.filter(({ rows }) =>
    rows.some(({ requirement }) => requirement.overdue && requirement.state !== 'excepted'),
  );
  return objectives.map((objective) => {
    const meant = objective.documents.flatMap((id) => documents.get(id) ?? []);
    const missing = objective.documents.filter((id) => !documents.has(id));
    const isOpenWork = objective.documents.some((id) => aboutOpenWork.has(id));
    const late = isOpenWork ? overdue : [];
    const verdict = verdictOf(context, { meant, missing, late });
    const observations = [
      ...new Set([
        ...objective.documents.flatMap((id) => observed.byDocument.get(id) ?? []),
        ...late.map((unit) => observationId(context, unit)),
      ]),
    ];
    return {
      uuid: context.id('finding', objective.id),
      title: `Evidence offered for ${objective.clause.id} (${objective.clause.title})`,
      description: objective.clause.note,
      origins: [context.origin],
      target: { type: 'objective-id', 'target-id': objective.id, status: verdict },
      ...(observations.length > 0 && {
        'related-observations': observations.map((uuid) => ({ 'observation-uuid': uuid })),
      }),
      ...(late.length > 0 && { 'related-risks': late.map((unit) => ({ 'risk-uuid': riskId(context, unit) })) }),
      remarks: `Documents: ${objective.documents.join(', ')}. This is evidence, not a statement that the control is met.`,
    };
  });
}

interface Grounds {
  readonly meant: readonly ReportDocument[];
  readonly missing: readonly ReportDocumentId[];
  readonly late: readonly Unit[];
}

type Status = OscalFinding['target']['status'];

function verdictOf({ input }: OscalContext, { meant, missing, late }: Grounds): Status {
  const checks = meant.flatMap(({ gaps }) => gaps);
  const gaps = checks.filter(({ found }) => found.length > 0);
  const reasons = [
    ...(late.length > 0 ? [`${late.length} overdue without an exception`] : []),
    ...(input.decision.plan.assets.length === 0 ? ['the estate has no asset, so nothing was examined'] : []),
    ...missing.map((id) => `${id} is not in this pack`),
    ...gaps.map(gapText),
  ];
  if (reasons.length === 0) {
    return {
      state: 'satisfied',
      reason: 'pass',
      remarks: `${counted(checks.length, 'check')} made, none found a gap.`,
    };
  }
  return { state: 'not-satisfied', reason: late.length > 0 ? 'fail' : 'other', remarks: `${reasons.join('; ')}.` };
}

const gapText = ({ check, found }: GapCheck): string => `not shown that ${check} (${found.length} found)`;
