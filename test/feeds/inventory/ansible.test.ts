import { describe, expect, it } from 'vitest';
import { expandHosts } from '../../../src/feeds/inventory/host-range.ts';
import { readInventoryFile } from '../../../src/feeds/inventory/registry.ts';
import type { Outcome } from '../../../src/model/diagnostic.ts';
import type { DraftAsset, InventoryDraft } from '../../../src/model/feed.ts';

function read(text: string): Outcome<InventoryDraft> {
  return readInventoryFile({ path: 'hosts', text });
}

function asset(text: string, name: string): DraftAsset | undefined {
  return read(text).value.assets.find((candidate) => candidate.name === name);
}

const ini = `# estate
mail.example.com owner=ops ansible_password=secret

[web]
web[01:03].example.com:2222 criticality=high
[web:vars]
owner = platform
criticality = low

[site:children]
web
[site:vars]
location=fra1
owner=nobody
`;

const yaml = `all:
  vars: {env: prod}
  hosts:
    mail.example.com: {owner: ops, api_token: secret}
  children:
    site:
      vars: {location: fra1, owner: nobody}
      children:
        web:
          vars: {owner: platform, criticality: low}
          hosts:
            web[01:03].example.com: {criticality: high}
`;

describe.each([
  ['INI', ini],
  ['YAML', yaml],
])('an Ansible inventory in %s', (_, text) => {
  it('names every host of a range', () => {
    expect(
      read(text)
        .value.assets.map(({ name }) => name)
        .sort(),
    ).toEqual(['mail.example.com', 'web01.example.com', 'web02.example.com', 'web03.example.com']);
  });

  it('makes labels of the groups of a host and of those above', () => {
    expect(asset(text, 'web02.example.com')?.labels).toEqual({ 'group-site': 'true', 'group-web': 'true' });
  });

  it('lets the host speak before its group, and its group before those above', () => {
    expect(asset(text, 'web02.example.com')?.fields).toMatchObject({
      criticality: 'high',
      owner: 'platform',
      location: 'fra1',
    });
  });

  it('never carries over variables that it does not know: they hold secrets', () => {
    expect(JSON.stringify(read(text))).not.toContain('secret');
  });
});

describe('an Ansible inventory', () => {
  it('says the environment by the one group that is named after one', () => {
    expect(asset('[prod]\na\n[web]\na\n', 'a')?.fields).toEqual({ environment: 'production' });
    expect(asset('[prod]\na\n[staging]\na\n', 'a')?.fields).toEqual({});
  });

  it('with groups in a circle still ends', () => {
    expect(asset('[a:children]\nb\n[b:children]\na\n[a]\nhost1\n', 'host1')?.labels).toEqual({
      'group-a': 'true',
      'group-b': 'true',
    });
  });

  it('reports a line that is neither group nor host, with its place', () => {
    expect(read('[web]\na\n[broken\n').diagnostics).toMatchObject([
      { code: 'observed/wrong-entry', range: { start: { line: 3, column: 1 } } },
    ]);
  });

  it('reports a range of too many hosts and goes on', () => {
    const { value, diagnostics } = read('[web]\nn[1:999999999]\na\n');

    expect(value.assets.map(({ name }) => name)).toEqual(['a']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['observed/too-many-hosts']);
  });

  it.each([
    ['all:\n  hosts: {a: 1}\n  hosts: {b: 1}\n', 'observed/syntax'],
    ['all:\n  children:\n    web: 7\n', 'observed/wrong-entry'],
  ])('in YAML reports what is wrong: %j', (text, code) => {
    expect(read(text).diagnostics.map((problem) => problem.code)).toEqual([code]);
  });
});

describe('a host pattern', () => {
  it.each([
    ['web1', ['web1']],
    ['n[9:11]', ['n9', 'n10', 'n11']],
    ['n[008:010]', ['n008', 'n009', 'n010']],
    ['n[1:5:2]', ['n1', 'n3', 'n5']],
    ['db-[a:c]', ['db-a', 'db-b', 'db-c']],
    ['[a:b][1:2]', ['a1', 'a2', 'b1', 'b2']],
    ['n[3:1]', []],
  ])('%s stands for %j', (pattern, hosts) => {
    expect(expandHosts(pattern)).toEqual(hosts);
  });

  it('of too many hosts stands for none', () => {
    expect(expandHosts('[1:1000]-[1:1000]')).toBeUndefined();
  });
});
