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

/** What a recount needs of an OSV document as it stands in its file. */
export interface RawAdvisory {
  readonly id: string;
  readonly affected?: readonly {
    readonly package?: { readonly ecosystem: string; readonly name: string };
    readonly ranges?: readonly {
      readonly type: string;
      readonly events: readonly { readonly introduced?: string; readonly fixed?: string }[];
    }[];
  }[];
}
