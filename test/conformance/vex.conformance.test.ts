import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { readCatalogFile } from '../../src/feeds/catalog/registry.ts';
import type { Diagnostic, Outcome } from '../../src/model/diagnostic.ts';
import type { CatalogFragment } from '../../src/model/feed.ts';
import { dataRoot } from '../support/conformance-data.ts';

type Json = Readonly<Record<string, unknown>>;

const contract = (...path: readonly string[]): Json =>
  JSON.parse(readFileSync(join(dataRoot, 'contracts', ...path), 'utf8')) as Json;
const textOf = (...path: readonly string[]): string => readFileSync(join(dataRoot, 'data', ...path), 'utf8');
const read = (text: string): Outcome<CatalogFragment> => readCatalogFile({ path: 'x.json', text });
const codesOf = (found: readonly Diagnostic[]): readonly string[] => found.map(({ code }) => code);
const options = { strict: false, logger: false, validateFormats: false } as const;

/** CSAF's schema with the CVSS schemas under the names by which it refers to them. */
function csafJudge(): ValidateFunction {
  const ajv = new Ajv2020(options);
  for (const version of ['2.0', '3.0', '3.1']) {
    const { $schema: _, id: __, $id: ___, ...schema } = contract('csaf', 'ref', `cvss-v${version}.json`);
    ajv.addSchema(schema, `https://www.first.org/cvss/cvss-v${version}.json`);
  }
  return ajv.compile(contract('csaf', 'csaf_json_schema.json'));
}

function cycloneDxJudge(): ValidateFunction {
  const ajv = new Ajv(options);
  ajv.addSchema(contract('cyclonedx', 'spdx.schema.json'));
  ajv.addSchema(contract('cyclonedx', 'jsf-0.82.schema.json'));
  return ajv.compile(contract('cyclonedx', 'bom-1.6.schema.json'));
}

function count(items: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const item of [...items].sort()) counts.set(item, (counts.get(item) ?? 0) + 1);
  return Object.fromEntries(counts);
}

