import { setFlagsFromString } from 'node:v8';

/**
 * Makes the engine collect what is not needed any more when the heap has grown by three fifths. By itself it waits until
 * the heap of a large estate is several times what is needed, which may be more than the machine has.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=60');
}
