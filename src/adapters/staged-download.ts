import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Download, type DownloadResult, download, type Validators } from './http-download.ts';
import type { Staging } from './staging.ts';
import { writeFileAtomically } from './write-files.ts';

/** What is noted beside a download, so that a later run can use it when this one is killed. */
interface DownloadNote extends Validators {
  readonly url: string;
  readonly begunAt: number;
  readonly isWhole: boolean;
}

/** A download that a killed run left is used for this long; then the source may have changed. */
const usableMs = 60 * 60 * 1000;

/** Where the bytes of a source lie while it is worked on. */
export const downloadFile = ({ folder }: Staging, source: string): string => join(folder, `${source}.download`);
const noteFile = ({ folder }: Staging, source: string): string => join(folder, `${source}.json`);

/**
 * As `download`, and goes on from what a killed run left: what is whole is not fetched again, what is cut off is gone on
 * from.
 */
export async function downloadStaged(
  staging: Staging,
  source: string,
  request: Omit<Download, 'begun' | 'file' | 'onBegin'>,
): Promise<DownloadResult> {
  const file = downloadFile(staging, source);
  const left = leftBy(staging, source, request.url.href);
  if (left?.isWhole === true) {
    return { status: 'fetched', bytes: statSync(file).size, etag: left.etag, lastModified: left.lastModified };
  }
  const note = (version: Validators, isWhole: boolean): void => {
    const text: DownloadNote = { url: request.url.href, begunAt: Date.now(), isWhole, ...version };
    writeFileAtomically(noteFile(staging, source), JSON.stringify(text));
  };
  const begun = left !== undefined && (left.etag ?? left.lastModified) !== undefined ? left : undefined;
  const result = await download({ ...request, file, begun, onBegin: (version) => note(version, false) });
  if (result.status === 'fetched') note(result, true);
  return result;
}

function leftBy(staging: Staging, source: string, url: string): DownloadNote | undefined {
  const note = noteFile(staging, source);
  if (!existsSync(note) || !existsSync(downloadFile(staging, source))) return undefined;
  const left = JSON.parse(readFileSync(note, 'utf8')) as DownloadNote;
  if (left.url === url && Date.now() - left.begunAt < usableMs) return left;
  rmSync(note);
  return undefined;
}

/** SHA-256 of the bytes of a file; of a folder, that of its files with their names. */
export async function digestOfPath(path: string): Promise<string> {
  const digest = createHash('sha256');
  if (!statSync(path).isDirectory()) {
    await pipeline(createReadStream(path), digest);
    return digest.digest('hex');
  }
  for (const name of filesBelow(path)) digest.update(`${name}\0${await digestOfPath(join(path, name))}\n`);
  return digest.digest('hex');
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
