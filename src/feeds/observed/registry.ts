import type { PackageListReader } from '../../model/feed.ts';
import { apkInstalledReader } from './apk-installed.ts';
import { cyclonedxReader } from './cyclonedx.ts';
import { dpkgQueryReader } from './dpkg-query.ts';
import { dpkgStatusReader } from './dpkg-status.ts';
import { packageLockReader } from './package-lock.ts';
import { asPackageList } from './report.ts';
import { rpmQaReader } from './rpm-qa.ts';
import { spdxReader } from './spdx.ts';
import { syftReader } from './syft.ts';
import { trivyPackagesReader } from './trivy-packages.ts';

/**
 * Every package list format, by the word that an observation's `raw.format` uses. A new one is a file beside this one
 * and a line here.
 */
export const packageListReaders = Object.freeze({
  'apk-installed': apkInstalledReader,
  cyclonedx: asPackageList(cyclonedxReader),
  'dpkg-query': dpkgQueryReader,
  'dpkg-status': dpkgStatusReader,
  'package-lock': asPackageList(packageLockReader),
  'rpm-qa': rpmQaReader,
  spdx: asPackageList(spdxReader),
  syft: asPackageList(syftReader),
  'trivy-packages': asPackageList(trivyPackagesReader),
} satisfies Record<string, PackageListReader>);

/** The reader of a format; `undefined` for a word that names none. */
export function packageListReaderFor(format: string): PackageListReader | undefined {
  return Object.hasOwn(packageListReaders, format)
    ? packageListReaders[format as keyof typeof packageListReaders]
    : undefined;
}
