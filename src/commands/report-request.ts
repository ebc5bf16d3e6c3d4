import { readForeignFile } from '../adapters/foreign-file.ts';
import { fileChanges, recordHistory } from '../adapters/git-history.ts';
import { programDigest } from '../adapters/program-digest.ts';
import { sealHead } from '../core/audit/seal-chain.ts';
import { sha256Hex } from '../core/digest.ts';
import { reconcile } from '../core/import/reconcile.ts';
import { parsePeriod } from '../core/metrics/period.ts';
import type { DossierRequest, OutsideList, ReportInput } from '../core/report/input.ts';
import type { PackRequest } from '../core/report/manifest.ts';
import { withHeadings } from '../feeds/inventory/headings.ts';
import { readInventoryFile } from '../feeds/inventory/registry.ts';
import { limits } from '../model/limits.ts';
import type { CommandOptions } from './command.ts';
import { CommandError } from './exit.ts';
import type { OpenDecision } from './open-estate.ts';
import { openSeals } from './read-seals.ts';

/** What of a pack is asked for, as typed; the manifest tells it, so that a second run can ask the same. */
export interface ReportRequest {
  readonly period: string | undefined;
  /** `all`, or a number. */
  readonly sample: string | undefined;
  readonly seed: string | undefined;
  readonly redact: boolean;
  /** Path of a list from outside. */
  readonly cmdb: string | undefined;
}

/** Reads the request of a command line. */
export function reportRequest(options: CommandOptions): ReportRequest {
  const text = (name: string): string | undefined => {
    const value = options[name];
    return typeof value === 'string' ? value : undefined;
  };
  const request = {
    period: text('period'),
    sample: text('sample'),
    seed: text('seed'),
    redact: options['redact'] === true,
    cmdb: text('cmdb'),
  };
  if (request.seed !== undefined && request.sample === undefined) {
    throw new CommandError('--seed draws nothing without --sample', { hint: 'write --sample 25 --seed 2026-q4' });
  }
  dossierRequest(request);
  return request;
}

/** The request with what it names read: the period as instants, the list from outside, the history of the files. */
export function requestedInput(
  request: ReportRequest,
  opened: OpenDecision,
  root: string,
): Pick<
  ReportInput,
  'period' | 'dossiers' | 'cmdb' | 'history' | 'policyHistory' | 'programDigest' | 'seals' | 'isRedacted'
> {
  const { commit } = opened.estate;
  const { records, changes } = opened.folders;
  const seals = openSeals(opened);
  const head = sealHead(seals);
  return {
    period: periodOf(request.period, opened),
    dossiers: dossierRequest(request),
    cmdb: request.cmdb === undefined ? undefined : outsideList(request.cmdb, opened),
    history: commit === undefined ? undefined : recordHistory(root, commit, [records, changes]),
    policyHistory: commit === undefined ? undefined : fileChanges(root, { commit, paths: policyFiles(opened) }),
    programDigest: programDigest(),
    seals: head && { head: head.digest, count: seals.length },
    isRedacted: request.redact,
  };
}

const policyFiles = ({ decision }: OpenDecision): readonly string[] =>
  [...new Set([...(decision.estate.resources.PatchPolicy?.values() ?? [])].map(({ origin }) => origin.file))].sort();

/** The request as a manifest tells it; what was not asked for is not there. */
export function toldRequest(
  { period, sample, seed, redact }: ReportRequest,
  cmdb: OutsideList | undefined,
): PackRequest {
  return {
    ...(period !== undefined && { period }),
    ...(sample !== undefined && { sample }),
    ...(seed !== undefined && { seed }),
    ...(redact && { redact }),
    ...(cmdb !== undefined && { cmdb: cmdb.sha256 }),
  };
}

function periodOf(text: string | undefined, { asOf, estate }: OpenDecision): ReportInput['period'] {
  if (text === undefined) return undefined;
  const period = parsePeriod(text, asOf, estate.workspace);
  if (period !== undefined) return period;
  throw new CommandError(`--period ${text} is no period`, {
    hint: 'write a length that ends now, such as 90d, or 2026-01-01..2026-03-31, both days whole',
  });
}

const mostSampled = 100_000;

function dossierRequest({ sample, seed = '' }: Pick<ReportRequest, 'sample' | 'seed'>): DossierRequest | undefined {
  if (sample === undefined) return undefined;
  if (sample === 'all') return { kind: 'all' };
  const size = /^\d{1,6}$/.test(sample) ? Number(sample) : 0;
  if (size >= 1 && size <= mostSampled) return { kind: 'sample', size, seed };
  throw new CommandError(`--sample ${sample} is no size of a sample`, {
    hint: 'write how many deployments are drawn, such as 25, or all',
  });
}

/** Reads a list of assets that somebody else keeps and sets it against the inventory. */
function outsideList(path: string, { estate }: OpenDecision): OutsideList {
  const read = readForeignFile(path, limits.dataFileBytes);
  if ('problem' in read) throw new CommandError(read.problem.message);
  const { value: draft, diagnostics } = readInventoryFile(withHeadings(read.file, new Map()));
  const problem = diagnostics.find(({ severity }) => severity === 'error');
  if (problem !== undefined || draft.assets.length === 0) {
    throw new CommandError(`${path} names no assets${problem === undefined ? '' : `: ${problem.message}`}`, {
      hint: 'CSV with a heading such as hostname, or an Ansible inventory, can be compared; see `patchledger import --reconcile`',
    });
  }
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return {
    name,
    sha256: sha256Hex(read.file.text),
    listed: draft.assets.length,
    reconciliation: reconcile(estate.assets, draft),
  };
}
