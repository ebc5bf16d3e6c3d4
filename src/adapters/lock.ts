import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from './write-files.ts';

/** A run takes seconds; a lock that is older was left behind, even where its process number is in use again. */
const staleMs = 15 * 60 * 1000;
const pollMs = 100;

/**
 * Takes a lock file, which holds the number of this process. Answers how to give it back, `undefined` when another
 * process that lives still holds it after `patienceMs`. The lock of a killed run is taken over.
 */
export async function takeLock(file: string, patienceMs: number): Promise<(() => void) | undefined> {
  makeFolder(dirname(file));
  for (let waited = 0; ; waited += pollMs) {
    const release = tryLock(file);
    if (release !== undefined || waited >= patienceMs) return release;
    await sleep(pollMs);
  }
}

function tryLock(file: string): (() => void) | undefined {
  if (!create(file)) {
    if (!isLeftBehind(file) || !takeAway(file) || !create(file)) return undefined;
  }
  return () => rmSync(file, { force: true });
}

/**
 * Takes a lock away that was left behind. Of two runs that find it, the slower one may meet the lock that the faster one
 * has put in its place by then; it puts that back.
 */
function takeAway(file: string): boolean {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  }
  const isOurs = isLeftBehind(aside);
  if (!isOurs) putBack(aside, file);
  rmSync(aside, { force: true });
  return isOurs;
}

function putBack(aside: string, file: string): void {
  try {
    linkSync(aside, file);
  } catch (error) {
    // A third run was faster still.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
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
