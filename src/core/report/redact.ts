import type { ReportChart } from '../../model/chart.ts';
import type {
  Dossier,
  Report,
  ReportCell,
  ReportDocument,
  ReportRows,
  ReportSection,
  ReportTable,
} from '../../model/report.ts';
import { absentCell } from './cells.ts';
import type { ReportInput } from './input.ts';
import { type Pseudonyms, pseudonymsOf, withheld } from './pseudonyms.ts';

/** How the parts of a report are redacted. */
export interface Redaction {
  readonly report: (report: Report) => Report;
  readonly document: (document: ReportDocument) => ReportDocument;
}

/** Leaves everything as it is. */
export const noRedaction: Redaction = { report: (report) => report, document: (document) => document };

/**
 * Replaces the names of assets, clusters, places and people, ids made from them, and the advisories and versions of what
 * is open. Words of the tool itself stay, and so do counts, times, digests, names of packages and of what was deployed.
 * Links to the forge are left out: they lead to the names.
 */
export function redactionOf(input: ReportInput): Redaction {
  const text = redactor(pseudonymsOf(input));
  const document = (one: ReportDocument): ReportDocument => ({
    ...one,
    summary: one.summary.map(text),
    gaps: one.gaps.map((gap) => ({ ...gap, found: Array.from(gap.found, text) })),
    sections: one.sections.map((section) => redactedSection(section, text)),
  });
  return {
    document,
    report: (report) => ({
      ...report,
      provenance: { ...report.provenance, sourceUrl: undefined, isRedacted: true },
      documents: report.documents.map(document),
      dossiers: report.dossiers?.map((dossier) => redactedDossier(dossier, text)),
      dossierChoice: report.dossierChoice && { ...report.dossierChoice, text: report.dossierChoice.text.map(text) },
    }),
  };
}

type Redact = (text: string) => string;

/** Ids of requirements, visits, findings and dossiers are digests of names, which a list of names would reveal. */
const derivedId = /\b([RVFd])-([0-9a-f]{12})\b/g;

/** Replaces names at the borders of words, the longest first, so that paths and longer names lose theirs as well. */
function redactor({ names, words }: Pseudonyms): Redact {
  const ids = new Map<string, string>();
  const idOf = (id: string, letter: string): string => {
    const known = ids.get(id) ?? `${letter}-${String(ids.size + 1).padStart(6, '0')}`;
    ids.set(id, known);
    return known;
  };
  const odd = oddNames(names);
  return (text) => {
    const plain = odd === undefined ? text : text.replace(odd, (name) => names.get(name) ?? name);
    return plain
      .replace(derivedId, (id, letter: string) => idOf(id, letter))
      .replace(/[\p{L}\p{N}._~+:@-]+/gu, (token) => words.get(token) ?? redactedToken(token, names));
  };
}

