import type { OscalLink, OscalProperty } from '../../model/oscal.ts';
import type {
  OscalComponentDefinition,
  OscalDefinedComponent,
  OscalImplementedRequirement,
} from '../../model/oscal-component.ts';
import { clockText } from '../prioritise/clock.ts';
import { type PolicyTable, policyTables } from '../prioritise/table.ts';
import { groupBy } from '../schedule/group.ts';
import { formatInstant } from '../time.ts';
import type { Objective } from './controls.ts';
import type { EvidenceBook } from './evidence.ts';
import { type OscalContext, prop } from './input.ts';

/** The catalogue that the controls are of, as NIST publishes it in OSCAL. */
const catalogueAddress =
  'https://raw.githubusercontent.com/usnistgov/oscal-content/main/nist.gov/SP800-53/rev5/json/NIST_SP-800-53_rev5_catalog.json';

/** The time of SI-2c within which updates are installed, which each organisation assigns itself. */
const timeOfUpdates = 'si-02_odp';

/**
 * The patch policy as a component of type `policy`: the policies in force with their files, and for each control of the
 * mapping what is offered for it. The deadlines of the rules are the value of the parameter that SI-2 leaves open.
 * `undefined`: no policy is in force. `objectives` must not be empty.
 */
export function policyComponents(
  context: OscalContext,
  objectives: readonly Objective[],
  book: EvidenceBook,
): Pick<OscalComponentDefinition, 'components'> | undefined {
  const tables = tablesInForce(context);
  if (tables.length === 0) return undefined;
  const { id } = context;
  const links = tables.flatMap(({ table }) => linksTo(book, table.policy, table.origin.file));
  const component: OscalDefinedComponent = {
    uuid: id('component', 'patch-policy'),
    type: 'policy',
    title: `Patch policy of ${context.report.organisation}`,
    description: `${tables.length} policies in force with their rules: ${tables.map(({ table }) => table.policy).join(', ')}.`,
    purpose: 'It says which patch is required on which asset, by when, and what must hold before it is installed.',
    props: tables.flatMap(policyProps),
    links: [...new Map(links.map((link) => [link.href, link] as const)).values()],
    'control-implementations': [
      {
        uuid: id('control-implementation', 'nist-800-53r5'),
        source: catalogueAddress,
        description: 'Controls that evidence is offered for. Whether they are met is for the assessor to say.',
        'implemented-requirements': [...groupBy(objectives, ({ control }) => control)].map(([control, some]) =>
          implemented(context, control, some, tables),
        ),
      },
    ],
  };
  return { components: [component] };
}

/** The tables of the policies in force, each once, however many policies extend it. */
function tablesInForce({ input }: OscalContext): readonly PolicyTable[] {
  const tables = policyTables(input.decision.estate).value;
  return [...new Map(tables.map((one) => [one.table.policy, one] as const)).values()];
}

function policyProps({ table, spec: { owner, reviewBy } }: PolicyTable): readonly OscalProperty[] {
  const of = (name: string, value: string): OscalProperty => ({ ...prop(name, value), remarks: `Of ${table.policy}.` });
  return [
    prop('policy', table.policy),
    of('rules', String(table.rules.length)),
    ...(owner === undefined ? [] : [of('owner', owner)]),
    ...(reviewBy === undefined ? [] : [of('review-by', reviewBy)]),
  ];
}

const linksTo = (book: EvidenceBook, policy: string, file: string): readonly OscalLink[] =>
  book
    .files(`Policy ${policy}`, [file], 'the folder of policies')
    .flatMap(({ href, description }) => (href === undefined ? [] : [{ href, rel: 'reference', text: description }]));

/** What is offered for a control; of SI-2, whose parts have documents of their own, part by part. */
function implemented(
  { id, report }: OscalContext,
  control: string,
  objectives: readonly Objective[],
  tables: readonly PolicyTable[],
): OscalImplementedRequirement {
  const [first] = objectives;
  const parts = objectives.flatMap(({ id: objective, documents }) => {
    const part = /_obj\.(.+)$/.exec(objective)?.[1];
    return part === undefined ? [] : [{ part, documents }];
  });
  const documents = [...new Set(objectives.flatMap((one) => one.documents))];
  return {
    uuid: id('implemented-requirement', control),
    'control-id': control,
    description: `${first?.clause.title}: ${first?.clause.note}`,
    props: documents.map((document) => prop('document', document)),
    ...(control === 'si-2' && {
      'set-parameters': [{ 'param-id': timeOfUpdates, values: tables.flatMap(deadlinesOf) }],
    }),
    ...(parts.length > 0 && {
      statements: parts.map(({ part, documents: own }) => ({
        'statement-id': `${control}_smt.${part}`,
        uuid: id('statement', control, part),
        description: `Evidence: ${own.join(', ')} of the audit pack.`,
      })),
    }),
    remarks: `Evidence offered as of ${formatInstant(report.provenance.asOf)}, not a statement that the control is met.`,
  };
}

/** `immediate: 24h from latest(released, detected), base/critical`, rule by rule in their order. */
const deadlinesOf = ({ table }: PolicyTable): readonly string[] =>
  table.rules.map(
    ({ id, priority, within, clockStart }) =>
      `${priority}: ${within} from ${clockText(clockStart)}, ${table.policy}/${id}`,
  );
