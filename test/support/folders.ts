import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of its own for one test, removed behind it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'patchledger-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder; parents come into being. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/**
 * Everything below a folder, one line an entry: type, size, digest of the content or target of a link, and when it was
 * last written. Two equal answers mean that nothing was written in between.
 */
export function contentsOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((path) => {
      const status = lstatSync(join(folder, path));
      const content = status.isFile()
        ? createHash('sha256')
            .update(readFileSync(join(folder, path)))
            .digest('hex')
        : status.isSymbolicLink()
          ? readlinkSync(join(folder, path))
          : '';
      return `${path} ${status.mode} ${status.size} ${status.mtimeMs} ${content}`;
    });
}

/** Runs git in a folder, away from the user's own settings, and answers what it prints without the last line's end. */
export function git(folder: string, ...args: readonly string[]): string {
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Mara Keller',
    GIT_AUTHOR_EMAIL: 'mara@example.org',
    GIT_COMMITTER_NAME: 'Mara Keller',
    GIT_COMMITTER_EMAIL: 'mara@example.org',
    GIT_AUTHOR_DATE: '2024-07-01T12:00:00Z',
    GIT_COMMITTER_DATE: '2024-07-01T12:00:00Z',
  };
  return execFileSync('git', ['-C', folder, ...args], { env, encoding: 'utf8' }).replace(/\n$/, '');
}

/** Makes a folder a Git repository whose branch `main` holds everything that stands in it. */
export function commitAll(folder: string, message = 'the estate'): string {
  if (!readdirSync(folder).includes('.git')) git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', message);
  return git(folder, 'rev-parse', 'HEAD');
}