/** Names that are no single token, such as those with a space: as one pattern, the longest first. */
function oddNames(names: ReadonlyMap<string, string>): RegExp | undefined {
  const odd = [...names.keys()].filter((name) => !/^[\p{L}\p{N}]+(?:[._~+:@-]+[\p{L}\p{N}]+)*$/u.test(name));
  if (odd.length === 0) return undefined;
  const escaped = odd
    .sort((left, right) => right.length - left.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
  return new RegExp(escaped.join('|'), 'g');
}

/** More parts than any name has; a longer token is looked at part by part. */
const mostParts = 12;

function redactedToken(token: string, names: ReadonlyMap<string, string>): string {
  const whole = names.get(token);
  if (whole !== undefined) return whole;
  const parts = token.split(/([._~+:@-]+)/);
  const out: string[] = [];
  for (let at = 0; at < parts.length; ) {
    let end = Math.min(parts.length, at + 2 * mostParts);
    let found: string | undefined;
    for (; end > at; end -= 1) {
      found = names.get(parts.slice(at, end).join(''));
      if (found !== undefined) break;
    }
    out.push(found ?? parts[at] ?? '');
    at = found === undefined ? at + 1 : end;
  }
  return out.join('');
}

/** Columns whose words are the tool's own, or name what is public: packages and what was deployed. */
const keptColumns: ReadonlySet<string> = new Set([
  ...['ecosystem', 'component', 'application', 'version', 'fromVersion', 'target', 'package', 'sha256', 'kind', 'path'],
  ...['priority', 'state', 'status', 'severity', 'exploited', 'result', 'verdict', 'reboot', 'outcome', 'age', 'unit'],
  ...['type', 'environment', 'criticality', 'exposure', 'dataClassification', 'metric', 'formula', 'populationOf'],
  ...['item', 'claim', 'answer', 'command', 'engine', 'method', 'clock', 'separation', 'order', 'content'],
]);

/** Columns that say how something open could be attacked, by table. */
const withheldColumns: Readonly<Record<string, readonly string[]>> = {
  'd2-packages': ['version', 'purl'],
  'd4-requirements': ['version', 'target'],
  'd10-poam': ['Overall Remediation Plan'],
};

function redactedSection(section: ReportSection, text: Redact): ReportSection {
  return {
    ...section,
    text: section.text.map(text),
    figures: section.figures?.map((figure) => ({
      ...figure,
      title: text(figure.title),
      description: text(figure.description),
      chart: redactedChart(figure.chart, text),
    })),
    tables: section.tables.map((table) => redactedTable(table, text)),
  };
}

function redactedTable(table: ReportTable, text: Redact): ReportTable {
  const { population } = table;
  const hidden = withheldColumns[table.id] ?? [];
  const redactions = table.columns.map(({ key }) => {
    if (hidden.includes(key)) return () => absentCell(withheld);
    return keptColumns.has(key) ? (cell: ReportCell) => cell : (cell: ReportCell) => redactedCell(cell, text);
  });
  const row = (cells: readonly ReportCell[]): readonly ReportCell[] =>
    cells.map((cell, index) => redactions[index]?.(cell) ?? cell);
  return {
    ...table,
    rows: mappedRows(table.rows, row),
    population: {
      ...population,
      sources: population.sources.map(({ what, files }) => ({ what, files: files.map(text) })),
      filters: [...population.filters.map(text), 'redacted: names and details of what is open are pseudonyms'],
      excluded: population.excluded.map(({ reason, count }) => ({ reason: text(reason), count })),
      reconciliation: population.reconciliation.map(({ label, count }) => ({ label: text(label), count })),
      checkedBy: text(population.checkedBy),
    },
  };
}

function mappedRows(rows: ReportRows, change: (row: readonly ReportCell[]) => readonly ReportCell[]): ReportRows {
  return {
    length: rows.length,
    map: (make) => rows.map((row) => make(change(row))),
    *[Symbol.iterator]() {
      for (const row of rows) yield change(row);
    },
  };
}

function redactedCell(cell: ReportCell, text: Redact): ReportCell {
  switch (cell.kind) {
    case 'text':
    case 'code':
      return { ...cell, text: text(cell.text) };
    case 'place':
      return { ...cell, file: text(cell.file) };
    case 'dossier':
      return { ...cell, slug: text(cell.slug) };
    case 'list':
      return { ...cell, items: cell.items.map((item) => redactedCell(item, text)) };
    default:
      return cell;
  }
}

function redactedChart(chart: ReportChart, text: Redact): ReportChart {
  switch (chart.kind) {
    case 'gantt':
      return {
        ...chart,
        rows: chart.rows.map(({ label, bars }) => ({
          label: text(label),
          bars: bars.map((bar) => ({ ...bar, label: text(bar.label) })),
        })),
      };
    case 'coverage':
      return { ...chart, steps: chart.steps.map((step) => ({ ...step, label: text(step.label) })) };
    default:
      return chart;
  }
}

/** Cells of a dossier that name packages and what was deployed. */
const keptCells: ReadonlySet<string> = new Set(['Patch version', 'Application affected', 'Version before', 'Method']);

function redactedDossier(dossier: Dossier, text: Redact): Dossier {
  return {
    slug: text(dossier.slug),
    title: text(dossier.title),
    verdict: text(dossier.verdict),
    steps: dossier.steps.map((step) => ({
      ...step,
      claimedBy: step.claimedBy && text(step.claimedBy),
      missing: step.missing && text(step.missing),
      cells: step.cells.map(({ title, cell }) => ({
        title,
        cell: keptCells.has(title) ? cell : redactedCell(cell, text),
      })),
    })),
  };
}
