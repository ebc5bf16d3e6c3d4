import { describe, expect, it } from 'vitest';
import { loadResources } from '../../../src/core/load/load.ts';

const freeze = (name: string, selector = '{ all: true }') =>
  `apiVersion: patchledger/v1\nkind: Freeze\nmetadata: { name: ${name} }\nspec:\n  selector: ${selector}\n  from: 2026-11-22\n  to: 2026-11-25\n  reason: shop\n`;
const rejected = (text: string, path = 'schedules/f.yaml') =>
  loadResources([{ path, text }]).value.rejected.map(({ kind, name, origin }) => `${kind} ${name} ${origin.document}`);

describe('a document that no parser can make out', () => {
  it.each([
    ['a bracket is open', freeze('peak', '{ all: true')],
    ['a line is indented wrongly', freeze('peak').replace('  from', ' from')],
    ['a tab indents', freeze('peak').replace('  to', '\tto')],
    ['a colon is missing', freeze('peak').replace('kind:', 'kind')],
    ['its kind is misspelt as well', freeze('peak', '[').replace('Freeze', 'Freez')],
    ['JSON has a comma too many', '{"kind":"Freeze","metadata":{"name":"peak"},"spec":{"selector":{"all":true},}'],
  ])('is still what its text says it is, where %s', (_, text) => {
    expect(rejected(text)).toEqual(['Freeze peak 0']);
  });

  it('is left out alone: the others of its file are read', () => {
    const text = `# freezes\n---\n${freeze('a')}---\n${freeze('b', '{ all: true')}`;
    const { value } = loadResources([{ path: 'schedules/f.yaml', text }]);

    expect(value.resources.map(({ name }) => name)).toEqual(['a']);
    expect(rejected(text)).toEqual(['Freeze b 1']);
  });

  it('goes by its file where it tells no name', () => {
    expect(rejected('kind: Freeze\nspec: [')).toEqual(['Freeze schedules/f.yaml 0']);
  });

  it('is nothing where it tells no kind', () => {
    expect(rejected('spec: [')).toEqual([]);
    expect(rejected('@@@')).toEqual([]);
  });
});