describe('every real CSAF document', () => {
  const files = [
    ...readdirSync(join(dataRoot, 'data', 'csaf-cisa')).map((name) => ['csaf-cisa', name] as const),
    ['scan-grype', 'grype__vex__testdata__vex-docs__csaf-demo2.json'] as const,
    ['scan-grype', 'test__integration__testdata__vex__csaf__affected.csaf.json'] as const,
  ].sort();
  const texts = files.map((path) => textOf(...path));

  it('that the official schema accepts is read without an error', () => {
    const accepts = csafJudge();
    const accepted = texts.filter((text) => accepts(JSON.parse(text)));
    const refused = files.filter((_, index) => !accepted.includes(texts[index] ?? ''));
    process.stdout.write(`CSAF: ${accepted.length} of ${files.length} valid; not valid: ${JSON.stringify(refused)}\n`);

    expect(accepted.length).toBeGreaterThan(35);
    for (const text of accepted) {
      expect(read(text).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });

  it('gives its products, CVEs and statements, and says which ranges nobody can judge', () => {
    const outcomes = texts.map(read);
    const documents = outcomes.flatMap(({ value }) => value.documents);
    const affected = documents.flatMap((document) => document.affected);
    const found = {
      files: files.length,
      documents: documents.length,
      packages: affected.length,
      incomplete: affected.filter(({ isIncomplete }) => isIncomplete).length,
      withRemediation: affected.filter(({ remediations }) => remediations !== undefined).length,
      cves: new Set(outcomes.flatMap(({ value }) => value.cves.map(({ cve }) => cve))).size,
      statements: outcomes.flatMap(({ value }) => value.statements ?? []).length,
      diagnostics: count(outcomes.flatMap(({ diagnostics }) => codesOf(diagnostics))),
    };
    process.stdout.write(`CSAF: ${JSON.stringify(found)}\n`);

    expect(found).toEqual({
      files: 42,
      // The VEX file that only says "not affected" is a statement and no advisory.
      documents: 41,
      packages: 198,
      // Sentences in place of ranges ("All versions prior to …"), constraints behind `vers:all/`.
      incomplete: 9,
      withRemediation: 198,
      cves: 93,
      statements: 1,
      diagnostics: { 'catalog/unjudged-range': 9 },
    });
  });

  it('names every product that is affected: by package, or in what is told', () => {
    for (const text of texts) {
      const { value, diagnostics } = read(text);
      const parsed = JSON.parse(text) as { vulnerabilities?: { product_status?: Record<string, string[]> }[] };
      const isAffecting = (parsed.vulnerabilities ?? []).some(({ product_status: status = {} }) => {
        return Object.keys(status).some((list) => list !== 'known_not_affected' && list !== 'under_investigation');
      });

      expect(value.documents.length > 0 || diagnostics.length > 0 || !isAffecting).toBe(true);
    }
  });
});

describe('every real CycloneDX file of the VEX examples', () => {
  const folder = 'vex-cyclonedx';
  const files = readdirSync(join(dataRoot, 'data', folder)).sort();

  it('is read as statements where it holds some, and named where it does not', () => {
    const read_ = files.map((name) => [name, read(textOf(folder, name))] as const);
    const unread = read_.filter(([, { diagnostics }]) => codesOf(diagnostics).includes('catalog/unrecognised'));
    const statements = read_.flatMap(([, { value }]) => value.statements ?? []);
    process.stdout.write(
      `CycloneDX: ${statements.length} statements; without: ${unread.map(([name]) => name).join(', ')}\n`,
    );

    // Component lists beside the VEX files, and one list of components alone.
    expect(unread.map(([name]) => name).every((name) => name.includes('bom'))).toBe(true);
    expect(unread.length).toBe(9);
    expect(
      read_.flatMap(([, { diagnostics }]) => codesOf(diagnostics)).filter((code) => code !== 'catalog/unrecognised'),
    ).toEqual([]);
    expect(count(statements.map(({ status }) => status))).toEqual({
      ...{ affected: 6, fixed: 3, 'not-affected': 33, 'under-investigation': 2 },
    });
  });

  it('whose vulnerabilities the official schema accepts gives as many statements as it analyses', () => {
    const accepts = cycloneDxJudge();
    let judged = 0;
    for (const name of files) {
      const text = textOf(folder, name);
      const document = JSON.parse(text) as { vulnerabilities?: { analysis?: unknown; affects?: unknown[] }[] };
      // The schema at hand is 1.6; its vulnerabilities hold those of 1.4.
      if (document.vulnerabilities === undefined || !accepts({ ...document, specVersion: '1.6' })) continue;
      judged += 1;
      const analysed = document.vulnerabilities.filter(({ analysis }) => analysis !== undefined);
      expect(read(text).value.statements?.length ?? 0).toBe(analysed.length);
    }
    process.stdout.write(`CycloneDX: ${judged} files valid and compared\n`);

    expect(judged).toBeGreaterThan(0);
  });
});

describe('an OpenVEX document', () => {
  const statement = {
    vulnerability: { name: 'CVE-2024-1001' },
    products: [{ '@id': 'pkg:npm/a@1.0.0' }],
    status: 'not_affected',
    justification: 'component_not_present',
  };
  const document = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://x.example/1',
    author: 'Acme',
    timestamp: '2024-01-01T00:00:00Z',
    version: 1,
    statements: [statement],
  };
  const accepts = new Ajv2020(options).compile(contract('openvex', 'openvex_json_schema.json'));
  const without = (key: string): unknown => ({ ...document, statements: [{ ...statement, [key]: undefined }] });
  const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  it('that the official schema accepts is read, and one that it refuses for its statement is told', () => {
    const changed = [
      without('vulnerability'),
      without('status'),
      without('justification'),
      { ...document, statements: [{ ...statement, status: 'harmless' }] },
      { ...document, statements: [{ ...statement, justification: 'because' }] },
    ];

    expect(accepts(asJson(document))).toBe(true);
    expect(read(JSON.stringify(document))).toMatchObject({ diagnostics: [], value: { statements: [{}] } });
    for (const one of changed) {
      expect(accepts(asJson(one))).toBe(false);
      expect(codesOf(read(JSON.stringify(one)).diagnostics)).toEqual(['catalog/wrong-statement']);
    }
  });
});
