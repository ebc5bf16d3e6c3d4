import { parseInstant } from '../../core/time.ts';
import { ecosystemOf, type Release } from '../../ecosystems/purl.ts';
import type { Component } from '../../model/asset.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { FileSample, ReportContext, ReportedAsset, ReportReader } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import { jsonProblem, parseJson } from '../documents.ts';
import { lineAt, positionAt, withoutByteOrderMark } from '../position.ts';
import { type Problems, problemsOf } from '../problems.ts';
import { asRecord, fieldOf, recordOf, textOf, type UnknownRecord } from '../shape.ts';
import { distroOf } from './distribution.ts';
import { withRunningKernel } from './kernel.ts';
import { tellNoSource } from './no-source.ts';
import { reportedAsset } from './report.ts';
import { type Software, softwareOf } from './software.ts';

/**
 * Reads what Ansible gathers with `setup` and `package_facts`: the files of `ansible -m setup --tree` and of a JSON fact
 * cache, one a host, and what `ansible all -m package_facts` prints.
 */
export const ansibleFactsReader: ReportReader = {
  id: 'ansible-facts',
  title: 'Ansible facts (JSON)',
  specification: 'https://docs.ansible.com/ansible/latest/collections/ansible/builtin/package_facts_module.html',
  scope: 'asset',
  recognises: isFacts,
  read: readFacts,
};

const printedHead = /^(\S+) \| ([A-Z]+)!?(?: \([^)\n]*\))?(?: \| rc=\d+)? =>[ \t]*(?=\{)/gm;

function isFacts({ form, head, keys }: FileSample): boolean {
  if (form === 'json-object') return keys.has('ansible_facts') || keys.has('ansible_distribution');
  return form !== 'json-array' && /^\S+ \| [A-Z]+!?(?: \([^)\n]*\))?(?: \| rc=\d+)? =>/m.test(head);
}

function readFacts(file: SourceFile, context: ReportContext): Outcome<readonly ReportedAsset[]> {
  const problems = problemsOf(file.path, 'observed/further-problems');
  const text = withoutByteOrderMark(file.text);
  const assets: ReportedAsset[] = [];
  for (const { host, json, offset } of blocksOf(text)) {
    const parsed = parseJson(json);
    const record = asRecord(parsed.value);
    const place = positionAt(text, offset);
    if (!parsed.isWhole) problems.add(jsonProblem(file.path, json, { origin: place, code: 'observed/syntax' }));
    else if (record === undefined || host?.isReached === false) {
      const reason = record === undefined ? 'it is not an object' : 'Ansible could not reach it, or failed there';
      const entry = `Host "${(host?.name ?? '').slice(0, 80)}"`;
      problems.tell('observed/wrong-entry', { entry, reason }, () => lineAt(file.path, place.line, ' '));
    } else assets.push(...readHost(record, host?.name, { file, context, problems }));
  }
  tellNoSource(
    assets.map(({ components }) => components),
    problems,
  );
  return { value: assets, diagnostics: problems.list() };
}

interface Block {
  readonly host: { readonly name: string; readonly isReached: boolean } | undefined;
  readonly json: string;
  readonly offset: number;
}

/** The whole file, or one block a host as Ansible prints them. */
function blocksOf(text: string): readonly Block[] {
  if (text.trimStart().startsWith('{')) return [{ host: undefined, json: text, offset: 0 }];
  const heads = [...text.matchAll(printedHead)];
  if (heads.length === 0) return [{ host: undefined, json: text, offset: 0 }];
  return heads.map((head, index) => {
    const [whole, name = '', state] = head;
    const offset = head.index + whole.length;
    const json = text.slice(offset, heads[index + 1]?.index ?? text.length);
    return { host: { name, isReached: state === 'SUCCESS' || state === 'CHANGED' }, json, offset };
  });
}

interface Reading {
  readonly file: SourceFile;
  readonly context: ReportContext;
  readonly problems: Problems;
}

/** Facts of the setup module have a prefix, which users may turn off. */
type Fact = (name: string) => string | undefined;

