import { confirm } from '../adapters/confirm.ts';
import { createFileBelow } from '../adapters/create-file.ts';
import { readForeignFile } from '../adapters/foreign-file.ts';
import { assetFinder } from '../core/estate/asset-names.ts';
import { loadResources } from '../core/load/load.ts';
import { parseDate, parseInstant } from '../core/time.ts';
import { draftAssessments } from '../core/vex/draft.ts';
import { placeDrafts } from '../core/vex/place.ts';
import { recogniseVex } from '../feeds/catalog/vex-registry.ts';
import { sampleOf } from '../feeds/sample.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { Estate } from '../model/estate.ts';
import { limits } from '../model/limits.ts';
import type { VexStatement } from '../model/vex.ts';
import type { PlacedDraft, VexImportView } from '../model/vex-draft.ts';
import { renderDiagnosticsText } from '../render/diagnostics/text.ts';
import { renderVexJson } from '../render/vex/json.ts';
import { renderVex } from '../render/vex/text.ts';
import type { CommandContext } from './command.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import type { ImportRequest } from './import-request.ts';
import { type OpenEstate, openEstate } from './open-estate.ts';

/** Drafts Assessments from VEX documents, for people to review. What stands in the estate is never changed. */
export async function runVex(context: CommandContext, request: ImportRequest): Promise<ExitCode> {
  refuseRevision(context);
  const read = readStatements(request.files);
  tell(context, read.diagnostics, read.sources);
  if (read.statements.length === 0) {
    throw new CommandError('these files state nothing about a vulnerability; nothing was written', {
      hint: 'VEX is read from OpenVEX, CycloneDX with analyses, and CSAF',
    });
  }
  const opened = openEstate(context);
  refuseWrong(opened);
  const { drafts, left } = draftAssessments(read.statements, opened.estate, namedAsset(request, opened.estate));
  const placed = placeDrafts(drafts, opened.estate, opened.folders.exceptions);
  for (const one of placed) checkDraft(one);
  const view = { placed, left, statements: read.statements.length, isDryRun: request.isDryRun };
  const fresh = placed.filter(({ kind }) => kind === 'new');
  if (!request.isDryRun && fresh.length > 0) await askToWrite(context, request, { ...view, written: [] });
  const written = request.isDryRun ? [] : fresh.map((one) => write(context.global.root, one));
  const told = { ...view, written };
  const { terminal, global } = context;
  terminal.out(global.format === 'json' ? renderVexJson(told, read.diagnostics) : renderVex(told, terminal.paint));
  if (read.diagnostics.some(({ severity }) => severity === 'error')) return exitCodes.invalid;
  const isDegraded = left.length > 0 || placed.some(({ kind }) => kind === 'differs');
  return global.strict && isDegraded ? exitCodes.degraded : exitCodes.fine;
}

/** Files that only say how vulnerabilities concern products: `auto` takes them for VEX when all of them are. */
export function areVex(files: readonly string[]): boolean {
  return (
    files.length > 0 &&
    files.every((path) => {
      const read = readForeignFile(path, limits.dataFileBytes);
      return 'file' in read && recogniseVex(sampleOf(read.file))?.isOnlyVex === true;
    })
  );
}

interface StatementsRead {
  readonly statements: readonly VexStatement[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;
}

/** A file that cannot be read costs only itself. */
function readStatements(files: readonly string[]): StatementsRead {
  const statements: VexStatement[] = [];
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, string>();
  for (const path of files) {
    const read = readForeignFile(path, limits.dataFileBytes);
    if ('problem' in read) {
      diagnostics.push(read.problem);
      continue;
    }
    sources.set(path, read.file.text);
    const known = recogniseVex(sampleOf(read.file));
    if (known === undefined) {
      const args = { path, reason: 'it is neither OpenVEX nor CSAF, nor CycloneDX with vulnerabilities' };
      diagnostics.push(diagnostic('load/unreadable', args, { at: { file: path } }));
      continue;
    }
    const { value, diagnostics: problems } = known.reader.read(read.file);
    statements.push(...(value.statements ?? []));
    diagnostics.push(...problems);
  }
  return { statements, diagnostics, sources };
}

function tell({ terminal, global }: CommandContext, all: readonly Diagnostic[], sources: ReadonlyMap<string, string>) {
  const told = global.quiet ? all.filter(({ severity }) => severity === 'error') : all;
  if (told.length > 0) terminal.note(renderDiagnosticsText(told, sources, terminal.notePaint));
}

function refuseRevision({ global: { asOf } }: CommandContext): void {
  if (asOf === undefined || (parseInstant(asOf) ?? parseDate(asOf)) !== undefined) return;
  throw new CommandError(`import writes into the work tree and cannot work on the commit ${asOf}`, {
    hint: 'check that commit out, or give --as-of an instant',
  });
}

/** Of an estate with errors, assets and Assessments may be missing: what is there would look new. */
function refuseWrong({ diagnostics }: OpenEstate): void {
  if (!diagnostics.some(({ severity }) => severity === 'error')) return;
  throw new CommandError('the files of this estate have errors; no Assessment is written', {
    hint: 'run patchledger validate and mend them',
  });
}

function namedAsset({ asset }: ImportRequest, { assets }: Estate): readonly string[] | undefined {
  if (asset === undefined) return undefined;
  const known = assetFinder(assets)(asset);
  if (known !== undefined) return [known.name];
  throw new CommandError(`there is no asset ${asset}`, { hint: 'leave --asset out, or name one of the Inventory' });
}

/** What is written must be read again without a complaint; anything else would be a bug of ours. */
function checkDraft({ path, text }: PlacedDraft): void {
  const { value, diagnostics } = loadResources([{ path, text }]);
  const [problem] = diagnostics.filter(({ severity }) => severity === 'error');
  if (problem === undefined && value.resources.length === 1) return;
  throw new CommandError(`the assessment ${path} would not be valid: ${problem?.message ?? 'it cannot be read'}`);
}

async function askToWrite(
  { terminal }: CommandContext,
  { isAgreed }: ImportRequest,
  view: VexImportView,
): Promise<void> {
  if (isAgreed) return;
  terminal.note(renderVex({ ...view, isDryRun: true }, terminal.notePaint));
  if (!terminal.interactive) {
    throw new CommandError('Assessments would be added; nothing was written', {
      hint: 'say --yes, or look with --dry-run',
    });
  }
  if (!(await confirm('Write them?'))) throw new CommandError('nothing was written', { exitCode: exitCodes.fine });
}

function write(root: string, { path, text }: PlacedDraft): string {
  const outcome = createFileBelow(root, path, text);
  if (outcome === 'written') return path;
  throw new CommandError(
    outcome === 'outside'
      ? `${path} lies behind a link that leads out of the estate; it was not written`
      : `${path} exists and holds no Assessment of that name; it was not written`,
    {
      hint: outcome === 'outside' ? 'replace the link by a folder' : 'move it, and run again: the rest is written then',
    },
  );
}
