import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { editInventory, type NewAsset } from '../../../src/core/import/inventory-edit.ts';

const head = 'apiVersion: patchledger/v1\nkind: Inventory\nmetadata: { name: hosts }\nspec:\n';
const asset = (name: string, fields: Readonly<Record<string, string>> = {}): NewAsset => ({
  name,
  fields: new Map(Object.entries(fields)),
  labels: new Map(),
});

interface Asset {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}
const assetsOf = (text: string): readonly Asset[] =>
  (parse(text, { schema: 'failsafe' }) as { readonly spec: { readonly assets: readonly Asset[] } }).spec.assets;

describe('an edit of an Inventory', () => {
  it('changes a value where it stands and keeps the comment behind it', () => {
    const text = `${head}  assets:\n    # the gateway\n    - name: gw-1   # first\n      owner: 'old'  # since 2024\n`;

    const edited = editInventory(text, [{ asset: 'gw-1', field: 'owner', value: 'platform' }], []);

    expect(edited).toEqual({ text: text.replace("'old'", 'platform'), refused: [] });
  });

  it('adds a field behind the name, and labels in one line where there are none', () => {
    const text = `${head}  assets:\n    - name: gw-1 # first\n      owner: x\n`;
    const edits = [
      { asset: 'gw-1', field: 'environment', value: 'production' },
      { asset: 'gw-1', field: 'labels.rack', value: 'A 12' },
      { asset: 'gw-1', field: 'labels.note', value: 'yes' },
    ];

    expect(editInventory(text, edits, []).text).toBe(
      `${head}  assets:\n    - name: gw-1 # first\n      environment: production\n      labels: { rack: A 12, note: "yes" }\n      owner: x\n`,
    );
  });

  it('adds assets behind the last one and before the comments that follow', () => {
    const text = `${head}  assets:\n  - name: a\n    owner: x # last\n\n  # the end\n`;

    expect(editInventory(text, [], [asset('b', { owner: 'sre' })]).text).toBe(
      `${head}  assets:\n  - name: a\n    owner: x # last\n  - name: b\n    owner: sre\n\n  # the end\n`,
    );
  });

  it.each([
    ['an empty list', '  assets: [] # none yet\n', '  assets:\n    - name: b # none yet\n'],
    ['a list in brackets', '  assets: [{ name: a }]\n', '  assets: [{ name: a }, { name: b }]\n'],
    ['a file without a last line end', '  assets:\n    - name: a', '  assets:\n    - name: a\n    - name: b'],
    [
      'lines that end as on Windows',
      '  assets:\r\n    - name: a\r\n',
      '  assets:\r\n    - name: a\r\n    - name: b\r\n',
    ],
    [
      'a dash on a line of its own',
      '  assets:\n    -\n      name: a\n',
      '  assets:\n    -\n      name: a\n    - name: b\n',
    ],
    ['a text over several lines', '  assets:\n    - name: a\n      function: |\n        x\n\n        y\n', undefined],
  ])('adds to %s', (_, before, after) => {
    const { text, refused } = editInventory(head + before, [], [asset('b')]);

    expect(refused).toEqual([]);
    if (after !== undefined) expect(text).toBe(head + after);
    expect(
      assetsOf(text)
        .map(({ name }) => name)
        .at(-1),
    ).toBe('b');
  });

  it('refuses what it cannot change without touching other lines', () => {
    const text = `${head}  assets:\n    - name: a\n      owner: &team x\n      function: >\n        long\n    - name: b\n      owner: *team\n`;
    const edits = [
      { asset: 'a', field: 'owner', value: 'y' },
      { asset: 'a', field: 'function', value: 'short' },
      { asset: 'c', field: 'owner', value: 'y' },
    ];

    const { text: edited, refused } = editInventory(text, edits, []);

    expect(edited).toBe(text);
    expect(refused.map(({ asset: name, field }) => `${name} ${field}`)).toEqual(['a owner', 'a function', 'c owner']);
  });
});

const blank = fc.constantFrom('', '', '\n', '    # a remark\n', '# at the margin\n', '\n\n');
const behind = fc.constantFrom('', ' # why', '   ');
const value = fc.constantFrom('x', "'quoted'", '"double"', 'two words', '1.10');
const entry = fc.record({
  blank,
  behind,
  value,
  labels: fc.constantFrom('', '      labels: { rack: a }\n', '      labels:\n        rack: a # here\n'),
});
const texts = fc
  .tuple(fc.array(entry, { minLength: 1, maxLength: 4 }), blank, fc.constantFrom('\n', '\r\n'))
  .map(([entries, tail, eol]) => {
    const lines = entries.map(
      (one, index) =>
        `${one.blank}    - name: n${index}${one.behind}\n      owner: ${one.value}${one.behind}\n${one.labels}`,
    );
    return `${head}  # all of them\n  assets:\n${lines.join('')}${tail}`.replaceAll('\n', eol);
  });
const words = fc.constantFrom('y', 'no', '1.10', 'a: b', '# not a comment', "it's", 'x, y]', ' padded');

describe('whatever an Inventory looks like', () => {
  it('lines that no edit concerns are the same to the byte, and the values are those asked for', () => {
    fc.assert(
      fc.property(texts, words, words, fc.boolean(), (text, owner, location, adds) => {
        const last = assetsOf(text).length - 1;
        const edits = [
          { asset: 'n0', field: 'owner', value: owner },
          { asset: `n${last}`, field: 'location', value: location },
          { asset: 'n0', field: 'labels.rack', value: location },
        ];
        const { text: edited, refused } = editInventory(text, edits, adds ? [asset('new', { owner })] : []);

        expect(refused).toEqual([]);
        const [before, after] = [text.split('\n'), edited.split('\n')];
        const kept = before.filter((line) => !/^ {4}- name: n0|^ {6}owner|^ {6}labels|rack/.test(line));
        let at = -1;
        for (const line of kept) {
          at = after.indexOf(line, at + 1);
          expect(at).toBeGreaterThan(-1);
        }
        const read = assetsOf(edited);
        expect(read[0]).toMatchObject({ owner, labels: { rack: location } });
        expect(read[last]).toMatchObject({ location });
        expect(read).toHaveLength(last + 1 + (adds ? 1 : 0));
        if (adds) expect(read.at(-1)).toEqual({ name: 'new', owner });
      }),
      { numRuns: 300 },
    );
  });
});
