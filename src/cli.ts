import { writeSync } from 'node:fs';

/**
 * The entry of the command line: decides whether anything has to be loaded at all.
 *
 * `--version` alone is answered here, before any other module, so that it costs no more than Node itself.
 * Everything else goes to `commands/main.ts`, which answers the exit code.
 */
const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  writeSync(1, `${PATCHLEDGER_VERSION}\n`);
} else {
  run(args).catch(reportBug);
}

async function run(words: readonly string[]): Promise<void> {
  enableCompileCache();
  const { main } = await import('./commands/main.ts');
  process.exitCode = await main(words);
}

/** What newer releases of `node:module` offer beyond the oldest one supported. */
interface NodeModuleApi {
  readonly builtinModules: readonly string[];
  readonly enableCompileCache?: () => unknown;
}

/** From Node 22.8 on, Node keeps compiled code between runs; before that there is nothing to call. */
function enableCompileCache(): void {
  const nodeModule: NodeModuleApi = process.getBuiltinModule('node:module');
  nodeModule.enableCompileCache?.();
}

/** The last resort: whatever is thrown this far is a bug of ours, told in one line unless `--debug` asks for the stack. */
function reportBug(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const isDebug = args.includes('--debug') && error instanceof Error;
  const hint = 'This is a bug in patchledger; run again with --debug for the stack.';
  writeSync(2, isDebug ? `${error.stack ?? message}\n` : `internal error: ${message}\n${hint}\n`);
  process.exitCode = 1;
}
