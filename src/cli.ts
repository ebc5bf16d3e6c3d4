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
  const { main } = await import('./commands/main.ts');
  process.exitCode = await main(words);
}

/** The last resort: whatever is thrown this far is a bug of ours, told in one line unless `--debug` asks for the stack. */
function reportBug(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const isDebug = args.includes('--debug') && error instanceof Error;
  const hint = 'This is a bug in patchledger; run again with --debug for the stack.';
  writeSync(2, isDebug ? `${error.stack ?? message}\n` : `internal error: ${message}\n${hint}\n`);
  process.exitCode = 1;
}
