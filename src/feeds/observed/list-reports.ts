import type { FileSample, PackageListReader, ReportReader } from '../../model/feed.ts';
import { apkInstalledReader } from './apk-installed.ts';
import { dpkgQueryReader } from './dpkg-query.ts';
import { dpkgStatusReader } from './dpkg-status.ts';
import { reportedAsset } from './report.ts';
import { rpmQaReader } from './rpm-qa.ts';

const isText = ({ form }: FileSample): boolean => form === 'text' || form === 'yaml';
const firstLine = (head: string): string => head.trimStart().split(/\r?\n/, 1)[0] ?? '';

/** The list of a package manager as a report about one asset, which it does not name. */
function listReport(reader: PackageListReader, recognises: (head: string) => boolean): ReportReader {
  const { id, title, specification } = reader;
  return {
    id,
    title,
    specification,
    scope: 'asset',
    recognises: (sample) => isText(sample) && recognises(sample.head),
    read: (file, { ecosystem }) => {
      const { value: components, diagnostics } = reader.read(file.text, { ecosystem, file: file.path });
      if (components.length === 0) return { value: [], diagnostics };
      const unread = diagnostics.filter(({ code }) => code === 'observed/wrong-entry').length;
      return { value: [reportedAsset({ components, unread })], diagnostics };
    },
  };
}

const isDatabase = (head: string): boolean => /^[A-Z]:\S/.test(firstLine(head)) && /^[PV]:/m.test(head);
const isInfo = (head: string): boolean => /^\S+-\d[^\s-]*-r\d+(?:\s|$)/m.test(head) && !head.includes('\t');
const isQuery = (head: string): boolean =>
  /^[a-z0-9][a-z0-9+.-]*(?::[a-z0-9-]+)?\t\d[^\t]*(?:\t[^\t]*){0,2}$/.test(firstLine(head)) && !isRpmColumns(head);
/** An epoch of 0 is written by rpm alone; so are architectures and files of source packages. */
const isRpmColumns = (head: string): boolean =>
  /^\S+\t(?:(?:\d+|\(none\)):)?[^\s:-]+-[^\s:-]+(?:\t|$)/.test(firstLine(head)) &&
  (/\t(?:0|\(none\)):/.test(head) || /\.rpm\r?$|\t(?:x86_64|noarch|aarch64|i686|ppc64le|s390x)\b/m.test(head));
const isRpmPlain = (head: string): boolean =>
  /^\S+-[^\s:-]+-[^\s:-]+\.(?:x86_64|noarch|aarch64|i[3-6]86|ppc64le|s390x)$/.test(firstLine(head));

/** apk's database, and the output of `apk info -v`. */
export const apkReportReader: ReportReader = listReport(apkInstalledReader, (head) => isDatabase(head) || isInfo(head));
/** The output of `dpkg-query -W`. */
export const dpkgQueryReportReader: ReportReader = listReport(dpkgQueryReader, isQuery);
/** dpkg's database. */
export const dpkgStatusReportReader: ReportReader = listReport(
  dpkgStatusReader,
  (head) => /^Package: \S/.test(head.trimStart()) && /^Status: /m.test(head),
);
/** The output of `rpm -qa`. */
export const rpmReportReader: ReportReader = listReport(rpmQaReader, (head) => isRpmColumns(head) || isRpmPlain(head));
