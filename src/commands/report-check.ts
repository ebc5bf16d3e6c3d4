import { digestPieces } from '../adapters/file-pieces.ts';
import { packText, readPack } from '../adapters/pack-files.ts';
import { comparePack, type PackDifference } from '../core/report/compare-pack.ts';
import { manifestPath } from '../core/report/manifest.ts';
import { parseInstant } from '../core/time.ts';
import { safeText } from '../render/text-table.ts';
import { count } from '../render/words.ts';
import type { CommandContext, CommandOptions } from './command.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import { openDecision } from './open-estate.ts';
import { packFiles } from './report-pack.ts';
import { type ReportRequest, reportRequest } from './report-request.ts';
import { checkSignature, signaturePath, signatureText } from './report-signature.ts';

/** Differences that are named before the rest is counted. */
const named = 40;

/**
 * Builds a pack again from the commit, the instant and the request that its manifest names, and compares every byte.
 * Exit 0: equal. Exit 4: not.
 */
export function checkReport(
  context: CommandContext,
  folder: string,
  { cmdb }: Pick<ReportRequest, 'cmdb'>,
  options: CommandOptions,
): ExitCode {
  const lying = new Map([...readPack(folder)].filter(([path]) => path !== signaturePath));
  const { commit, asOf, version, format, request } = manifestOf(packText(folder, manifestPath), folder);
  const opened = openDecision(context, { asOf, revision: commit });
  if (request.cmdb !== undefined && cmdb === undefined) {
    throw new CommandError('the report was made with a list from outside, which is no part of it', {
      hint: `hand in the same list again with --cmdb; its SHA-256 is ${safeText(request.cmdb)}`,
    });
  }
  const asked = { ...request, cmdb };
  const asThen = { ...context, global: { ...context.global, format } };
  const built = packFiles(asThen, opened, commit, asked, ({ path, pieces }) => ({ path, ...digestPieces(pieces) }));
  const differences = comparePack(built, lying);
  const { terminal, global } = context;
  if (differences.length > 0) terminal.out(differencesText(differences));
  const source = commit === undefined ? 'the files as they are now' : `commit ${commit.slice(0, 12)}`;
  if (version !== PATCHLEDGER_VERSION) {
    terminal.note(
      `the pack was made by patchledger ${safeText(version)}, this is ${PATCHLEDGER_VERSION}: bytes may differ\n`,
    );
  }
  if (!global.quiet) {
    const verdict = differences.length === 0 ? 'equal' : `${count(differences.length, 'difference')}`;
    terminal.note(`${verdict}: ${count(built.length, 'file')} built again from ${source}\n`);
  }
  const signature = checkSignature(folder, global.root, options);
  if (signature !== undefined) terminal.note(signatureText(signature));
  if (differences.length > 0 || signature?.status === 'bad') return exitCodes.differences;
  return global.strict && signature?.status === 'not checked' ? exitCodes.degraded : exitCodes.fine;
}

function differencesText(differences: readonly PackDifference[]): string {
  const lines = differences.slice(0, named).map(({ path, kind }) => `${kind}: ${safeText(path)}\n`);
  const more = differences.length - named;
  return [...lines, ...(more > 0 ? [`and ${more} more\n`] : [])].join('');
}

interface Manifest {
  readonly commit: string | undefined;
  readonly asOf: NonNullable<ReturnType<typeof parseInstant>>;
  readonly version: string;
  readonly format: string;
  /** As asked for then; of a list from outside the digest. */
  readonly request: ReportRequest;
}

/** What a manifest says of its pack. Whoever edits it changes what is built, and then the bytes differ. */
function manifestOf(text: string | undefined, folder: string): Manifest {
  const refused = (reason: string): CommandError =>
    new CommandError(`${folder} holds no report to check: ${reason}`, {
      hint: 'name the folder of a report with --out; `patchledger report` writes one',
    });
  if (text === undefined) throw refused(`${manifestPath} is missing or unreadable`);
  const manifest = parsed(text);
  const asOf = typeof manifest['asOf'] === 'string' ? parseInstant(manifest['asOf']) : undefined;
  if (asOf === undefined) throw refused(`${manifestPath} names no instant`);
  const { commit, tool, request } = manifest;
  return {
    commit: typeof commit === 'string' && /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined,
    asOf,
    version: String(memberOf(tool, 'version')),
    format: String(memberOf(request, 'format') ?? 'all'),
    request: reportRequest({
      ...textOf(request, 'period'),
      ...textOf(request, 'sample'),
      ...textOf(request, 'seed'),
      ...textOf(request, 'cmdb'),
      redact: memberOf(request, 'redact') === true,
    }),
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

function textOf(value: unknown, name: string): Readonly<Record<string, string>> {
  const text = memberOf(value, name);
  return typeof text === 'string' ? { [name]: text } : {};
}
