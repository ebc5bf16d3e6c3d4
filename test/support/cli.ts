import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './source-files.ts';

/** The built command line, as `npm run build` leaves it. */
export const builtCli: string = join(repositoryRoot, 'dist/cli.cjs');

/** What surrounds a run of the command line. */
export interface CliSetting {
  readonly cwd?: string;
  /** Beside a plain environment without colours, locale or CI; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  /** Runs as somebody else; for root only. */
  readonly uid?: number;
  /** Milliseconds after which the run counts as hanging and is killed. */
  readonly timeout?: number;
  /** The program itself, for a shell around it. */
  readonly program?: readonly [string, ...string[]];
}

/** How a run of the command line ended. */
export interface CliRun {
  readonly out: string;
  readonly err: string;
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly seconds: number;
}

/** Runs the built command line as a child process and answers what it printed. */
export function cli(args: readonly string[], setting: CliSetting = {}): Promise<CliRun> {
  if (!existsSync(builtCli)) throw new Error('dist/cli.cjs is missing: npm run build');
  const { cwd, env = {}, input = '', uid, timeout = 30_000 } = setting;
  const [program, ...before] = setting.program ?? [process.execPath, builtCli];
  const startedAt = performance.now();
  const child = spawn(program, [...before, ...args], {
    cwd: cwd ?? repositoryRoot,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: 'UTC', ...env },
    timeout,
    ...(uid !== undefined && { uid, gid: uid }),
  });
  const printed = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.err += text;
  });
  // A command that reads no input may be gone before it is written.
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...printed, code, seconds: (performance.now() - startedAt) / 1000 }));
  });
}
