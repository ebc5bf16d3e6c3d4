import { describe, expect, it } from 'vitest';
import { shippedFrameworkFiles } from '../../src/adapters/package-files.ts';
import { loadResources } from '../../src/core/load/load.ts';
import { clausesByDocument, frameworkMatrices, readShippedMappings } from '../../src/core/report/frameworks.ts';
import { reportDocumentIds } from '../../src/model/report.ts';

const files = shippedFrameworkFiles();
const frameworks = frameworkMatrices(readShippedMappings(files), []);
const each = frameworks.map((framework) => [framework.id, framework] as const);

describe('the shipped framework mappings', () => {
  it('are those that the audit pack names', () => {
    expect(frameworks.map(({ id }) => id)).toEqual([
      'cis-v8',
      'dora',
      'essential-eight',
      'gdpr',
      'hipaa',
      'iso-27001-2022',
      'nerc-cip',
      'nis2',
      'nist-800-53r5',
      'nist-csf-2.0',
      'pci-dss-4.0.1',
      'soc2',
    ]);
  });

  it('are valid, each in the file that has its name', () => {
    expect(loadResources(files).diagnostics).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual(frameworks.map(({ id }) => `policies/frameworks/${id}.yaml`));
  });

  it.each(each)('%s names no clause twice', (_, { clauses }) => {
    const ids = clauses.map(({ id }) => id);

    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it.each(each)('%s says what was read and when', (_, { authority, source, retrieved, version }) => {
    expect([authority, version].every((text) => text.length > 0)).toBe(true);
    expect(source).toMatch(/^https:\/\//);
    expect(retrieved).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('offer every document of the pack for some clause', () => {
    const unasked = [...clausesByDocument(frameworks)].filter(([, clauses]) => clauses.length === 0);

    expect(unasked).toEqual([]);
    expect(reportDocumentIds.length).toBe(14);
  });

  it.each(each)('%s offers evidence and never claims that a clause is met', (_, { clauses }) => {
    const claim = /\b(complian(t|ce)|complies|comply|conform\w*|certif\w+|fulfil\w*|satisf\w+)\b/i;

    expect(clauses.filter(({ title, note }) => claim.test(`${title} ${note}`)).map(({ id }) => id)).toEqual([]);
  });
});
