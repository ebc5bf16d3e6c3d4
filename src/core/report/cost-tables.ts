import type { Cost, CostFigure, CostInput } from '../../model/cost.ts';
import type { GapCheck, ReportCell, ReportSection, ReportTable } from '../../model/report.ts';
import { costOf } from '../cost/cost.ts';
import { currencyText } from '../cost/money.ts';
import { absentCell, codeCell, counted, numberCell, placeCell, textCell } from './cells.ts';
import type { ReportInput } from './input.ts';
import { recordSource } from './sources.ts';
import { populationOf, tableOf } from './table.ts';
import { lookedBack } from './within.ts';

/** What patching cost and what automation saved, as a part of a document, with what is not known of it. */
export function costPart(input: ReportInput): { readonly section: ReportSection; readonly gaps: readonly GapCheck[] } {
  const { estate } = input.decision;
  const cost = costOf(estate, input.locate, lookedBack(input));
  const title = 'What it cost';
  if (cost === undefined) {
    const none = 'the Workspace states no prices (spec.cost), and nothing is guessed';
    return {
      section: { title, text: ['The Workspace states no prices.'], tables: [] },
      gaps: [gap('the Workspace', [none])],
    };
  }
  return {
    section: { title, text: cost.limits, tables: [figureTable(input, cost), inputTable(input, cost)] },
    gaps: [gap(counted(cost.figures.length, 'figure'), cost.gaps)],
  };
}

const gap = (lookedAt: string, found: readonly string[]): GapCheck => ({
  check: 'all that patching cost in the period is known',
  lookedAt,
  found,
});

const workspaceSource = { what: 'workspace', files: ['patchledger.yaml'] };

/** A cost of which a part is not known is the least that it can be; savings are those of the known part. */
function amountCell({ id, amount, isPartial }: CostFigure, { currency, decimals }: Cost): ReportCell {
  if (amount === undefined) return absentCell('not known');
  const text = currencyText(amount, currency, decimals);
  if (!isPartial) return textCell(text);
  return textCell(id === 'saved' ? `${text} as far as known` : `at least ${text}`);
}

const knowledgeOf = ({ amount, isPartial }: CostFigure): string =>
  amount === undefined ? 'not known' : isPartial ? 'known in part' : 'known';

function figureTable({ decision: { estate } }: ReportInput, cost: Cost): ReportTable {
  return tableOf<CostFigure>({
    id: 'd11-cost',
    caption: 'What patching cost, and what automation saved',
    columns: [
      { key: 'figure', title: 'Figure', cell: ({ title }) => textCell(title) },
      { key: 'amount', title: 'Amount', cell: (one) => amountCell(one, cost) },
      { key: 'population', title: 'Of how many', cell: ({ population }) => numberCell(population) },
      { key: 'populationOf', title: 'Of what', cell: (one) => textCell(one.populationOf) },
      { key: 'formula', title: 'Formula', cell: ({ formula }) => textCell(formula) },
    ],
    items: cost.figures,
    whenEmpty: 'No figure was computed.',
    population: populationOf({
      unit: 'figure',
      sources: [workspaceSource, recordSource(estate, ['DeploymentRecord', 'TestRecord', 'ActivityRecord'])],
      rowsIn: cost.figures.length,
      items: cost.figures,
      by: 'knowledge',
      labelOf: knowledgeOf,
      order: ['known', 'known in part', 'not known'],
    }),
  });
}

/** Everything that the figures were computed from. What people are paid is nobody's business in a redacted pack. */
function inputTable({ decision: { estate }, isRedacted = false }: ReportInput, { inputs }: Cost): ReportTable {
  return tableOf<CostInput>({
    id: 'd11-cost-inputs',
    caption: 'Every input of these figures',
    columns: [
      { key: 'input', title: 'Input', cell: ({ name }) => codeCell(name) },
      { key: 'value', title: 'Value', cell: ({ value }) => (isRedacted ? absentCell('withheld') : textCell(value)) },
      { key: 'unit', title: 'Unit', cell: ({ unit }) => textCell(unit) },
      { key: 'statedBy', title: 'Who says so', cell: ({ source }) => textCell(source) },
      { key: 'source', title: 'Source', cell: ({ at }) => placeCell(at, 'several records') },
    ],
    items: inputs,
    whenEmpty: 'No price was asked for: nothing was done in the period.',
    population: populationOf({
      unit: 'input',
      sources: [workspaceSource, recordSource(estate, ['DeploymentRecord', 'TestRecord', 'ActivityRecord'])],
      rowsIn: inputs.length,
      items: inputs,
      by: 'who says so',
      labelOf: ({ source }) => source,
    }),
  });
}
