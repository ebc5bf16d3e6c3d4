import { describe, expect, it } from 'vitest';
import { clausesByDocument, frameworkMatrices, readShippedMappings } from '../../../src/core/report/frameworks.ts';
import type { FrameworkMapping } from '../../../src/model/generated/framework-mapping.ts';
import type { Resource } from '../../../src/model/resource.ts';

type Clause = FrameworkMapping['spec']['clauses'][number];

const clause = (id: string, ...documents: Clause['documents']): Clause => ({
  id,
  title: `about ${id}`,
  documents,
  note: 'a note',
});

function mapping(name: string, clauses: readonly Clause[], version = '1'): Resource<'FrameworkMapping'> {
  const document: FrameworkMapping = {
    apiVersion: 'patchledger/v1',
    kind: 'FrameworkMapping',
    metadata: { name },
    spec: {
      framework: name.toUpperCase(),
      version,
      authority: 'somebody',
      source: 'https://example.org/',
      retrieved: '2026-11-22',
      clauses: [...clauses],
    },
  };
  return {
    kind: 'FrameworkMapping',
    name,
    document,
    origin: { file: `policies/frameworks/${name}.yaml`, document: 0 },
  };
}

describe('frameworkMatrices', () => {
  it('keeps the clauses in the order of the framework and their documents in that of the pack', () => {
    const [matrix] = frameworkMatrices([mapping('a', [clause('9', 'D10', 'D2'), clause('10', 'D1')])], []);

    expect(matrix?.clauses.map(({ id, documents }) => [id, documents])).toEqual([
      ['9', ['D2', 'D10']],
      ['10', ['D1']],
    ]);
  });

  it('lets a mapping of the estate take the place of the shipped one of its name, whole', () => {
    const shipped = [mapping('a', [clause('1', 'D1'), clause('2', 'D2')]), mapping('b', [clause('1', 'D1')])];
    const own = [mapping('a', [clause('1', 'D4')], '2')];

    const matrices = frameworkMatrices(shipped, own);

    expect(matrices.map(({ id, version, clauses }) => [id, version, clauses.length])).toEqual([
      ['a', '2', 1],
      ['b', '1', 1],
    ]);
  });

  it('adds a framework that only the estate has, in the order of ids', () => {
    const matrices = frameworkMatrices([mapping('m', [clause('1', 'D1')])], [mapping('Z', [clause('1', 'D1')])]);

    expect(matrices.map(({ id, name }) => [id, name])).toEqual([
      ['Z', 'Z'],
      ['m', 'M'],
    ]);
  });
});

describe('clausesByDocument', () => {
  it('lists for each document the clauses that it is offered for, and names one that nothing asks for', () => {
    const matrices = frameworkMatrices(
      [mapping('b', [clause('2', 'D1')]), mapping('a', [clause('9', 'D1', 'D4'), clause('1', 'D1')])],
      [],
    );

    const byDocument = clausesByDocument(matrices);

    expect(byDocument.get('D1')).toEqual([
      { framework: 'a', title: 'A 1', clause: '9' },
      { framework: 'a', title: 'A 1', clause: '1' },
      { framework: 'b', title: 'B 1', clause: '2' },
    ]);
    expect(byDocument.get('D4')?.map((offered) => offered.clause)).toEqual(['9']);
    expect(byDocument.get('D5')).toEqual([]);
    expect([...byDocument.keys()]).toHaveLength(14);
  });
});

describe('readShippedMappings', () => {
  it('stops at a mapping that is wrong, naming file and problem', () => {
    const text = 'apiVersion: patchledger/v1\nkind: FrameworkMapping\nmetadata: { name: a }\nspec: {}\n';

    expect(() => readShippedMappings([{ path: 'policies/frameworks/a.yaml', text }])).toThrow(/frameworks\/a\.yaml: /);
  });
});
