import { describe, expect, it } from 'vitest';
import { loadResources } from '../../../src/core/load/load.ts';
import { sortDiagnostics } from '../../../src/core/load/sort.ts';
import { type Diagnostic, diagnostic } from '../../../src/model/diagnostic.ts';

const team = (name: string) => `apiVersion: patchledger/v1\nkind: Team\nmetadata: {name: ${name}}\nspec: {}\n`;

const brief = ({ code, file, range }: Diagnostic) => `${file}:${range?.start.line}:${range?.start.column} ${code}`;

describe('loading', () => {
  it('gives the resources by file and document, whatever the order of the files', () => {
    const files = [
      { path: 'directory/b.yaml', text: team('b') },
      { path: 'directory/a.yaml', text: `${team('z')}---\n${team('w')}` },
    ];

    const loaded = loadResources(files);

    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.value.resources.map(({ name, origin }) => [name, origin.file, origin.document])).toEqual([
      ['z', 'directory/a.yaml', 0],
      ['w', 'directory/a.yaml', 1],
      ['b', 'directory/b.yaml', 0],
    ]);
    expect(loadResources(files.toReversed()).value.resources).toEqual(loaded.value.resources);
  });

  it('locates any part of any document', () => {
    const { locate } = loadResources([{ path: 'a.yaml', text: `${team('z')}---\n${team('w')}` }]).value;

    expect(locate({ file: 'a.yaml', document: 1 }, ['metadata', 'name'])?.start).toEqual({ line: 8, column: 18 });
    expect(locate({ file: 'a.yaml', document: 1 }, ['spec'], 'key')?.start).toEqual({ line: 9, column: 1 });
    expect(locate({ file: 'b.yaml', document: 0 }, [])).toBeUndefined();
  });

  it('goes on behind a broken document and names what it leaves out', () => {
    const { value, diagnostics } = loadResources([
      { path: 'a.yaml', text: `${team('a')}extra: 1\n---\n${team('b')}` },
      { path: 'b.yaml', text: `${team('c')}x: 010\n` },
    ]);

    expect(value.resources.map(({ name }) => name)).toEqual(['b']);
    expect(value.rejected.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['Team a', 'Team c']);
    expect(diagnostics.map(brief)).toEqual([
      'a.yaml:5:1 schema/unknown-key',
      'b.yaml:5:1 schema/unknown-key',
      'b.yaml:5:4 load/leading-zero',
    ]);
  });

  it('tells ten kinds of mistake in one file as ten problems, sorted, in one run', () => {
    const text = `apiVersion: patchledger/v1
kind: Inventory
metadata:
  name: hosts
spec:
  assets:
    - name: gw-1
      onwer: payments
      environment: prodution
      visitDuration: 30m
      location: no
      users: shop
      supportEnds: 31.12.2026
      components:
        - ecosystem: npm
          name: express
          version: 1.10
        - ecosystem: npm
          name: 007
    - owner: payments
      criticality: !risk high
    - name: db-1
      name: db-2
`;

    const { diagnostics } = loadResources([{ path: 'inventory/hosts.yaml', text }]);

    expect(diagnostics.map(brief)).toEqual([
      'inventory/hosts.yaml:8:7 schema/unknown-key',
      'inventory/hosts.yaml:9:20 schema/unknown-value',
      'inventory/hosts.yaml:10:22 schema/ambiguous-duration',
      'inventory/hosts.yaml:11:17 load/ambiguous-word',
      'inventory/hosts.yaml:12:14 schema/wrong-type',
      'inventory/hosts.yaml:13:20 schema/malformed',
      'inventory/hosts.yaml:17:20 schema/number-for-text',
      'inventory/hosts.yaml:18:11 schema/missing-key',
      'inventory/hosts.yaml:19:17 load/leading-zero',
      'inventory/hosts.yaml:20:7 schema/missing-key',
      'inventory/hosts.yaml:21:20 load/unknown-tag',
      'inventory/hosts.yaml:23:7 load/duplicate-key',
    ]);
    expect(new Set(diagnostics.map(({ code }) => code)).size).toBeGreaterThanOrEqual(10);
  });
});

describe('a file with very many problems', () => {
  it('of its schema tells the first', () => {
    const text = `${team('a').replace('{}\n', '{people: [')}${'1, '.repeat(3_000)}]}\n`;
    const codes = loadResources([{ path: 'a.yaml', text }]).diagnostics.map(({ code }) => code);

    expect(codes).toHaveLength(1_001);
    expect(codes).toContain('load/too-many-problems');
  });
});

describe('diagnostics are sorted', () => {
  it('by file, line, column and code, in code unit order', () => {
    const at = (file: string, line: number, column: number) => ({
      file,
      range: { start: { line, column }, end: { line, column } },
    });
    const sorted = [
      diagnostic('load/empty-file', {}),
      diagnostic('load/empty-file', {}, { at: { file: 'B.yaml' } }),
      diagnostic('load/merge-key', {}, { at: at('B.yaml', 2, 9) }),
      diagnostic('load/tab-indent', {}, { at: at('B.yaml', 2, 9) }),
      diagnostic('load/merge-key', {}, { at: at('B.yaml', 10, 1) }),
      diagnostic('load/merge-key', {}, { at: at('a.yaml', 1, 1) }),
    ];

    expect(sortDiagnostics(sorted.toReversed())).toEqual(sorted);
  });
});
