import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, writeFiles } from '../support/folders.ts';
import { repositoryRoot } from '../support/source-files.ts';

const compiler = join(repositoryRoot, 'node_modules/typescript/bin/tsc');

/** What the compiler says; nothing when it is content. */
function complaints(...args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [compiler, ...args], { cwd: repositoryRoot, encoding: 'utf8' });
  } catch (error) {
    return String((error as { readonly stdout?: unknown }).stdout);
  }
}

describe('the types of the library', () => {
  it('are read by a strict program that knows nothing of our settings', () => {
    const home = temporaryFolder();
    writeFiles(home, {
      'a.ts': `
        import { type Diagnostic, decide, defaultFolders, linkFiles, parseInstant, type Plan } from './types/index.js';
        const asOf = parseInstant('2026-12-01T08:00:00Z');
        if (asOf === undefined) throw new Error('no instant');
        const linked = linkFiles([{ path: 'a.yaml', text: '' }], { asOf, commit: undefined, folders: defaultFolders });
        const tool = { version: '1', tzdata: '1' };
        const decided = decide({ ...linked.value, asOf, tool, proposals: [], problems: linked.diagnostics });
        export const plan: Plan = decided.value.plan;
        export const problems: readonly Diagnostic[] = decided.diagnostics;
        // @ts-expect-error: types that resolved to nothing would allow this.
        export const nothing: string = plan.nonsense;
      `,
      'tsconfig.json': JSON.stringify({
        compilerOptions: { strict: true, module: 'nodenext', target: 'es2023', types: [], noEmit: true },
        files: ['a.ts'],
      }),
    });

    const own = complaints('-p', '.scripts/tsconfig.library.json', '--outDir', join(home, 'types'));
    const theirs = complaints('-p', home);

    expect([own, theirs]).toEqual(['', '']);
  });
});
