import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { componentKey } from '../../src/core/assess/component-key.ts';
import { checkReport } from '../../src/core/check/report.ts';
import { checkOscal } from '../../src/core/oscal/check.ts';
import { oscalFiles } from '../../src/core/oscal/documents.ts';
import { buildReport } from '../../src/core/report/build.ts';
import { frameworkMatrices, readShippedMappings } from '../../src/core/report/frameworks.ts';
import type { ReportInput } from '../../src/core/report/input.ts';
import { openVexOf } from '../../src/core/vex/publish.ts';
import { renderVerdictsJunit } from '../../src/render/check/junit.ts';
import { renderOscal } from '../../src/render/oscal/json.ts';
import { renderOpenVex } from '../../src/render/vex/openvex.ts';
import { dataRoot } from '../support/conformance-data.ts';
import { policy } from '../support/policies.ts';
import {
  deploymentRecord,
  deploymentRow,
  indexed,
  type ReportSketch,
  reportInput,
  visitOf,
} from '../support/report.ts';
import { assessmentWith, at, componentWith, findingWith } from '../support/world.ts';

const folder = new URL('../../policies/frameworks/', import.meta.url);
const frameworks = frameworkMatrices(
  readShippedMappings(
    readdirSync(folder).map((name) => ({ path: name, text: readFileSync(new URL(name, folder), 'utf8') })),
  ),
  [],
);

const contract = (...path: readonly string[]): object =>
  JSON.parse(readFileSync(join(dataRoot, 'contracts', ...path), 'utf8'));

/** A date and time as RFC 3339 writes it; addresses as RFC 3986 does. */
const formats = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  uri: /^[a-z][a-z0-9+.-]*:[\w.~:/?#[\]@!$&'()*+,;=%-]+$/i,
  'uri-reference': /^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9a-f]{2})+$/i,
  iri: /^[a-z][a-z0-9+.-]*:\S+$/i,
  email: /^\S+@\S+$/,
};

const schemaOf: Readonly<Record<string, string>> = {
  'machine/oscal-assessment-plan.json': 'oscal_assessment-plan_schema.json',
  'machine/oscal-assessment-results.json': 'oscal_assessment-results_schema.json',
  'machine/oscal-component-definition.json': 'oscal_component_schema.json',
  'machine/oscal-poam.json': 'oscal_poam_schema.json',
};
const validators = new Map<string, ValidateFunction>(
  Object.entries(schemaOf).map(([path, schema]) => [
    path,
    new Ajv({ strict: true, strictTypes: false, formats }).compile(contract('oscal', schema)),
  ]),
);
const acceptsVex = new Ajv2020({ strict: false, formats }).compile(contract('openvex', 'openvex_json_schema.json'));

const hostile = '<script>alert(1)</script>|=HYPERLINK("x")\u202e*_`{{ insert }}]]>\u0001\n\ud800 %';
const long = 'n'.repeat(10_000);

function worldOf(names: readonly string[]): ReportSketch {
  const [first = 'db-1'] = names;
  const finding = findingWith({ advisory: 'CVE-2026-1' });
  const fixed = findingWith({ advisory: 'CVE-2026-2', status: 'fixed' });
  const component = componentWith({ name: first });
  return {
    name: first,
    assets: names.map((name) => ({ name, components: [component], lastSeen: at('2026-11-22T00:00:00Z'), owner: name })),
    requirements: names.map((asset, index) => ({
      asset,
      component,
      due: '2026-11-20T00:00:00Z',
      state: index === 0 ? 'overdue' : 'unknown',
      overdue: index === 0,
      findings: [finding],
      advisories: [hostile],
    })),
    visits: [visitOf(first, [`R-${first}-${first}`])],
    assessments: new Map([[componentKey(component), assessmentWith([finding, fixed], { component })]]),
    resources: {
      PatchPolicy: indexed([
        policy(first, '{rules: [{id: all, when: {}, then: {priority: immediate, within: 24h, clockStart: released}}]}'),
      ]),
      DeploymentRecord: indexed([
        deploymentRecord('job', [deploymentRow({ asset: first, application: { ecosystem: 'npm', name: hostile } })]),
      ]),
    },
  };
}

