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
  const relatedTo = related(context, observed, overdue);
  return objectives.map((objective) => {
    const meant = objective.documents.flatMap((id) => documents.get(id) ?? []);
    const missing = objective.documents.filter((id) => !documents.has(id));
    const { late, observations, risks } = relatedTo(objective);
    const verdict = verdictOf(context, { meant, missing, late });
    return {
      uuid: context.id('finding', objective.id),
      title: `Evidence offered for ${objective.clause.id} (${objective.clause.title})`,
      description: objective.clause.note,
      origins: [context.origin],
      target: { type: 'objective-id', 'target-id': objective.id, status: verdict },
      ...(observations.length > 0 && { 'related-observations': observations }),
      ...(risks.length > 0 && { 'related-risks': risks }),
      remarks: `Documents: ${objective.documents.join(', ')}. This is evidence, not a statement that the control is met.`,
    };
  });
}

/** What a finding refers to. */
interface Related {
  readonly late: readonly Unit[];
  readonly observations: NonNullable<OscalFinding['related-observations']>;
  readonly risks: NonNullable<OscalFinding['related-risks']>;
}

/** Many objectives rest on the same documents, and so refer to the same observations and risks: gathered once for all. */
function related(
  context: OscalContext,
  { byDocument }: Observed,
  overdue: readonly Unit[],
): (objective: Objective) => Related {
  const known = new Map<string, Related>();
  const gathered = (documents: Objective['documents']): Related => {
    const late = documents.some((id) => aboutOpenWork.has(id)) ? overdue : [];
    const seen = documents.flatMap((id) => byDocument.get(id) ?? []);
    const observations = new Set([...seen, ...late.map((unit) => observationId(context, unit))]);
    return {
      late,
      observations: Array.from(observations, (uuid) => ({ 'observation-uuid': uuid })),
      risks: late.map((unit) => ({ 'risk-uuid': riskId(context, unit) })),
    };
  };
  return ({ documents }) => {
    const key = documents.join(' ');
    const one = known.get(key) ?? gathered(documents);
    known.set(key, one);
    return one;
  };
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
