import { setTimeout as sleep } from 'node:timers/promises';

/** Waits. */
export const pause = (ms: number): Promise<void> => sleep(ms);