const worlds: readonly (readonly [string, ReportInput])[] = [
  ['an empty estate', reportInput()],
  ['an estate without any requirement', reportInput({ assets: [{ name: 'db-1' }] })],
  ['an estate with open work', reportInput(worldOf(['db-1', 'db-2']))],
  ['hostile names', reportInput(worldOf([hostile, long, ' ', '‏x']))],
  ['files that are not committed', reportInput({ ...worldOf(['db-1']), commit: undefined })],
];

describe.each(worlds)('the files for programs of %s', (_, sketched) => {
  const input = { ...sketched, frameworks };
  const report = buildReport(input);
  const made = [...oscalFiles({ input, report, digestOf: () => 'a'.repeat(64), csv: new Map() })];
  const documents = made.flatMap((file) => (file.kind === 'document' ? [file] : []));

  it('are valid OSCAL 1.2.1, by the official schemas and by our own check', () => {
    expect(documents.length).toBeGreaterThanOrEqual(2);
    for (const { path, document } of documents) {
      const validate = validators.get(path);
      validate?.(JSON.parse([...renderOscal(document)].join('')));

      expect(validate?.errors ?? [], path).toEqual([]);
      expect(checkOscal(document)).toEqual([]);
    }
  });

  it('are valid OpenVEX 0.2.0, where there is a statement', () => {
    const document = openVexOf(input, report);
    if (document !== undefined) acceptsVex(JSON.parse(renderOpenVex(document)));

    expect(acceptsVex.errors ?? []).toEqual([]);
  });

  it('are valid JUnit XML', () => {
    const check = checkReport(
      { mode: 'estate', base: undefined, head: undefined, lane: 'none' },
      { deadlines: { problems: [] }, files: { problems: [], unknown: hostile } },
    );
    const schema = join(dataRoot, 'contracts/junit/junit-10.xsd');
    const run = spawnSync('/usr/bin/xmllint', ['--noout', '--schema', schema, '-'], {
      input: renderVerdictsJunit(check, report),
      encoding: 'utf8',
    });

    expect(run.error).toBeUndefined();
    expect(run.status, run.stderr).toBe(0);
  });
});

describe('OSCAL of a large estate', () => {
  it('tells five thousand requirements one by one, and more of them together', { timeout: 110_000 }, () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `db-${index}`);
    const requirements = names.map((asset) => ({ asset, state: 'overdue', overdue: true }) as const);
    const sizes = [0, 1].map((more) => {
      const assets = [...names, ...(more === 0 ? [] : ['db-more'])].map((name) => ({ name }));
      const all = [
        ...requirements,
        ...(more === 0 ? [] : [{ asset: 'db-more', state: 'overdue', overdue: true } as const]),
      ];
      const input = { ...reportInput({ assets, requirements: all }), frameworks };
      const report = buildReport(input);
      const started = process.hrtime.bigint();
      const made = [...oscalFiles({ input, report, digestOf: () => 'a'.repeat(64), csv: new Map() })];
      const documents = made.flatMap((file) => (file.kind === 'document' ? [file] : []));
      for (const { document } of documents) expect(checkOscal(document)).toEqual([]);
      const texts = documents.map(({ path, document }) => [path, [...renderOscal(document)].join('')] as const);
      const ms = Number((process.hrtime.bigint() - started) / 1_000_000n);
      const bytes = texts.reduce((sum, [, text]) => sum + text.length, 0);
      process.stdout.write(`OSCAL: ${all.length} requirements, ${(bytes / 1e6).toFixed(1)} MB in ${ms} ms\n`);
      for (const [path, text] of texts) {
        const validate = validators.get(path);
        validate?.(JSON.parse(text));
        expect(validate?.errors ?? [], path).toEqual([]);
      }
      return bytes;
    });

    expect(sizes[1]).toBeLessThan(sizes[0] ?? 0);
  });
});
