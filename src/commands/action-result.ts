import type { CheckReport } from '../model/check.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { count } from '../render/words.ts';

/** What a step makes of a command's result. */
export interface StepResult {
  /** For the log. */
  readonly text: string;
  /** Of the gate, where it was run; and as it was printed. */
  readonly report?: CheckReport;
  readonly printed: string;
  /** Problems to be shown beside the lines they stand on. */
  readonly problems: readonly Diagnostic[];
  /** Something could not be judged. */
  readonly isDegraded: boolean;
  /** Outputs of the step. What a command does not tell is left out: an empty output is "not known". */
  readonly outputs: Readonly<Record<string, string>>;
  /** The plan as it was printed, and the moment that it is of. */
  readonly plan?: { readonly text: string; readonly asOf: string };
}

const nothing: StepResult = { text: '', printed: '', problems: [], isDegraded: false, outputs: {} };

/** Reads the JSON that a command of this very process printed; one that failed before printing leaves none. */
export function readStepResult(command: string, printed: string): StepResult {
  if (printed === '') return nothing;
  const read = readers[command];
  if (read === undefined) throw new Error(`nobody reads the result of ${command}`);
  return read(JSON.parse(printed) as never, printed);
}

const readers: Readonly<Record<string, (document: never, printed: string) => StepResult>> = {
  check: (report: CheckReport, printed) => ({
    ...nothing,
    report,
    printed,
    problems: report.results.flatMap(({ problems }) => problems),
    isDegraded: report.results.some(({ verdict }) => verdict === 'unknown'),
  }),
  validate: ({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) => ({
    ...nothing,
    problems: diagnostics,
    text: `${diagnostics.length} ${diagnostics.length === 1 ? 'problem or remark' : 'problems and remarks'}\n`,
  }),
  plan: readPlan,
  propose: readProposals,
  observe: ({ path }: { readonly path: string | null }, text) => changing(path !== null, text),
  feeds: ({ written, removed }: { readonly written: readonly string[]; readonly removed: readonly string[] }, text) =>
    changing(written.length + removed.length > 0, text),
  record: (
    {
      records,
      diagnostics,
    }: { readonly records: readonly { readonly status: string }[]; readonly diagnostics: readonly Diagnostic[] },
    text,
  ) => ({
    ...changing(
      records.some(({ status }) => status !== 'exists'),
      text,
    ),
    problems: diagnostics,
  }),
};

const changing = (isChanged: boolean, text: string): StepResult => ({
  ...nothing,
  text,
  outputs: { changed: String(isChanged) },
});

interface PlanHead {
  readonly asOf: string;
  readonly incomplete: readonly unknown[];
  readonly summary: {
    readonly assets: { readonly total: number; readonly unknown: number; readonly stale: number };
    readonly requirements: { readonly total: number; readonly byState: Readonly<Record<string, number>> };
    readonly unwatched: readonly unknown[];
  };
}

function readPlan({ asOf, incomplete, summary }: PlanHead, text: string): StepResult {
  const { assets, requirements, unwatched } = summary;
  const overdue = requirements.byState['overdue'] ?? 0;
  return {
    ...nothing,
    text: `${count(assets.total, 'asset')}, ${count(requirements.total, 'requirement')}, ${overdue} overdue; as of ${asOf}\n`,
    isDegraded: incomplete.length + unwatched.length + assets.unknown + assets.stale > 0,
    outputs: { overdue: String(overdue) },
    plan: { text, asOf },
  };
}

interface Proposals {
  readonly proposals: readonly {
    readonly pullRequest?: string;
    readonly writes: readonly string[];
    readonly degraded?: readonly string[];
  }[];
}

/** A local forge has pull requests without numbers: files. */
function readProposals({ proposals }: Proposals, text: string): StepResult {
  const numbers = proposals.flatMap(({ pullRequest = '' }) => /^https?:.*\/pull\/(\d+)$/.exec(pullRequest)?.[1] ?? []);
  return {
    ...nothing,
    text,
    isDegraded: proposals.some(({ degraded = [] }) => degraded.length > 0),
    outputs: {
      changed: String(proposals.some(({ writes }) => writes.length > 0)),
      'pr-numbers': JSON.stringify(numbers.map(Number)),
    },
  };
}
