import type {
  OscalAssessmentPlan,
  OscalAssessmentResults,
  OscalMetadata,
  OscalObservation,
  OscalPoam,
  OscalRisk,
} from '../../model/oscal.ts';
import { oscalVersion } from '../../model/oscal.ts';
import type { OscalDocument } from '../../model/oscal-document.ts';
import type { ReportDocumentId } from '../../model/report.ts';
import { groupBy } from '../schedule/group.ts';
import { formatInstant } from '../time.ts';
import { assessmentPlan, assessmentPlanPath } from './assessment-plan.ts';
import { policyComponents } from './component-definition.ts';
import { type Objective, objectivesIn, reviewedControls } from './controls.ts';
import { type EvidenceBook, evidenceBook, resourcesIn } from './evidence.ts';
import { findingsOf } from './findings.ts';
import { contextOf, type OscalContext, type OscalInput, prop } from './input.ts';
import { assetObservations, requirementObservations } from './observations.ts';
import { poamItems } from './poam.ts';
import { recordObservations } from './record-observations.ts';
import { assessedRisks, plannedRisks } from './risks.ts';
import { assessmentAssets, inventoryItems } from './subjects.ts';
import { type Unit, unitsOf } from './units.ts';

/** A document with its path in the pack, or why there is none: OSCAL knows no empty one. */
export type OscalFile =
  | { readonly kind: 'document'; readonly path: string; readonly title: string; readonly document: OscalDocument }
  | { readonly kind: 'absent'; readonly path: string; readonly title: string; readonly because: string };

/**
 * The OSCAL documents of a pack: assessment results with the plan that they carry out, the plan of action, and the patch
 * policy as a component. Each is made when it is asked for: of a large estate nobody holds two.
 */
export function* oscalFiles(given: OscalInput): Iterable<OscalFile> {
  const context = contextOf(given);
  const objectives = objectivesIn(given.report.frameworks ?? []);
  const units = unitsOf(context);
  const book = evidenceBook(context);
  const observations = requirementObservations(context, units, book);
  const open = { units, risks: plannedRisks(context, units), observations, book };
  yield file(assessmentPlanPath, 'assessment plan', () =>
    objectives.length === 0 ? noObjective : { 'assessment-plan': planDocument(context, objectives) },
  );
  yield file('machine/oscal-assessment-results.json', 'assessment results', () =>
    objectives.length === 0 ? noObjective : { 'assessment-results': resultsDocument(context, objectives, open) },
  );
  yield file('machine/oscal-poam.json', 'plan of action and milestones', () =>
    units.length === 0 ? 'nothing is open' : { 'plan-of-action-and-milestones': poamDocument(context, open) },
  );
  yield file('machine/oscal-component-definition.json', 'component definition', () =>
    objectives.length === 0 ? noObjective : componentDocument(context, objectives),
  );
}

/** What is open, with what was observed of each unit and the risk that it is: results and plan of action tell the same. */
interface OpenWork {
  readonly units: readonly Unit[];
  readonly risks: readonly OscalRisk[];
  readonly observations: readonly OscalObservation[];
  /** What the observations rest on. */
  readonly book: EvidenceBook;
}

const noObjective = 'no mapping offers evidence for a control of NIST SP 800-53';

function file(path: string, title: string, make: () => OscalDocument | string): OscalFile {
  const made = make();
  return typeof made === 'string'
    ? { kind: 'absent', path, title, because: made }
    : { kind: 'document', path, title, document: made };
}

/** The UUID of a document names this edition of it: another commit, instant or period is another document. */
function frameOf(
  { id, report }: OscalContext,
  title: string,
): { readonly uuid: string; readonly metadata: OscalMetadata } {
  const { commit, inputsDigest, asOf, period } = report.provenance;
  const version = commit ?? inputsDigest;
  const span = period === undefined ? [] : [formatInstant(period.from), formatInstant(period.to)];
  return {
    uuid: id('document', title, version, formatInstant(asOf), ...span),
    metadata: {
      title: `${title}: ${report.organisation}`,
      'last-modified': formatInstant(asOf),
      version,
      'oscal-version': oscalVersion,
      props: [
        prop('inputs-digest', inputsDigest),
        ...(period === undefined
          ? []
          : [prop('period-from', formatInstant(period.from)), prop('period-to', formatInstant(period.to))]),
      ],
      parties: [{ uuid: id('party', 'organisation'), type: 'organization', name: report.organisation }],
      ...(commit === undefined && { remarks: 'Made from files that are not committed: the version is their digest.' }),
    },
  };
}

