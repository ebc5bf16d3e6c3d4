import { utimesSync } from 'node:fs';
import { takeLock } from './lock.ts';

/** Far below the age at which a lock counts as left behind. */
const refreshMs = 60 * 1000;

/** As `takeLock`, for work that may take hours: the lock stays young as long as this process lives. */
export async function heldLock(file: string, patienceMs: number): Promise<(() => void) | undefined> {
  const release = await takeLock(file, patienceMs);
  if (release === undefined) return undefined;
  const timer = setInterval(() => refresh(file), refreshMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    release();
  };
}

function refresh(file: string): void {
  try {
    utimesSync(file, Date.now() / 1000, Date.now() / 1000);
  } catch {
    // Somebody removed it by hand; the work goes on, and giving it back does nothing.
  }
}
