import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../src/adapters/terminal.ts';
import { loadResources } from '../../src/core/load/load.ts';
import { testPolicies } from '../../src/core/policy-test/run.ts';
import { totalsOf } from '../../src/core/policy-test/totals.ts';
import type { Resource } from '../../src/model/resource.ts';
import { renderPolicyTestsJunit } from '../../src/render/policy-test/junit.ts';
import { dataRoot } from '../support/conformance-data.ts';
import { repositoryFiles } from '../support/source-files.ts';
import { workspace } from '../support/world.ts';

/** As Debian installs it. */
const xmllint = '/usr/bin/xmllint';
const schema = join(dataRoot, 'contracts/junit/junit-10.xsd');

/** What xmllint finds wrong with a document; empty when it is valid. */
function problemsOf(document: string): string {
  const run = spawnSync(xmllint, ['--noout', '--schema', schema, '-'], { input: document, encoding: 'utf8' });
  if (run.error) throw new Error(`${xmllint} cannot be run: apt-get install libxml2-utils (${run.error.message})`);
  return run.status === 0 ? '' : run.stderr;
}

/** The JUnit XML of the tests beside the policies of some files. */
function junitOf(files: readonly { readonly path: string; readonly text: string }[]): string {
  const { value } = loadResources(files);
  const policies = value.resources.filter((one): one is Resource<'PatchPolicy'> => one.kind === 'PatchPolicy');
  expect(policies.length).toBeGreaterThan(0);
  const run = testPolicies({ policies, workspace, locate: value.locate });
  const totals = totalsOf(run);
  const none = { failures: [], unreached: [], remarks: [], sources: new Map<string, string>() };
  return renderPolicyTestsJunit({ run, totals, ...none, paint: plainPaint, quiet: false });
}

describe('JUnit XML of policy tests', () => {
  it('is valid for the presets that ship', () => {
    expect(problemsOf(junitOf(repositoryFiles(['policies'], /\.yaml$/)))).toBe('');
  });

  it('is valid where tests fail and names hold what XML cannot', () => {
    const name = JSON.stringify('</testcase> ]]> &amp; " \u0001 \ud800 \uffff 🙂');
    const text = `
apiVersion: patchledger/v1
kind: PatchPolicy
metadata: { name: base }
spec:
  rules: [{ id: labelled, when: { labels: { ${name}: ${name} } }, then: { priority: defer, within: none } }]
  tests:
    - { name: ${name}, facts: { labels: { ${name}: ${name} } }, expect: { rule: none } }
`;

    const document = junitOf([{ path: 'policies/<base> & "co".yaml', text }]);

    expect(document).toContain('failures="1"');
    expect(problemsOf(document)).toBe('');
  });
});
