import { linkFiles } from '../../src/commands/link-files.ts';
import { decide } from '../../src/core/decide.ts';
import type { Decision } from '../../src/core/plan/decision.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Estate } from '../../src/model/estate.ts';
import { defaultFolders, type EstateFile, type EstateFolders } from '../../src/model/estate-files.ts';
import type { PolicyChanges } from '../../src/model/ledger.ts';
import type { Locate } from '../../src/model/source.ts';
import type { Instant } from '../../src/model/time.ts';
import { at } from './world.ts';

/** Noon of a Sunday, UTC. */
const noon = at('2026-11-22T12:00:00Z');

/** What a test may change about how files become an estate. */
export interface LinkOptions {
  readonly asOf?: Instant;
  readonly folders?: EstateFolders;
  /** For deciding alone. */
  readonly policyChanges?: PolicyChanges;
}

/** Links an estate from its files, text by path, as a command does. */
export function linked(
  files: Readonly<Record<string, string>>,
  { asOf = noon, folders = defaultFolders }: LinkOptions = {},
): { readonly estate: Estate; readonly locate: Locate; readonly diagnostics: readonly Diagnostic[] } {
  const outcome = linkFiles(estateFiles(files), { asOf, commit: undefined, folders });
  return { ...outcome.value, diagnostics: outcome.diagnostics };
}

/** Links an estate and decides about it; `diagnostics` are those of both. */
export function decided(
  files: Readonly<Record<string, string>>,
  options: LinkOptions = {},
): Decision & { readonly locate: Locate; readonly diagnostics: readonly Diagnostic[] } {
  const { estate, locate, diagnostics } = linked(files, options);
  const outcome = decide({
    estate,
    locate,
    asOf: options.asOf ?? noon,
    tool: { version: '0.1.0', tzdata: '2026a' },
    proposals: [],
    problems: diagnostics,
    policyChanges: options.policyChanges,
  });
  return { ...outcome.value, locate, diagnostics: [...diagnostics, ...outcome.diagnostics] };
}

function estateFiles(files: Readonly<Record<string, string>>): readonly EstateFile[] {
  return Object.entries(files).map(([path, text]) => {
    const lane = /^(?:catalog|observed|records)\//.test(path) ? 'data' : 'decision';
    return { path, text, lane, bytes: text.length };
  });
}

/** A resource as text: flow style below its head, so that line 4 holds the whole spec. `spec` may be that text itself. */
export function yaml(kind: string, name: string, spec: unknown): string {
  const head = ['apiVersion: patchledger/v1', `kind: ${kind}`, `metadata: { name: ${name} }`];
  return [...head, `spec: ${typeof spec === 'string' ? spec : JSON.stringify(spec)}`, ''].join('\n');
}

/** Several resources as one file. */
export const documents = (...texts: readonly string[]): string => texts.join('---\n');
