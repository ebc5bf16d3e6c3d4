import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { quotedText, shellWord } from '../../src/exporters/quote.ts';
import { exporterFor, exporters } from '../../src/exporters/registry.ts';
import { readJobReport } from '../../src/feeds/record/registry.ts';
import type { ExportFile, HandedUpdate, HandedVisit, Handover } from '../../src/model/handover.ts';
import { temporaryFolder, writeFiles } from '../support/folders.ts';
import { at } from '../support/world.ts';

const hostile = [
  `'; touch pwned; '`,
  '$(touch pwned)',
  '`touch pwned`',
  '--option=evil',
  'a\nb: c',
  '{{ lookup("pipe", "touch pwned") }}',
  '{{ssm:secret}}',
  '{{{{{',
  '"quoted" \\ back\\slash',
  'späte \u202e Umkehr \u2028 Zeile',
  '*',
  '%s%n !history',
];

function update(parts: Partial<HandedUpdate> = {}): HandedUpdate {
  return {
    ...{ requirement: 'R-00000000000a', ecosystem: 'Debian:12', name: 'openssl', version: '3.0.16-1' },
    ...{ fromVersion: '3.0.15-1', advisories: ['CVE-2026-0001'], priority: 'scheduled', due: undefined },
    ...parts,
  };
}

function visit(parts: Partial<HandedVisit> = {}): HandedVisit {
  return {
    ...{ id: 'V-000000000001', change: 'platform-routine-1', planFp: `sha256:${'0'.repeat(64)}`, asset: 'host-1' },
    ...{ window: 'nights', wave: 1, ring: undefined, checks: [], rebootRequired: undefined, updates: [update()] },
    ...{ start: at('2026-11-22T21:00:00Z'), end: at('2026-11-22T23:00:00Z') },
    ...{ startText: '2026-11-22T21:00:00Z', endText: '2026-11-22T23:00:00Z' },
    ...parts,
  };
}

const handover = (...visits: readonly HandedVisit[]): Handover => ({
  ...{ asOf: '2026-11-22T12:00:00Z', tool: { version: '0.1.0' }, commit: undefined, emergency: undefined },
  ...{ visits, held: [] },
});

const filesOf = (engine: string, ...visits: readonly HandedVisit[]): readonly ExportFile[] =>
  exporterFor(engine)?.export(handover(...visits)) ?? [];

describe('every exporter', () => {
  it.each(exporters.map((exporter) => [exporter.id, exporter] as const))(
    '%s gives the same bytes for the same visits, and paths that stay inside',
    (_, exporter) => {
      const files = exporter.export(handover(visit()));

      expect(exporter.export(handover(visit()))).toEqual(files);
      for (const { path, text } of files) {
        expect(path).toMatch(/^[A-Za-z0-9][\w./-]*$/);
        expect(path).not.toContain('..');
        expect(text.endsWith('\n')).toBe(true);
        expect(text).toMatch(/^[\x20-\x7e\n]*$/);
      }
    },
  );

  it.each(exporters.map(({ id }) => id))('%s holds hostile names as data in ASCII', (id) => {
    const updates = hostile.map((name) => update({ name, version: name, ecosystem: name }));

    for (const { text } of filesOf(id, visit({ updates, checks: [{ gate: 'health', needs: hostile.join(' ') }] }))) {
      if (id !== 'script') expect(text).toMatch(/^[\x20-\x7e\n]*$/);
      // Ansible takes what is marked unsafe for no template, and JSON has none.
      if (id === 'script' || id === 'ssm') expect(text).not.toContain('{{');
    }
  });
});

describe('a word for the shell', () => {
  it.each(hostile)('is read back as it was: %j', (text) => {
    const out = execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' });

    expect(out).toBe(text);
    expect(shellWord(text)).not.toContain('{{');
  });

  it.each(hostile)('in YAML and JSON is the same text: %j', (text) => {
    expect([parse(quotedText(text)), JSON.parse(quotedText(text))]).toEqual([text, text]);
  });
});

/** Runs the script of a visit in a folder of its own, with the commands that a user would name. */
function runScript(given: HandedVisit, env: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  const [file] = filesOf('script', given);
  writeFiles(folder, {
    'visit.sh': file?.text ?? '',
    install: '#!/bin/sh\nprintf "%s|%s|%s\\n" "$1" "$2" "$3" >>installed\ncase $2 in broken) exit 3;; esac\n',
    check: '#!/bin/sh\nprintf "%s|%s|%s\\n" "$1" "$2" "$3" >>checked\nexit $CHECK_CODE\n',
  });
  for (const name of ['install', 'check']) chmodSync(join(folder, name), 0o755);
  const commands = {
    PATCHLEDGER_ANY_TIME: '1',
    PATCHLEDGER_INSTALL: './install',
    PATCHLEDGER_CHECK: './check',
    CHECK_CODE: '0',
  };
  const { status, stderr } = spawnSync('sh', ['visit.sh'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...commands, ...env },
    encoding: 'utf8',
  });
  const read = (name: string): string | undefined => {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch {
      return undefined;
    }
  };
  return { status, stderr, read };
}

