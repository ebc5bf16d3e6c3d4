import type { PackageListReader } from '../../model/feed.ts';
import { apkInstalledReader } from './apk-installed.ts';
import { dpkgQueryReader } from './dpkg-query.ts';
import { dpkgStatusReader } from './dpkg-status.ts';
import { rpmQaReader } from './rpm-qa.ts';

/**
 * Every package list format, by the word that an observation's `raw.format` uses. A new one is a file beside this one
 * and a line here.
 */
export const packageListReaders = Object.freeze({
  'apk-installed': apkInstalledReader,
  'dpkg-query': dpkgQueryReader,
  'dpkg-status': dpkgStatusReader,
  'rpm-qa': rpmQaReader,
} satisfies Record<string, PackageListReader>);

/** The reader of a format; `undefined` for a word that names none. */
export function packageListReaderFor(format: string): PackageListReader | undefined {
  return Object.hasOwn(packageListReaders, format)
    ? packageListReaders[format as keyof typeof packageListReaders]
    : undefined;
}
