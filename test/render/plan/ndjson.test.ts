import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { linkFiles } from '../../../src/commands/link-files.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Decision } from '../../../src/core/plan/decision.ts';
import { softwareIn } from '../../../src/core/software.ts';
import { defaultFolders } from '../../../src/model/estate-files.ts';
import type { Line } from '../../../src/model/generated/plan.ts';
import { planDocument } from '../../../src/render/plan/json.ts';
import { renderPlanNdjson } from '../../../src/render/plan/ndjson.ts';
import { decided, yaml } from '../../support/estate.ts';
import { type ReportSketch, reportInput, visitOf } from '../../support/report.ts';
import { filesOf, type Scenario, scenariosFolder, scenariosIn } from '../../support/scenarios.ts';
import { repositoryRoot } from '../../support/source-files.ts';
import { at } from '../../support/world.ts';

const schemas = ['common', 'plan'].map((name) =>
  JSON.parse(readFileSync(`${repositoryRoot}/schemas/${name}.schema.json`, 'utf8')),
);
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, schemas });
const isLine = ajv.compile({ $ref: 'https://patchledger.dev/schemas/v1/plan.schema.json#/$defs/line' });

function decisionOf(scenario: Scenario): Decision {
  const asOf = at(scenario.asOf);
  const { estate, locate } = linkFiles(filesOf(scenario), { asOf, commit: undefined, folders: defaultFolders }).value;
  const tool = { version: '0.0.0', tzdata: 'pinned' };
  return decide({ estate, locate, asOf, tool, proposals: [], problems: [] }).value;
}

const textOf = ({ plan, estate }: Decision): string =>
  [...renderPlanNdjson(plan, softwareIn(estate.componentSets))].join('');

function linesOf(decision: Decision): readonly Line[] {
  const lines = textOf(decision).split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line) as Line);
}

/** The one document again, from the lines alone, as their schema says how. */
function expanded(lines: readonly Line[]): unknown {
  const all = <K extends keyof Line>(key: K) => lines.flatMap((line) => line[key] ?? []);
  const numbered = <T>(items: readonly (T & { readonly number: number })[]): ReadonlyMap<number, T> =>
    new Map(items.map((item) => [item.number, item]));
  const [head] = all('plan');
  const sets = numbered(all('requirementSet'));
  const [components, obligations, verdicts] = [
    numbered(all('component')),
    numbered(all('obligation')),
    numbered(all('requirement')),
  ];
  const visitSets = numbered(all('visitSet'));
  const idsOn = new Map(all('asset').map(({ name, requirements: ids }) => [name, ids] as const));
  const visits = all('visit').map(({ id, asset, visitSet, requirements }) => {
    return { id, asset, requirements: requirements ?? idsOn.get(asset)?.toSorted(), ...visitSets.get(visitSet)?.says };
  });
  const visitOfId = new Map(
    visits.flatMap(({ id, requirements = [] }) => requirements.map((one) => [one, id] as const)),
  );
  const requirements = all('asset').flatMap(({ name, requirementSet, requirements: ids }) => {
    const set = sets.get(requirementSet ?? -1);
    return ids.map((id, index) => {
      const { ecosystem, name: title, version } = components.get(set?.components[index] ?? -1) ?? {};
      const says = verdicts.get(set?.requirements[index] ?? -1)?.says;
      return {
        ...{ id, asset: name, component: { ecosystem, name: title, version }, visit: visitOfId.get(id) ?? null },
        ...{ ...says, obligations: says?.obligations.map((number) => obligations.get(number)?.says) },
      };
    });
  });
  const schema = 'patchledger.plan/v1';
  return { ...head, schema, requirements, visits, clusters: all('cluster'), unplaced: all('unplaced') };
}

const documentOf = ({ plan }: Decision): unknown => JSON.parse(JSON.stringify(planDocument(plan)));

const openssl = { ecosystem: 'Debian:12', name: 'openssl', version: '3.0.15-1' };
const hostile = 'x\u001b[2J\n| "<b>`@ada` \u2028#1\u202e';
const sketch: ReportSketch = {
  assets: ['db-1', 'db-2', hostile].map((name) => ({ name, components: [openssl, { ...openssl, path: hostile }] })),
  requirements: [
    { asset: 'db-1', component: openssl, reasons: [{ code: 'x', text: hostile }] },
    { asset: 'db-2', component: openssl },
  ],
  visits: [visitOf('db-1', ['R-db-1-openssl'], { id: hostile, window: hostile, ring: hostile })],
  unplaced: [{ asset: 'db-2', requirements: ['R-db-2-openssl'], reason: { code: 'x', text: hostile } }],
};
const sketched = (parts: ReportSketch = {}): Decision => reportInput({ ...sketch, ...parts }).decision;

describe('a plan in lines', () => {
  it.each(scenariosIn(scenariosFolder).map((scenario) => [scenario.name, scenario] as const))(
    'says of %s what the document says, and is what its schema says',
    (_, scenario) => {
      const decision = decisionOf(scenario);
      const lines = linesOf(decision);

      expect(lines.filter((line) => !isLine(line))).toEqual([]);
      expect(expanded(lines)).toEqual(documentOf(decision));
    },
  );

  it('keeps every name in its place, whatever strangers named', () => {
    const decision = sketched();
    const lines = linesOf(decision);

    expect(expanded(lines)).toEqual(documentOf(decision));
    expect(lines.flatMap(({ asset }) => asset?.name ?? [])).toEqual(['db-1', 'db-2', hostile]);
    expect(lines.flatMap(({ component }) => component?.path ?? [])).toEqual([hostile]);
  });

  it('begins with what it covers and ends with how many lines it has', () => {
    const lines = linesOf(sketched({ requirements: [], visits: [], assets: [], unplaced: [] }));

    expect(lines.map((line) => Object.keys(line))).toEqual([['plan'], ['end']]);
    expect(linesOf(sketched()).at(-1)).toEqual({ end: { lines: linesOf(sketched()).length } });
  });

  it('gives an asset its verdict and what it carries; of one that needs nothing the set is null', () => {
    const [asset] = linesOf(sketched({ assets: [{ name: 'a' }], requirements: [], visits: [], unplaced: [] })).flatMap(
      (line) => line.asset ?? [],
    );

    expect(asset).toEqual({
      ...{ name: 'a', compliance: 'compliant', because: 'nothing is required' },
      ...{ componentSets: [0], requirementSet: null, requirements: [] },
    });
  });

  it('writes what alike assets share once', () => {
    const components = [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }];
    const decision = decided({
      'patchledger.yaml': yaml('Workspace', 'w', {}),
      'inventory/a.yaml': yaml('Inventory', 'a', { assets: ['a', 'b'].map((name) => ({ name, components })) }),
      'policies/p.yaml': yaml('PatchPolicy', 'p', {
        rules: [{ id: 'all', then: { priority: 'scheduled', within: '14d' } }],
      }),
      'catalog/app.json': JSON.stringify({
        ...{ id: 'GHSA-app', modified: '2026-11-20T00:00:00Z', published: '2026-11-20T00:00:00Z' },
        affected: [{ package: { ecosystem: 'npm', name: 'app' }, versions: ['1.0.0'] }],
      }),
    });

    const kinds = linesOf(decision).flatMap((line) => Object.keys(line));

    expect(kinds).toEqual([
      'plan',
      'component',
      'componentSet',
      'obligation',
      'requirement',
      'requirementSet',
      'asset',
      'asset',
      'end',
    ]);
  });
});
