import { ForgeError } from '../adapters/forge-error.ts';
import { lastWords } from '../core/evidence/supersession.ts';
import type { AskedApproval } from '../model/audit.ts';
import type { Estate } from '../model/estate.ts';
import type { Resource } from '../model/resource.ts';
import type { MergeReader } from '../model/review.ts';

/** Failures after which the forge answers nobody: asking on would only wait. */
const lasting: ReadonlySet<string> = new Set(['unauthorised', 'rate-limited', 'unavailable']);

/**
 * Asks the forge again about every approval that was read from one. What it does not answer is a problem of that record,
 * and never a yes.
 */
export async function askApprovals(
  { resources }: Estate,
  connect: () => Promise<Pick<MergeReader, 'merge'>>,
): Promise<readonly AskedApproval[]> {
  const records = lastWords([...(resources.ApprovalRecord?.values() ?? [])]).filter(
    ({ document: { spec } }) => spec.evidence === 'forge' && spec.pullRequest !== undefined,
  );
  if (records.length === 0) return [];
  const asked: AskedApproval[] = [];
  let reader: Pick<MergeReader, 'merge'> | undefined;
  let down: string | undefined;
  for (const record of records) {
    if (down !== undefined) asked.push({ record, problem: down });
    else {
      reader ??= await connect();
      const answer = await ask(reader, record);
      if ('problem' in answer && answer.isLasting) down = answer.problem;
      asked.push(answer);
    }
  }
  return asked;
}

async function ask(
  reader: Pick<MergeReader, 'merge'>,
  record: Resource<'ApprovalRecord'>,
): Promise<
  | Extract<AskedApproval, { readonly data: unknown }>
  | (AskedApproval & { readonly problem: string; readonly isLasting: boolean })
> {
  try {
    return { record, data: await reader.merge({ number: record.document.spec.pullRequest?.number ?? 0 }) };
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    return { record, problem: error.message, isLasting: lasting.has(error.kind) };
  }
}
