import type { Outcome } from '../../model/diagnostic.ts';
import type { FileSample, InventoryDraft, InventoryReader } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import { numberedLines } from '../lines.ts';
import { lineAt, pointAt, withoutByteOrderMark } from '../position.ts';
import { type Problems, problemsOf } from '../problems.ts';
import { asRecord, asText, recordOf, type UnknownRecord } from '../shape.ts';
import { readYaml } from '../yaml-text.ts';
import { addHosts, assetsOf, type Group, type Groups, groupNamed } from './ansible-groups.ts';

const specification = 'https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html';

/** Reads an Ansible inventory in INI form. */
export const ansibleIniReader: InventoryReader = {
  id: 'ansible-ini',
  title: 'Ansible inventory (INI)',
  specification,
  recognises: ({ form, head }) => form === 'text' && /^\[[^\]\n]+\][ \t]*(?:[#;].*)?\r?$/m.test(head),
  read: readIni,
};

/** Reads an Ansible inventory in YAML form. */
export const ansibleYamlReader: InventoryReader = {
  id: 'ansible-yaml',
  title: 'Ansible inventory (YAML)',
  specification,
  recognises: isYamlInventory,
  read: readYamlInventory,
};

function isYamlInventory({ form, head, keys }: FileSample): boolean {
  if (form !== 'yaml' || keys.has('apiVersion') || keys.has('id')) return false;
  return /^[ \t]+(?:hosts|children):/m.test(head);
}

const section = /^\[([^\]:]+)(?::(vars|children))?\]/;

function readIni(file: SourceFile): Outcome<InventoryDraft> {
  const problems = problemsOf(file.path, 'observed/further-problems');
  const groups: Groups = new Map();
  let group = groupNamed(groups, 'ungrouped');
  let part: string | undefined;
  for (const [number, raw] of numberedLines(file.text)) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    if (line.startsWith('[') && !/^\[[A-Za-z0-9]+:[A-Za-z0-9]+(?::\d+)?\]\S/.test(line)) {
      const [, name, kind] = section.exec(line) ?? [];
      if (name === undefined) {
        const args = { entry: `Line ${number}`, reason: 'it is neither a group nor a host' };
        problems.tell('observed/wrong-entry', args, () => lineAt(file.path, number, line.slice(0, 200)));
      } else group = groupNamed(groups, name.trim());
      part = kind;
    } else readIniLine(line, group, part, problems);
  }
  return { value: { assets: assetsOf(groups) }, diagnostics: problems.list() };
}

function readIniLine(line: string, group: Group, part: string | undefined, problems: Problems): void {
  if (part === 'children') group.children.add(line.split(/[\s#]/, 1)[0] ?? '');
  else if (part === 'vars') for (const [key, value] of pairsOf(line, true)) group.variables.set(key, value);
  else {
    const [pattern = ''] = line.split(/\s/, 1);
    addHosts(group, pattern, pairsOf(line.slice(pattern.length), false), problems);
  }
}

/** `key=value` pairs, values perhaps quoted; in a `:vars` section the value goes to the end of the line. */
function pairsOf(text: string, isWhole: boolean): ReadonlyMap<string, string> {
  const pattern = isWhole ? /^\s*(\w+)\s*=\s*(.*)$/g : /(?:^|\s)(\w+)=("[^"]*"|'[^']*'|\S*)/g;
  const unquoted = (value: string): string => value.trim().replace(/^(["'])(.*)\1$/, '$2');
  return new Map([...text.matchAll(pattern)].map(([, key = '', value = '']) => [key, unquoted(value)]));
}

function readYamlInventory(file: SourceFile): Outcome<InventoryDraft> {
  const problems = problemsOf(file.path, 'observed/further-problems');
  const { values, problems: syntax } = readYaml(withoutByteOrderMark(file.text));
  for (const { reason, start } of syntax) {
    problems.tell('observed/syntax', { format: 'YAML', reason }, () => pointAt(file.path, start));
  }
  const groups: Groups = new Map();
  for (const { value } of values) {
    for (const group of Object.entries(asRecord(value) ?? {})) readGroups(group, groups, problems);
  }
  return { value: { assets: assetsOf(groups) }, diagnostics: problems.list() };
}

type NamedGroup = readonly [name: string, body: unknown];

/** Groups nest as deep as their author likes, so they wait in a list instead of on the stack. */
function readGroups(first: NamedGroup, groups: Groups, problems: Problems): void {
  const waiting = [first];
  const seen = new Set<unknown>();
  for (const [name, body] of waiting) {
    const record = asRecord(body);
    const isEmpty = body === '' || body === 'null' || body === '~';
    if (record !== undefined && !seen.has(record)) {
      seen.add(record);
      waiting.push(...fillGroup(groupNamed(groups, name), record, problems));
    } else if (record !== undefined || isEmpty) groupNamed(groups, name);
    else problems.tell('observed/wrong-entry', { entry: `Group "${name}"`, reason: 'it is not a mapping' });
  }
}

function fillGroup(group: Group, body: UnknownRecord, problems: Problems): readonly NamedGroup[] {
  for (const [key, value] of textsOf(recordOf(body, 'vars'))) group.variables.set(key, value);
  for (const [pattern, variables] of Object.entries(recordOf(body, 'hosts') ?? {})) {
    addHosts(group, pattern, textsOf(asRecord(variables)), problems);
  }
  const children = Object.entries(recordOf(body, 'children') ?? {});
  for (const [child] of children) group.children.add(child);
  return children;
}

function textsOf(record: UnknownRecord | undefined): ReadonlyMap<string, string> {
  const texts = Object.entries(record ?? {}).flatMap(([key, value]) => {
    const text = asText(value);
    return text === undefined ? [] : [[key, text] as const];
  });
  return new Map(texts);
}
