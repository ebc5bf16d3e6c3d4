import { readFileSync, statSync } from 'node:fs';

/** Events are small; a larger file is none. */
const eventBytes = 10 * 1024 * 1024;

/** What started a workflow of GitHub, as far as the check needs it. */
export interface WorkflowEvent {
  readonly name: string;
  readonly pullRequest: number | undefined;
  /** Commit to compare with: the base of the pull request or of the merge group. */
  readonly base: string | undefined;
  readonly head: string | undefined;
}

/** Reads the event of this run (`GITHUB_EVENT_NAME`, `GITHUB_EVENT_PATH`); `undefined` outside a workflow. */
export function workflowEvent(
  env: Readonly<Record<string, string | undefined>> = process.env,
): WorkflowEvent | undefined {
  const { GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path } = env;
  if (name === undefined || path === undefined) return undefined;
  const event = parsed(path);
  const pull = recordOf(event['pull_request']);
  const group = recordOf(event['merge_group']);
  const number = pull['number'];
  return {
    name,
    pullRequest: typeof number === 'number' && Number.isInteger(number) ? number : queuedPull(group['head_ref']),
    base: commitId(recordOf(pull['base'])['sha']) ?? commitId(group['base_sha']),
    head: commitId(recordOf(pull['head'])['sha']) ?? commitId(group['head_sha']),
  };
}

/** The pull request that a branch of GitHub's merge queue is for; only GitHub makes branches of that name. */
function queuedPull(ref: unknown): number | undefined {
  const number = /^refs\/heads\/gh-readonly-queue\/.+\/pr-([1-9]\d{0,9})-[0-9a-f]{40}$/.exec(textOf(ref) ?? '')?.[1];
  return number === undefined ? undefined : Number(number);
}

type Json = Readonly<Record<string, unknown>>;

function parsed(path: string): Json {
  try {
    return statSync(path).size > eventBytes ? {} : recordOf(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return {};
  }
}

const recordOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? { ...value } : {});
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const commitId = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value) ? value : undefined;