describe('a script', () => {
  it('hands hostile names to the installer as they are, and does nothing else', () => {
    const updates = hostile.map((name) => update({ ecosystem: 'npm', name, version: '1' }));
    const { status, read } = runScript(visit({ updates }));

    expect(status).toBe(0);
    expect(read('installed')).toBe(hostile.map((name) => `npm|${name}|1\n`).join(''));
    expect(read('pwned')).toBeUndefined();
  });

  it('leaves a result that is recorded as a deployment', () => {
    const updates = [update({ ecosystem: 'npm', name: 'a "b", c' }), update({ ecosystem: 'npm', name: 'broken' })];
    const { status, read } = runScript(visit({ updates }));
    const report = readJobReport({ path: 'x', text: read('V-000000000001.csv') ?? '' }, 'deployment');

    expect([status, report.diagnostics]).toEqual([1, []]);
    expect(report.value?.rows).toMatchObject([
      { assets: ['host-1'], visit: 'V-000000000001', package: 'a "b", c', result: 'succeeded' },
      { package: 'broken', result: 'failed', issues: ['ended with 3'] },
    ]);
  });

  it.each([
    ['before it begins', { start: at('2200-01-01T00:00:00Z'), end: at('2200-01-01T01:00:00Z') }],
    ['when it is over', { start: at('2020-01-01T00:00:00Z'), end: at('2020-01-01T01:00:00Z') }],
  ])('refuses to run %s', (_, times) => {
    const { status, read } = runScript(visit({ ...times, updates: [update({ ecosystem: 'npm' })] }), {
      PATCHLEDGER_ANY_TIME: '',
    });

    expect([status, read('installed')]).toEqual([75, undefined]);
  });

  it.each([
    ['fails', { CHECK_CODE: '1' }],
    ['is not there', { PATCHLEDGER_CHECK: '' }],
  ])('installs nothing when the check of what shows on the spot %s', (_, env) => {
    const checks = [{ gate: 'health' as const, needs: 'every other member up' }];
    const { status, read } = runScript(visit({ checks, updates: [update({ ecosystem: 'npm' })] }), env);

    expect([status, read('installed')]).toEqual([75, undefined]);
  });

  it('is not run twice over the results of the first time', () => {
    const { stderr, status } = runScript(visit(), { PATCHLEDGER_RESULTS: 'visit.sh' });

    expect([status, stderr]).toEqual([75, expect.stringContaining('this visit was run before')]);
  });

  it.each(['-y', '*', '../x.deb', 'a b'])('never gives %j to a package manager', (name) => {
    const [file] = filesOf('script', visit({ updates: [update({ name })] }));

    expect(file?.text).toMatch(/^update .* other ''$/m);
  });
});

describe('a playbook', () => {
  it('has a play for each wave, and marks every value of strangers as unsafe', () => {
    const [inventory, playbook, tasks] = filesOf('ansible', visit(), visit({ id: 'V-000000000002', asset: 'host-2' }));

    const customTags = [{ tag: '!unsafe', resolve: (text: string) => `unsafe:${text}` }];
    expect(parse(playbook?.text ?? '')).toMatchObject([
      {
        hosts: 'patchledger_wave_1',
        vars: { patchledger_visits: { 'host-1': 'V-000000000001', 'host-2': 'V-000000000002' } },
      },
    ]);
    expect(parse(inventory?.text ?? '').all.children.patchledger_wave_1.hosts).toEqual({
      'host-1': null,
      'host-2': null,
    });
    expect(parse(tasks?.text ?? '', { customTags })).toMatchObject([
      {
        name: 'patchledger V-000000000001 R-00000000000a',
        'ansible.builtin.apt': { name: '{{ patchledger_package }}' },
        vars: { patchledger_package: 'unsafe:openssl=3.0.16-1' },
      },
    ]);
  });

  it('reboots where a release needs it', () => {
    const [, , tasks] = filesOf('ansible', visit({ rebootRequired: true }));

    expect(tasks?.text).toContain('ansible.builtin.reboot:');
  });
});

describe('a command of SSM', () => {
  it('is JSON that leads back to its visit', () => {
    const [file] = filesOf('ssm', visit());

    expect(JSON.parse(file?.text ?? '')).toMatchObject({
      Comment: 'patchledger V-000000000001',
      Targets: [{ Key: 'tag:Name', Values: ['host-1'] }],
      Parameters: { executionTimeout: ['7200'] },
    });
  });
});
