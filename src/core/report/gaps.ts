import type { Code, Diagnostic } from '../../model/diagnostic.ts';
import type { Plan } from '../../model/plan.ts';
import type { GapCheck, GapLines, ReportSection } from '../../model/report.ts';
import { unseenOf } from '../estate/freshness.ts';
import { formatZoned } from '../time.ts';
import { counted } from './cells.ts';
import type { ReportInput } from './input.ts';

/** That there is something to list at all: a table without rows shows nothing against anybody, and proves nothing either. */
export function presenceGap(check: string, lookedAt: string, count: number, none: string): GapCheck {
  return { check, lookedAt, found: count === 0 ? [none] : [] };
}

/** What every document rests on: that the estate was read whole, and with sources that are there and fresh. */
export function commonGaps({ decision: { plan } }: ReportInput): readonly GapCheck[] {
  return [
    {
      check: 'every file of the estate was read and judged',
      lookedAt: 'all inputs',
      found: plan.incomplete,
    },
    {
      check: 'the files are committed, so that a second reader finds the same ones',
      lookedAt: 'all inputs',
      found:
        plan.commit === undefined ? ['some files are not committed: only the digest of the inputs names them'] : [],
    },
  ];
}

/** That somebody watches what is installed, and that little had to be taken for granted. */
export function sourceGaps({ decision: { plan } }: ReportInput): readonly GapCheck[] {
  const { summary } = plan;
  return [
    {
      check: 'every ecosystem that is installed has an advisory source',
      lookedAt: counted(summary.components, 'component'),
      found: summary.unwatched.map(
        ({ ecosystem, components, assets }) =>
          `${ecosystem}: ${counted(components, 'component')} on ${counted(assets.length, 'asset')} (${assets.join(', ')})`,
      ),
    },
    {
      check: 'nothing had to be assumed',
      lookedAt: `${counted(summary.requirements.total, 'requirement')} and ${counted(summary.feeds.length, 'feed')}`,
      found: summary.assumptions.map(({ detail, count }) => `${detail} (${counted(count, 'decision')})`),
    },
    {
      check: 'the catalogue has sources whose names are known',
      lookedAt: counted(summary.feeds.length, 'feed'),
      found: summary.feeds.length === 0 ? ['no index names a source of the catalogue'] : [],
    },
  ];
}

/** That assets are known well enough to be judged. */
export function assetGaps({ decision }: ReportInput): readonly GapCheck[] {
  const { plan } = decision;
  const { total } = plan.summary.assets;
  return [
    {
      check: 'every asset could be judged',
      lookedAt: counted(total, 'asset'),
      found: verdictLines(plan, 'unknown'),
    },
    {
      check: 'every observed asset was seen lately',
      lookedAt: counted(total, 'asset'),
      found: unseenLines(decision),
    },
  ];
}

/** What a check found among many things: their lines are made when somebody shows them, and not kept. */
export function linesOf<T>(found: readonly T[], lineOf: (item: T) => string): GapLines {
  return {
    length: found.length,
    slice: (from, to) => found.slice(from, to).map(lineOf),
    *[Symbol.iterator]() {
      for (const item of found) yield lineOf(item);
    },
  };
}

/** Problems with certain codes, as a check. */
export function diagnosticGap(
  check: string,
  lookedAt: string,
  { diagnostics }: ReportInput,
  isMeant: (code: Code) => boolean,
): GapCheck {
  return { check, lookedAt, found: diagnostics.filter(({ code }) => isMeant(code)).map(problemLine) };
}

/** That every table of the document adds up with its population. */
export function sumsGap(sections: readonly ReportSection[]): GapCheck {
  const tables = sections.flatMap((section) => section.tables);
  return {
    check: 'every table adds up with its population',
    lookedAt: counted(tables.length, 'table'),
    found: tables
      .filter(({ population }) => !population.addsUp)
      .map(({ caption, population }) => `${caption}: ${population.checkedBy}`),
  };
}

function verdictLines({ verdicts }: Plan, compliance: string): readonly string[] {
  return verdicts
    .filter((verdict) => verdict.compliance === compliance)
    .map(({ asset, because }) => `${asset}: ${because}`);
}

/** Asked of every asset: the verdict of one that is overdue as well no longer says that it is stale. */
function unseenLines({ plan, estate }: ReportInput['decision']): readonly string[] {
  const { timeZone: zone, staleAfter } = estate.workspace;
  return plan.assets.flatMap((asset) => {
    const unseen = unseenOf(asset, estate.workspace, plan.asOf);
    if (unseen === undefined) return [];
    return unseen.kind === 'old'
      ? [`${asset.name}: last seen ${formatZoned(unseen.lastSeen, zone)}, longer ago than ${staleAfter.text}`]
      : [`${asset.name}: since ${formatZoned(unseen.since, zone)} a source that reported it reports it no more`];
  });
}

function problemLine({ message, file, range }: Diagnostic): string {
  if (file === undefined) return message;
  return range === undefined ? `${message} (${file})` : `${message} (${file}:${range.start.line})`;
}
