import { ForgeError } from '../adapters/forge-error.ts';
import { type DashboardOutcome, dashboardOf } from '../core/change/dashboard.ts';
import type { ForgeIssue, ForgeReader, ForgeWriter } from '../model/forge.ts';
import { dashboardMarker, dashboardTitle, renderDashboard } from '../render/change/dashboard.ts';
import type { BranchOutcome } from './propose-apply.ts';
import type { Observation } from './propose-observe.ts';

/** Label by which the issue is found. */
const dashboardLabel = 'patchledger:dashboard';

interface DashboardWork {
  readonly observation: Observation;
  readonly outcomes: ReadonlyMap<string, BranchOutcome>;
  readonly reader: ForgeReader;
  readonly writer: ForgeWriter;
}

/**
 * Keeps one issue up to date: the oldest open one with our label and first line; younger doubles are closed. What goes
 * wrong here stops nothing.
 */
export async function settleDashboard(work: DashboardWork): Promise<'written' | 'unchanged' | 'none' | Error> {
  const { observation, outcomes, reader, writer } = work;
  const { estate, decision } = observation.opened;
  if (!reader.isHosted || !estate.workspace.forge.dashboard) return 'none';
  const body = renderDashboard(dashboardOf(decision.plan, observation.steps, shownOutcomes(observation, outcomes)));
  try {
    return await writeIssue(reader, writer, body);
  } catch (error) {
    if (error instanceof ForgeError) return error;
    throw error;
  }
}

function shownOutcomes(
  { steps }: Observation,
  outcomes: ReadonlyMap<string, BranchOutcome>,
): ReadonlyMap<string, DashboardOutcome> {
  return new Map(
    steps.map((step) => {
      const outcome = outcomes.get(step.branch);
      const standing = 'standing' in step ? step.standing : undefined;
      const failure = step.kind === 'blocked' ? step.problem : outcome?.failure;
      return [step.branch, { url: (outcome?.pull ?? standing?.pull)?.url, failure }] as const;
    }),
  );
}

async function writeIssue(reader: ForgeReader, writer: ForgeWriter, body: string): Promise<'written' | 'unchanged'> {
  const [oldest, ...doubles] = await ownIssues(reader);
  await closeDoubles(writer, doubles);
  if (oldest === undefined) {
    await writer.openIssue({ title: dashboardTitle, body }, dashboardLabel);
    // Two runs at once may both have opened one; each looks again behind its own.
    const [, ...younger] = await ownIssues(reader);
    await closeDoubles(writer, younger);
    return 'written';
  }
  if (oldest.body.replaceAll('\r\n', '\n').trim() === body.trim()) return doubles.length > 0 ? 'written' : 'unchanged';
  await writer.changeIssue(oldest.number, { body });
  return 'written';
}

async function ownIssues(reader: ForgeReader): Promise<readonly ForgeIssue[]> {
  const issues = await reader.issues(dashboardLabel);
  return issues
    .filter(({ body }) => body.trimStart().startsWith(dashboardMarker))
    .toSorted((left, right) => left.number - right.number);
}

async function closeDoubles(writer: ForgeWriter, doubles: readonly ForgeIssue[]): Promise<void> {
  for (const { number } of doubles) await writer.changeIssue(number, { state: 'closed' });
}
