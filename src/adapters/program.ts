import { basename, relative } from 'node:path';

/** How the user called this program, for commands that can be copied and pasted: `patchledger`, or node with its path. */
export function programName(): string {
  const [, script = 'patchledger'] = process.argv;
  const name = basename(script);
  if (name !== 'cli.cjs') return 'patchledger';
  return `node ${shellWord(shownPath(script))}`;
}

/** A path as one would type it here: relative when that is shorter and does not climb, else as it is. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  if (near === '') return '.';
  return near.startsWith('..') ? path : near;
}

/** A text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