const planDocument = (context: OscalContext, objectives: readonly Objective[]): OscalAssessmentPlan => ({
  ...frameOf(context, 'Assessment plan'),
  ...assessmentPlan(context, objectives),
});

function resultsDocument(
  context: OscalContext,
  objectives: readonly Objective[],
  open: OpenWork,
): OscalAssessmentResults {
  const frame = frameOf(context, 'Assessment results');
  const { units, risks, observations: required } = open;
  const { asOf, period } = context.report.provenance;
  const book = evidenceBook(context);
  const assets = assetObservations(context, book);
  const recorded = recordObservations(context, book);
  const observations = [...assets, ...required, ...recorded.map(({ observation }) => observation)];
  const byDocument = new Map<ReportDocumentId, readonly string[]>([
    ['D2', assets.map(({ uuid }) => uuid)],
    ['D4', [...assets, ...required].map(({ uuid }) => uuid)],
  ]);
  for (const [document, listed] of groupBy(recorded, (one) => one.document)) {
    byDocument.set(document, [
      ...(byDocument.get(document) ?? []),
      ...listed.map(({ observation }) => observation.uuid),
    ]);
  }
  const items = inventoryItems(context);
  const findings = findingsOf(context, objectives, { units, byDocument });
  return {
    ...frame,
    'import-ap': { href: assessmentPlanPath.replace('machine/', '') },
    results: [
      {
        uuid: context.id('result', frame.uuid),
        title: 'State of patching at the commit',
        description: context.report.verdict.join(' '),
        start: formatInstant(period?.from ?? asOf),
        end: formatInstant(asOf),
        props: [
          prop('assets', String(context.input.decision.plan.assets.length)),
          prop('requirements', String(units.reduce((sum, { rows }) => sum + rows.length, 0))),
        ],
        'local-definitions': {
          ...(items.length > 0 && { 'inventory-items': items }),
          'assessment-assets': assessmentAssets(context),
        },
        'reviewed-controls': reviewedControls(objectives),
        ...some('observations', observations),
        ...some('risks', assessedRisks(risks)),
        findings,
        remarks: resultRemarks(context, observations),
      },
    ],
    ...backMatter(book, open.book),
  };
}

function resultRemarks({ input, report }: OscalContext, observations: readonly OscalObservation[]): string {
  const { incomplete } = input.decision.plan;
  const gaps = report.documents.flatMap(({ gaps: checks }) => checks.filter(({ found }) => found.length > 0));
  return [
    `${observations.length} observations; ${new Set(gaps.map(({ check }) => check)).size} checks found a gap.`,
    incomplete.length === 0
      ? 'All of the estate was read.'
      : `Not all of the estate was read: ${incomplete.join('; ')}.`,
    'The CSV files beside this document hold every listing with its population.',
  ].join(' ');
}

function poamDocument(context: OscalContext, { units, risks, observations, book }: OpenWork): OscalPoam {
  const frame = frameOf(context, 'Plan of action and milestones');
  const names = new Set(units.flatMap(({ assets }) => assets));
  const items = inventoryItems(context, ({ name }) => names.has(name));
  return {
    uuid: frame.uuid,
    metadata: {
      ...frame.metadata,
      remarks: [
        ...(frame.metadata.remarks === undefined ? [] : [frame.metadata.remarks]),
        'The estate keeps no identifier of a system that an authority assigned: the UUID of the estate stands in.',
      ].join(' '),
    },
    'system-id': { 'identifier-type': 'https://ietf.org/rfc/rfc4122', id: context.id('system', 'estate') },
    'local-definitions': {
      ...(items.length > 0 && { 'inventory-items': items }),
      'assessment-assets': assessmentAssets(context),
    },
    observations,
    risks,
    'poam-items': poamItems(context, units),
    ...backMatter(book),
  };
}

function componentDocument(context: OscalContext, objectives: readonly Objective[]): OscalDocument | string {
  const book = evidenceBook(context);
  const made = policyComponents(context, objectives, book);
  if (made === undefined) return 'no policy is in force';
  return { 'component-definition': { ...frameOf(context, 'Component definition'), ...made, ...backMatter(book) } };
}

/** OSCAL refuses empty lists: what has no member is left out. */
const some = <K extends string, T>(key: K, items: readonly T[]): Partial<Record<K, readonly T[]>> =>
  items.length === 0 ? {} : ({ [key]: items } as Partial<Record<K, readonly T[]>>);

function backMatter(...books: readonly EvidenceBook[]): Pick<OscalPoam, 'back-matter'> {
  const resources = resourcesIn(books);
  return resources.length === 0 ? {} : { 'back-matter': { resources } };
}
