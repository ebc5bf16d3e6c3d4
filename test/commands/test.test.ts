import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandOptions } from '../../src/commands/command.ts';
import { run } from '../../src/commands/test.ts';
import { type CapturedRun, captureRun } from '../support/capture.ts';
import { presetIds } from '../support/policies.ts';
import { repositoryRoot } from '../support/source-files.ts';

const base = `
apiVersion: patchledger/v1
kind: PatchPolicy
metadata: { name: base }
spec:
  rules:
    - id: exploited
      when: { kev: true }
      then: { priority: immediate, within: 24h }
    - id: low
      when: { severity: low }
      then: { priority: defer, within: next-upgrade }
`.trimStart();
const passing = '  tests: [{ name: "<quick> & sure", facts: { kev: true }, expect: { rule: exploited } }]\n';
const failing =
  '  tests: [{ name: "<slow> & \\u0007", facts: { kev: false, severity: low }, expect: { within: 7d } }]\n';

const test = (root: string, options: CommandOptions = {}, format?: string, quiet = false): Promise<CapturedRun> =>
  captureRun(run, { root, format, quiet }, [], options);

describe('test', () => {
  let root = '';
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'patchledger-test-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('passes every test of the presets that ship, and runs all of them', async () => {
    const { code, out } = await test(repositoryRoot, {}, 'json');

    const { policies, summary } = JSON.parse(out);
    expect(policies.map(({ policy }: { policy: string }) => policy)).toEqual(presetIds);
    expect([code, summary.failed]).toEqual([0, 0]);
    expect(summary.tests).toBeGreaterThan(50);
  });

  it('says in a line for each policy how many tests passed and which rules none of them reaches', async () => {
    write('policies/base.yaml', base + passing);

    const { code, out } = await test(root);

    expect(code).toBe(0);
    expect(out).toContain('base 1/1 test, 1 of 2 rules reached; not reached: low (policies/base.yaml:9)\n');
    expect(out).toContain('1 policy: 1 passed; 1 of 2 rules reached (50 %)\n');
  });

  it('exits 3 when a test fails, and shows its line', async () => {
    write('policies/base.yaml', base + failing);

    const { code, out } = await test(root);

    expect(code).toBe(3);
    expect(out).toContain('policies/base.yaml:12:');
    expect(out).toContain('within is next-upgrade, expected 7d [policy-test/failed]');
    expect(out).toContain('see: policies/base.yaml:9:11: the rule low decided, from kev false, severity low');
    expect(out).toContain('1 policy: 0 of 1 test passed, 1 failed; 1 of 2 rules reached (50 %)\n');
    expect(out).not.toContain('\u0007');
  });

  it('exits 3 when fewer rules are reached than asked for', async () => {
    write('policies/base.yaml', base + passing);

    expect((await test(root, { minCoverage: '50' })).code).toBe(0);
    const low = await test(root, { minCoverage: '50.5%' });
    expect(low.code).toBe(3);
    expect(low.out).toContain('the tests reach 1 of 2 rules (50 %), and at least 50.5 % are asked for');
  });

  it.each(['most', '101', '-1', ''])('takes %j for no percentage', async (minCoverage) => {
    write('policies/base.yaml', base);

    await expect(test(root, { minCoverage })).rejects.toThrow('no percentage');
  });

  it('says plainly that no policy has tests, which is no failure', async () => {
    write('policies/base.yaml', base);

    const { code, out } = await test(root);

    expect(code).toBe(0);
    expect(out).toContain('warning: no policy has tests [policy-test/no-tests]');
  });

  it('exits 2 when a policy cannot be read, because its tests did not run', async () => {
    write('policies/base.yaml', base + passing);
    write('policies/broken.yaml', base.replace('rules:', 'rulez:'));

    const { code, notes } = await test(root);

    expect(code).toBe(2);
    expect(notes).toContain('policies/broken.yaml');
  });

  it('refuses a folder without an estate', async () => {
    await expect(test(root)).rejects.toThrow('there is no estate');
  });

  it('says only what is wrong when it is to be quiet', async () => {
    write('policies/base.yaml', base + passing);

    expect((await test(root, {}, 'text', true)).out).toBe('');
  });

  it('gives programs every test with what it got, and every rule with whether it is reached', async () => {
    write('policies/base.yaml', base + failing);

    const document = JSON.parse((await test(root, {}, 'json')).out);

    expect(document.schema).toBe('patchledger.policy-tests/v1');
    expect(document.summary).toEqual({ policies: 1, tests: 1, failed: 1, rules: 2, reached: 1, coverage: 50 });
    const [policy] = document.policies;
    expect(policy.tests[0]).toMatchObject({
      passed: false,
      differences: [{ field: 'within', expected: '7d', got: 'next-upgrade' }],
      decided: [{ rule: 'low', line: 9, priority: 'defer', within: 'next-upgrade', due: null, marks: [] }],
      facts: [
        { name: 'kev', value: false, assumed: false },
        { name: 'severity', value: 'low', assumed: false },
      ],
    });
    expect(policy.rules).toMatchObject([
      { rule: 'exploited', line: 6, reached: false },
      { rule: 'low', line: 9, reached: true },
    ]);
  });

  it('annotates failures and unreached rules on GitHub', async () => {
    write('policies/base.yaml', base + failing);

    const lines = (await test(root, {}, 'github')).out.trim().split('\n');

    expect(lines.map((line) => line.split(' ', 1)[0])).toEqual(['::error', '::warning']);
  });

  it('writes JUnit XML in which no name of the estate is markup', async () => {
    write('policies/base.yaml', base + failing);

    const { out } = await test(root, {}, 'junit');

    expect(
      out.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="patchledger test" tests="1"'),
    ).toBe(true);
    expect(out).toContain(
      '<testsuite name="base" tests="1" failures="1" errors="0" skipped="0" file="policies/base.yaml">',
    );
    expect(out).toContain('<testcase name="&lt;slow&gt; &amp; \\u0007" classname="base">');
    expect(out).toContain('message="within is next-upgrade, expected 7d"');
    expect(out).toContain('<system-out>rules not reached: exploited (policies/base.yaml:6)</system-out>');
  });
});
