import { describe, expect, it } from 'vitest';
import { readCatalogFile } from '../../../src/feeds/catalog/registry.ts';
import type { VexStatement } from '../../../src/model/vex.ts';

type Json = Readonly<Record<string, unknown>>;

interface StatementsRead {
  readonly statements: readonly VexStatement[];
  readonly codes: readonly string[];
}

function read(document: Json): StatementsRead {
  const { value, diagnostics } = readCatalogFile({ path: 'a.json', text: JSON.stringify(document) });
  return { statements: value.statements ?? [], codes: diagnostics.map(({ code }) => code) };
}

function openVex(statement: Json): StatementsRead {
  const head = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://x/1',
    author: 'Acme',
    timestamp: '2024-01-01T00:00:00Z',
  };
  return read({ ...head, version: 1, statements: [statement] });
}

describe('an OpenVEX statement', () => {
  const whole = {
    vulnerability: { name: 'CVE-2024-1001', aliases: ['GHSA-1'] },
    products: [{ '@id': 'pkg:oci/app@sha256%3Aaa', subcomponents: [{ '@id': 'pkg:npm/a@1.0.0' }] }],
    status: 'not_affected',
    justification: 'vulnerable_code_not_in_execute_path',
  };

  it('says of parts of products how a vulnerability concerns them', () => {
    expect(openVex(whole)).toMatchObject({
      codes: [],
      statements: [
        {
          source: { format: 'openvex', document: 'https://x/1', author: 'Acme', file: 'a.json' },
          number: 1,
          ids: ['CVE-2024-1001', 'GHSA-1'],
          status: 'not-affected',
          justification: 'vulnerable_code_not_in_execute_path',
          statedAt: 1704067200000,
          products: [{ name: 'pkg:oci/app@sha256%3Aaa', parts: [{ package: { ecosystem: 'npm', name: 'a' } }] }],
        },
      ],
    });
  });

  it('of the format before 0.2.0 names its vulnerability and products by text', () => {
    const { statements } = openVex({
      vulnerability: 'CVE-2024-1001',
      products: ['pkg:npm/a@1.0.0'],
      subcomponents: ['pkg:npm/b'],
      status: 'fixed',
    });

    expect(statements).toMatchObject([
      {
        ids: ['CVE-2024-1001'],
        status: 'fixed',
        products: [{ package: { name: 'a' }, parts: [{ package: { name: 'b' } }] }],
      },
    ]);
  });

  it('is dated by itself before its document', () => {
    const [statement] = openVex({ ...whole, timestamp: '2023-01-01T00:00:00Z' }).statements;

    expect(statement?.statedAt).toBe(1672531200000);
  });

  it.each([
    ['names no vulnerability', { vulnerability: {} }],
    ['names no product', { products: [] }],
    ['has a status of its own', { status: 'harmless' }],
    ['has a justification of its own', { justification: 'trust me' }],
    ['calls a product not affected without a reason', { justification: undefined }],
  ])('that %s is left out', (_, change) => {
    expect(openVex({ ...whole, ...change })).toEqual({ statements: [], codes: ['catalog/wrong-statement'] });
  });

  it('may give its reason in words', () => {
    const change = { justification: undefined, impact_statement: 'We removed it.' };

    expect(openVex({ ...whole, ...change }).statements).toMatchObject([{ impactStatement: 'We removed it.' }]);
  });
});

function cycloneDx(vulnerability: Json, more: Json = {}): StatementsRead {
  const whole = { id: 'CVE-2024-1001', affects: [{ ref: 'lib' }], ...vulnerability };
  return read({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: 'urn:uuid:1',
    metadata: { timestamp: '2024-01-01T00:00:00Z', component: { name: 'App', version: '2', 'bom-ref': 'app' } },
    components: [{ name: 'x', components: [{ name: 'lib', purl: 'pkg:npm/lib@1.0.0', 'bom-ref': 'lib' }] }],
    vulnerabilities: [whole],
    ...more,
  });
}

describe('a CycloneDX vulnerability with an analysis', () => {
  it.each([
    ['resolved', 'fixed'],
    ['resolved_with_pedigree', 'fixed'],
    ['exploitable', 'affected'],
    ['in_triage', 'under-investigation'],
    ['false_positive', 'not-affected'],
  ])('in state %s is %s', (state, status) => {
    expect(cycloneDx({ analysis: { state } }).statements).toMatchObject([{ status }]);
  });

  it.each([
    ['code_not_present', 'vulnerable_code_not_present'],
    ['code_not_reachable', 'vulnerable_code_not_in_execute_path'],
    ['requires_configuration', 'vulnerable_code_cannot_be_controlled_by_adversary'],
    ['requires_dependency', 'component_not_present'],
    ['requires_environment', 'vulnerable_code_cannot_be_controlled_by_adversary'],
    ['protected_by_compiler', 'inline_mitigations_already_exist'],
    ['protected_at_runtime', 'inline_mitigations_already_exist'],
    ['protected_at_perimeter', 'inline_mitigations_already_exist'],
    ['protected_by_mitigating_control', 'inline_mitigations_already_exist'],
  ])('justified by %s says %s, and keeps its own word', (word, justification) => {
    const analysis = { state: 'not_affected', justification: word, detail: 'Seen.' };

    expect(cycloneDx({ analysis }).statements).toMatchObject([{ justification, impactStatement: `${word}: Seen.` }]);
  });

  it('speaks of a component inside the product that the document describes', () => {
    const [statement] = cycloneDx({ analysis: { state: 'in_triage' } }).statements;

    expect(statement?.products).toMatchObject([
      { name: 'App@2', parts: [{ package: { ecosystem: 'npm', name: 'lib' } }] },
    ]);
  });

  it('speaks of the product itself where it refers to it', () => {
    const [statement] = cycloneDx({ analysis: { state: 'in_triage' }, affects: [{ ref: 'app' }] }).statements;

    expect(statement?.products).toEqual([{ name: 'App@2', parts: [] }]);
  });

  it('holds for the versions whose status agrees with it', () => {
    const versions = [
      { version: '1.0.0', status: 'unaffected' },
      { version: '1.1.0', status: 'affected' },
    ];
    const analysis = { state: 'not_affected', justification: 'code_not_present' };
    const [statement] = cycloneDx({ analysis, affects: [{ ref: 'lib', versions }] }).statements;

    expect(statement?.products[0]?.parts[0]?.package?.versions).toEqual({ kind: 'listed', versions: ['1.0.0'] });
  });

  it('names documents elsewhere by their link', () => {
    const affects = [{ ref: 'urn:cdx:1/1#pkg%3Anpm%2Fb%401.0.0' }];
    const { statements } = cycloneDx({ analysis: { state: 'in_triage' }, affects }, { metadata: {} });

    expect(statements[0]?.products).toMatchObject([{ package: { name: 'b' }, parts: [] }]);
  });

  it.each([
    ['without an analysis', {}],
    ['not affected without a reason', { analysis: { state: 'not_affected' } }],
    ['in a state of its own', { analysis: { state: 'fine' } }],
    ['with a justification of its own', { analysis: { state: 'not_affected', justification: 'fine' } }],
    ['without products', { analysis: { state: 'in_triage' }, affects: [] }],
  ])('%s is left out', (_, vulnerability) => {
    expect(cycloneDx(vulnerability)).toEqual({ statements: [], codes: ['catalog/wrong-statement'] });
  });
});
