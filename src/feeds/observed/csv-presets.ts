import type { FileSample, ReportReader } from '../../model/feed.ts';
import { csvRows, separatorOf } from '../inventory/csv-rows.ts';
import { isNameWord, wordOf } from '../inventory/words.ts';
import { usualHeadings } from './csv-columns.ts';
import { csvReader } from './csv-report.ts';

/** Headings of the first line, letters and digits only; empty for a text that is no such list. */
function headingsOf({ head, form }: FileSample): readonly string[] {
  if (form === 'json-object' || form === 'json-array') return [];
  const lines = head.trimStart().split(/\r\n|\r|\n/, 2);
  const first = (lines[0]?.startsWith('#TYPE') === true ? lines[1] : lines[0]) ?? '';
  const cells = csvRows(first, separatorOf(first)).rows[0]?.cells ?? [];
  return cells.map((cell) => wordOf(cell).replace(/0$/, ''));
}

const wsusHeadings = [
  'fulldomainname',
  'computertarget',
  'updateinstallationstate',
  'lastreportedstatustime',
  'wsusserver',
];
const configMgrHeadings = ['netbiosname', 'resourceid', 'machinename', 'arpdisplayname', 'smsuniqueidentifier'];

const isWsus = (sample: FileSample): boolean => headingsOf(sample).some((heading) => wsusHeadings.includes(heading));
const isConfigMgr = (sample: FileSample): boolean =>
  !isWsus(sample) && headingsOf(sample).some((heading) => configMgrHeadings.includes(heading));

/** Does the first line head a list of software, or of hosts? */
function isList(sample: FileSample): boolean {
  const headings = headingsOf(sample);
  const packages = `${usualHeadings.package} name ${usualHeadings.purl}`.split(' ');
  const isSoftware = headings.includes('version') && headings.some((heading) => packages.includes(heading));
  return headings.length > 0 && (headings.some(isNameWord) || isSoftware) && !isWsus(sample) && !isConfigMgr(sample);
}

/** Reads any list with a heading line; which column holds what may be stated. */
export const csvReportReader: ReportReader = csvReader({
  id: 'csv',
  title: 'List of software or hosts (CSV)',
  specification: 'https://www.rfc-editor.org/rfc/rfc4180',
  headings: usualHeadings,
  ecosystem: undefined,
  recognises: isList,
});

/** Reads exports of Windows Server Update Services: computers, or the state of updates on them. */
export const wsusReader: ReportReader = csvReader({
  id: 'wsus',
  title: 'WSUS export (CSV)',
  specification: 'https://learn.microsoft.com/en-us/powershell/module/updateservices/get-wsuscomputer',
  headings: {
    asset: 'fulldomainname computername computer computertarget hostname',
    lastSeen: 'lastreportedstatustime laststatusreport lastsynctime lastcontact',
    os: 'osdescription operatingsystem os osname',
    osVersion: 'osversion operatingsystemversion osbuild',
    state: 'updateinstallationstate installationstate state status approvalstate',
    missing: 'neededcount notinstalledcount needed updatesneeded',
    pendingReboot: 'installedpendingrebootcount pendingreboot rebootpending',
  },
  ecosystem: 'generic',
  recognises: isWsus,
});

/** Reads exports of Microsoft Configuration Manager: queries over its views of installed software and systems. */
export const configMgrReader: ReportReader = csvReader({
  id: 'configmgr',
  title: 'Configuration Manager export (CSV)',
  specification:
    'https://learn.microsoft.com/en-us/intune/configmgr/develop/core/understand/sqlviews/hardware-inventory-views-configuration-manager',
  headings: {
    asset: 'netbiosname computername machinename devicename resourcename name',
    package: 'arpdisplayname displayname productname softwarename product application',
    version: 'productversion version softwareversion displayversion',
    lastSeen: 'lasthwscan lasthardwarescan lastactivetime lastswscan timestamp',
    os: 'operatingsystem caption osname operatingsystemnameandversion',
    osVersion: 'osversion buildext build operatingsystemversion osbuild',
    state: 'state compliancestate status',
    missing: 'missingcount requiredcount',
    pendingReboot: 'pendingreboot clientstate pendingrestart',
  },
  ecosystem: 'generic',
  recognises: isConfigMgr,
});