function readHost(
  record: UnknownRecord,
  host: string | undefined,
  { file, context, problems }: Reading,
): readonly ReportedAsset[] {
  const facts = recordOf(record, 'ansible_facts') ?? record;
  const fact: Fact = (name) => textOf(facts, `ansible_${name}`) ?? textOf(facts, name);
  const own = [textOf(record, 'inventory_hostname'), fact('fqdn'), fact('nodename'), fact('hostname')];
  const named = [host ?? stemOf(file.path), ...own].flatMap((name) => name ?? []);
  const names = [...new Set(named.filter((name) => name !== ''))];
  const distro = distroOf(fact('distribution') ?? '', fact('distribution_version') ?? '');
  const software = softwareOf({ path: file.path, text: '' }, problems);
  const packages = recordOf(facts, 'packages') ?? recordOf(facts, 'ansible_packages');
  readPackages(packages ?? {}, { ecosystem: context.ecosystem, distro }, software, names[0] ?? '');
  const { components, unread } = software.finish();
  const time = recordOf(facts, 'ansible_date_time') ?? recordOf(facts, 'date_time') ?? {};
  const lastSeen = parseInstant(textOf(time, 'iso8601') ?? '');
  const installed = packages && withKernel(components, fact, names[0] ?? 'This host', problems);
  return [reportedAsset({ names, lastSeen, components: installed, unread, draft: draftOf(fact) })];
}

function withKernel(
  components: readonly Component[],
  fact: Fact,
  entry: string,
  problems: Problems,
): readonly Component[] {
  const release = fact('kernel');
  if (release === undefined) return components;
  const marked = withRunningKernel(components, release);
  const isLinux = fact('system') === undefined || fact('system') === 'Linux';
  if (!marked.isFound && isLinux) problems.tell('observed/unknown-kernel', { entry, release: release.slice(0, 80) });
  return marked.components;
}

/** `package_facts`: versions by name; RPM states epoch and release apart. */
function readPackages(packages: UnknownRecord, release: Release, software: Software, host: string): void {
  const ecosystem = ecosystemOf(release);
  for (const [name, versions] of Object.entries(packages)) {
    const items = Array.isArray(versions) ? (versions as readonly unknown[]) : [versions];
    for (const item of items) addPackage(name, asRecord(item), { ecosystem, software, host });
  }
}

function addPackage(
  name: string,
  record: UnknownRecord | undefined,
  { ecosystem, software, host }: { ecosystem: string | undefined; software: Software; host: string },
): void {
  const version = record && versionOf(record);
  const entry = { label: `${host}: ${name}` };
  if (name === 'gpg-pubkey') software.leaveOut('not-software', 'it is a signing key', entry);
  else if (version === undefined) software.leaveOut('wrong', 'it has no version', entry);
  else if (ecosystem === undefined) {
    software.leaveOut('unmatched', 'the facts name no release whose ecosystem is known', entry);
  } else software.add({ ecosystem, name, version });
}

function versionOf(record: UnknownRecord): string | undefined {
  const version = textOf(record, 'version');
  const release = textOf(record, 'release');
  const epoch = fieldOf(record, 'epoch');
  if (version === undefined) return undefined;
  const whole = release === undefined || version.includes('-') ? version : `${version}-${release}`;
  const isStated = (typeof epoch === 'number' && epoch > 0) || (typeof epoch === 'string' && /^[1-9]\d*$/.test(epoch));
  return isStated ? `${String(epoch)}:${whole}` : whole;
}

function draftOf(fact: Fact): ReportedAsset['draft'] {
  const system = [fact('distribution'), fact('distribution_version')].flatMap((word) => word ?? []).join(' ');
  return { fields: {}, labels: system === '' ? {} : { os: system } };
}

/** `--tree` and fact caches name a file after the host as the inventory does; endings that editors add are none. */
function stemOf(path: string): string {
  return path.slice(path.search(/[^/\\]*$/)).replace(/\.(?:json|txt|facts)$/i, '');
}
