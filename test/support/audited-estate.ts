import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandOptions } from '../../src/commands/command.ts';
import { run as recordRun } from '../../src/commands/record.ts';
import { run as verifyRun } from '../../src/commands/verify.ts';
import type { Audit, AuditCheck } from '../../src/model/audit.ts';
import { type CapturedRun, captureRun } from './capture.ts';
import { yaml } from './estate.ts';
import { git, temporaryFolder, writeFiles } from './folders.ts';

/** A record that means nothing, as a file. */
export const evaluation = (name: string, notes = 'none'): Readonly<Record<string, string>> => ({
  [`records/evaluation/2026/01/${name}.yaml`]: yaml('EvaluationRecord', name, {
    ...{ evaluator: 'p-ann', evaluatedAt: '2026-01-01T00:00:00Z', notes },
    rows: [{ advisories: ['CVE-2026-0001'], result: 'applicable' }],
  }),
});

/** An estate in a Git repository, and what is done to its history. */
export interface AuditedEstate {
  readonly root: string;
  /** Writes and commits on the branch that is checked out; answers the commit. */
  readonly commit: (files: Readonly<Record<string, string>>, message?: string) => string;
  readonly git: (...args: readonly string[]) => string;
  readonly seal: (asOf?: string, options?: CommandOptions) => Promise<CapturedRun>;
  /** Seals and commits the seal. Answers its digest. */
  readonly sealed: () => Promise<string>;
  readonly seals: () => readonly string[];
  readonly audit: (options?: CommandOptions, strict?: boolean) => Promise<AuditAnswer>;
}

/** What `verify --audit` answers. */
export interface AuditAnswer {
  readonly code: number;
  readonly audit: Audit;
  readonly of: (id: AuditCheck['id']) => AuditCheck | undefined;
}

/** Runs `verify --audit` in a folder. */
export async function auditAt(root: string, options: CommandOptions = {}, strict = false): Promise<AuditAnswer> {
  const given = { audit: true, ...options };
  const { out, code } = await captureRun(verifyRun, { root, format: 'json', strict }, [], given);
  const audit = JSON.parse(out) as Audit;
  return { code, audit, of: (id) => audit.checks.find((check) => check.id === id) };
}

/** Starts an estate with one record. */
export function auditedEstate(files: Readonly<Record<string, string>> = evaluation('one')): AuditedEstate {
  const root = writeFiles(temporaryFolder(), { 'patchledger.yaml': yaml('Workspace', 'acme', { timeZone: 'UTC' }) });
  git(root, 'init', '--quiet', '--initial-branch=main');
  let day = 0;
  const commit = (changed: Readonly<Record<string, string>>, message = 'a change'): string => {
    writeFiles(root, changed);
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', message);
    return git(root, 'rev-parse', 'HEAD');
  };
  const seals = (): readonly string[] => {
    const listed = git(root, 'ls-files', '--others', '--cached', '--', 'records/seals');
    return listed.split('\n').filter((path) => path !== '');
  };
  const seal = (asOf?: string, options: CommandOptions = {}): Promise<CapturedRun> => {
    day += 1;
    const at = asOf ?? `2026-02-${String(day).padStart(2, '0')}T00:00:00Z`;
    return captureRun(recordRun, { root, asOf: at, format: 'json' }, ['seal'], options);
  };
  commit(files, 'estate');
  return {
    ...{ root, commit, seal, seals, git: (...args) => git(root, ...args) },
    audit: (options, strict) => auditAt(root, options, strict),
    async sealed() {
      const { out } = await seal();
      const { records } = JSON.parse(out) as { readonly records: readonly { readonly path: string }[] };
      const path = records[0]?.path ?? '';
      commit({}, 'seal');
      return `sha256:${createHash('sha256')
        .update(readFileSync(join(root, path)))
        .digest('hex')}`;
    },
  };
}
