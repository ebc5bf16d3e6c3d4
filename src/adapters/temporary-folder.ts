import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes an empty folder of its own below the system's temporary folder. It is left for the user to look at. */
export const makeTemporaryFolder = (name: string): string => mkdtempSync(join(tmpdir(), `${name}-`));
