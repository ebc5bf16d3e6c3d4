import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Folder with the real advisories and package lists: `PATCHLEDGER_DATA`, or `../shared` beside the repository. */
export const dataRoot: string = resolve(process.env['PATCHLEDGER_DATA'] ?? '../shared');

/** Vitest global setup: conformance without its data is a failure, never a silent skip. */
export function setup(): void {
  if (existsSync(resolve(dataRoot, 'data'))) return;
  throw new Error(
    `Conformance data not found: ${resolve(dataRoot, 'data')} does not exist. ` +
      'Set PATCHLEDGER_DATA to the folder that holds data/.',
  );
}
