import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A run takes seconds; a lock that is older was left behind, even where its process number is in use again. */
const staleMs = 15 * 60 * 1000;

/**
 * Takes a lock file, which holds the number of this process. Answers how to give it back, `undefined` while another
 * process that lives holds it. The lock of a killed run is taken over.
 */
export function takeLock(file: string): (() => void) | undefined {
  mkdirSync(dirname(file), { recursive: true });
  if (!create(file)) {
    if (!isLeftBehind(file)) return undefined;
    rmSync(file, { force: true });
    if (!create(file)) return undefined;
  }
  return () => rmSync(file, { force: true });
}

function create(file: string): boolean {
  try {
    const descriptor = openSync(file, 'wx', 0o644);
    writeSync(descriptor, `${process.pid}\n`);
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function isLeftBehind(file: string): boolean {
  try {
    if (Date.now() - statSync(file).mtimeMs > staleMs) return true;
    const owner = Number(readFileSync(file, 'utf8'));
    // Written a moment ago and not filled yet.
    if (!Number.isInteger(owner) || owner <= 0) return false;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    // The process, or the lock itself, is gone. One that belongs to somebody else (EPERM) lives.
    return codeOf(error) === 'ESRCH' || codeOf(error) === 'ENOENT';
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
