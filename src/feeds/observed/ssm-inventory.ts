import { parseInstant } from '../../core/time.ts';
import { ecosystemOf } from '../../ecosystems/purl.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { FileSample, ReportContext, ReportedAsset, ReportReader } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { problemsOf } from '../problems.ts';
import { asRecord, listOf, recordOf, recordsOf, textOf, type UnknownRecord } from '../shape.ts';
import { distroOf } from './distribution.ts';
import { reportedAsset } from './report.ts';
import { readJsonObject } from './report-json.ts';
import { type Software, softwareOf, withDetails } from './software.ts';

/** Reads AWS Systems Manager Inventory: the answers of `aws ssm get-inventory` and `list-inventory-entries`. */
export const ssmInventoryReader: ReportReader = {
  id: 'ssm-inventory',
  title: 'AWS SSM inventory (JSON)',
  specification: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetInventory.html',
  scope: 'fleet',
  recognises: isInventory,
  read: readInventory,
};

function isInventory({ form, head, keys }: FileSample): boolean {
  if (form !== 'json-object') return false;
  return (keys.has('Entities') && /"(?:Data|Id)"/.test(head)) || (keys.has('InstanceId') && keys.has('Entries'));
}

function readInventory(file: SourceFile, context: ReportContext): Outcome<readonly ReportedAsset[]> {
  const problems = problemsOf(file.path, 'observed/further-problems');
  const answer = readJsonObject(file, problems);
  if (answer === undefined) return { value: [], diagnostics: problems.list() };
  const software = (): Software => softwareOf(file, problems);
  const value = [...recordsOf(answer, 'Entities').entries()].map(([index, entity]) =>
    readEntity(entity, index, context, software()),
  );
  const listed = textOf(answer, 'InstanceId');
  if (listed !== undefined) value.push(readListed(answer, listed, context, software()));
  for (const next of ['NextToken', 'nextToken']) {
    if (textOf(answer, next) !== undefined) {
      const reason =
        'the answer goes on behind a NextToken; take all pages (aws ssm get-inventory does without --no-paginate)';
      problems.tell('observed/wrong-entry', { entry: 'The rest', reason });
    }
  }
  if (value.length === 0) problems.tell('observed/no-software', {});
  return { value, diagnostics: problems.list() };
}

function readEntity(entity: UnknownRecord, index: number, context: ReportContext, software: Software): ReportedAsset {
  const data = recordOf(entity, 'Data') ?? {};
  const part = (name: string): UnknownRecord => recordOf(data, name) ?? {};
  const [instance = {}] = recordsOf(part('AWS:InstanceInformation'), 'Content');
  const applications = part('AWS:Application');
  const release = releaseOf(instance, context);
  for (const [at, item] of listOf(applications, 'Content').items.entries()) {
    readApplication(item, ['Entities', index, 'Data', 'AWS:Application', 'Content', at], release, software);
  }
  const { components, unread } = software.finish();
  const names = [textOf(entity, 'Id'), textOf(instance, 'InstanceId'), textOf(instance, 'ComputerName')];
  const seen = latest([applications, part('AWS:InstanceInformation')].map((one) => textOf(one, 'CaptureTime')));
  const isSilent = Object.keys(applications).length === 0;
  return reportedAsset({
    names: [...new Set(names.flatMap((name) => name ?? []))],
    lastSeen: seen,
    components: isSilent ? undefined : components,
    unread,
    draft: { fields: {}, labels: labelsOf(instance) },
  });
}

function readListed(answer: UnknownRecord, name: string, context: ReportContext, software: Software): ReportedAsset {
  const isSoftware = textOf(answer, 'TypeName') === 'AWS:Application';
  if (isSoftware) {
    for (const [at, item] of listOf(answer, 'Entries').items.entries()) {
      readApplication(item, ['Entries', at], { ecosystem: context.ecosystem, isWindows: false }, software);
    }
  }
  const { components, unread } = software.finish();
  const lastSeen = parseInstant(textOf(answer, 'CaptureTime') ?? '');
  return reportedAsset({ names: [name], lastSeen, components: isSoftware ? components : undefined, unread });
}

interface Platform {
  readonly ecosystem: string | undefined;
  readonly isWindows: boolean;
}

function releaseOf(instance: UnknownRecord, { ecosystem }: ReportContext): Platform {
  const distro = distroOf(textOf(instance, 'PlatformName') ?? '', textOf(instance, 'PlatformVersion') ?? '');
  const isWindows = textOf(instance, 'PlatformType') === 'Windows';
  return { ecosystem: isWindows ? (ecosystem ?? 'generic') : ecosystemOf({ ecosystem, distro }), isWindows };
}

function readApplication(
  item: unknown,
  pointer: readonly (string | number)[],
  { ecosystem, isWindows }: Platform,
  software: Software,
): void {
  const record = asRecord(item) ?? {};
  const name = textOf(record, 'Name');
  const version = versionOf(record);
  const entry = { label: name ?? '(unnamed)', pointer };
  if (name === undefined || version === undefined) software.leaveOut('wrong', 'it lacks a name or a version', entry);
  else if (name === 'gpg-pubkey') software.leaveOut('not-software', 'it is a signing key', entry);
  else if (ecosystem === undefined) {
    software.leaveOut('unmatched', 'nothing says to which release it belongs (state it: --ecosystem Debian:12)', entry);
  } else software.add(withDetails({ ecosystem, name, version }, isWindows ? { class: 'application' } : {}));
}

/** SSM keeps epoch and release of an RPM apart; a version of dpkg is whole. */
function versionOf(record: UnknownRecord): string | undefined {
  const version = textOf(record, 'Version');
  const release = textOf(record, 'Release');
  const epoch = textOf(record, 'Epoch');
  if (version === undefined) return undefined;
  const whole = release === undefined ? version : `${version}-${release}`;
  return epoch === undefined || /^0*$/.test(epoch) ? whole : `${epoch}:${whole}`;
}

function labelsOf(instance: UnknownRecord): Readonly<Record<string, string>> {
  const system = [textOf(instance, 'PlatformName'), textOf(instance, 'PlatformVersion')].flatMap((word) => word ?? []);
  return system.length === 0 ? {} : { os: system.join(' ') };
}

function latest(texts: readonly (string | undefined)[]): Instant | undefined {
  const known = texts.flatMap((text) => parseInstant(text ?? '') ?? []);
  return known.reduce<Instant | undefined>((last, at) => (last === undefined || at > last ? at : last), undefined);
}
