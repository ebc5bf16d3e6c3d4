import { describe, expect, it } from 'vitest';
import { parseFile } from '../../../src/core/load/parse.ts';
import { validateDocument } from '../../../src/core/load/validate.ts';
import type { Diagnostic } from '../../../src/model/diagnostic.ts';

/** Validates the first document of a text. */
function validate(text: string) {
  const [document] = parseFile({ path: 'a.yaml', text }).value;
  if (!document) throw new Error('the text holds no document');
  return validateDocument(document);
}

const brief = ({ code, range }: Diagnostic): string =>
  range ? `${code} ${range.start.line}:${range.start.column}-${range.end.line}:${range.end.column}` : code;

const problems = (text: string): readonly string[] => validate(text).diagnostics.map(brief);

const head = (kind: string) => `apiVersion: patchledger/v1\nkind: ${kind}\nmetadata: {name: x}\n`;

/** An inventory of one asset; the lines stand from line 6 on, indented by six. */
const inventory = (...lines: readonly string[]) =>
  `${head('Inventory')}spec:\n  assets:\n    - name: gw-1\n${lines.map((line) => `      ${line}\n`).join('')}`;

const windowOf = (spec: string) => `${head('MaintenanceWindow')}spec: {start: 2026-01-03T22:00, ${spec}}\n`;

describe('a valid document', () => {
  it('is a resource with its kind, name and origin', () => {
    const { value, diagnostics } = validate(inventory());

    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({ kind: 'Inventory', name: 'x', origin: { file: 'a.yaml', document: 0 } });
  });
});

describe('the kind decides', () => {
  it.each([
    ['text is no resource', 'just text\n', ['schema/not-a-resource 1:1-1:10']],
    ['a list is no resource', '- a\n- b\n', ['schema/not-a-resource 1:1-2:4']],
    ['any mapping is no resource', 'id: GHSA-1\n', ['schema/not-a-resource 1:1-1:3']],
    ['without a version', 'kind: Team\nmetadata: {name: x}\nspec: {}\n', ['schema/missing-api-version 1:1-1:5']],
    ['of another version', 'apiVersion: v1\nkind: Team\n', ['schema/unknown-api-version 1:13-1:15']],
    ['of a version that is a number', 'apiVersion: 1.0\nkind: Team\n', ['schema/unknown-api-version 1:13-1:16']],
    ['without a kind', 'apiVersion: patchledger/v1\nspec: {}\n', ['schema/missing-kind 1:1-1:11']],
    ['of an unknown kind', 'apiVersion: patchledger/v1\nkind: Inventroy\n', ['schema/unknown-kind 2:7-2:16']],
    ['of a prototype', 'apiVersion: patchledger/v1\nkind: constructor\n', ['schema/unknown-kind 2:7-2:18']],
  ])('%s', (_, text, expected) => {
    expect(problems(text).slice(0, 1)).toEqual(expected);
    expect(validate(text).value).toBeUndefined();
  });

  it('and a misspelled one is guessed', () => {
    expect(validate('apiVersion: patchledger/v1\nkind: Inventroy\n').diagnostics[0]?.hint).toContain('`Inventory`');
  });

  it('and the rest is judged although the version is missing', () => {
    expect(problems('kind: Inventory\nmetadata: {name: x}\nspec: {assets: 1}\n')).toEqual([
      'schema/missing-api-version 1:1-1:5',
      'schema/wrong-type 3:16-3:17',
    ]);
  });
});

describe('one mistake is one problem at the place to change', () => {
  it.each([
    ['an unknown key', inventory('onwer: payments'), 'schema/unknown-key 7:7-7:12', 'Did you mean `owner`?'],
    ['a key like no other', inventory('zzzzzz: 1'), 'schema/unknown-key 7:7-7:13', 'Known keys'],
    ['a prototype key', inventory('__proto__: {a: 1}'), 'schema/unknown-key 7:7-7:16', 'Known keys'],
    ['a missing key', `${head('Inventory')}spec: {}\n`, 'schema/missing-key 4:1-4:5', 'patchledger schema'],
    ['several missing keys', windowOf(''), 'schema/missing-key 4:1-4:5', 'patchledger schema'],
    [
      'a key missing in a list item',
      `${head('Inventory')}spec:\n  assets:\n    - owner: a\n`,
      'schema/missing-key 6:7-6:12',
      'patchledger schema',
    ],
    [
      'a misspelled required key',
      `${head('Inventory')}spec: {asets: []}\n`,
      'schema/unknown-key 4:8-4:13',
      'Did you mean `assets`?',
    ],
    [
      'a number for text',
      inventory('components: [{ecosystem: npm, name: a, version: 1.10}]'),
      'schema/number-for-text 7:55-7:59',
      'Write version: "1.10".',
    ],
    ['a boolean for text', inventory('owner: true'), 'schema/number-for-text 7:14-7:18', 'Write owner: "true".'],
    ['nothing for text', inventory('owner:'), 'schema/wrong-type 7:7-7:12', 'Write a value, or leave the key out.'],
    ['text for a list', inventory('users: shop'), 'schema/wrong-type 7:14-7:18', 'Write a list: [shop].'],
    [
      'text for a whole number',
      windowOf('duration: 4h, maxConcurrent: 1, offsetDays: "4"'),
      'schema/wrong-type 4:77-4:80',
      'Write 4 without quotes.',
    ],
    [
      'a word that is not listed',
      inventory('environment: prodution'),
      'schema/unknown-value 7:20-7:29',
      'Did you mean `production`?',
    ],
    ['`m` as a unit', windowOf('duration: 90m, maxConcurrent: 1'), 'schema/ambiguous-duration 4:43-4:46', '`90min`'],
    [
      'a length of time in words',
      windowOf('duration: 4 hours, maxConcurrent: 1'),
      'schema/malformed-duration 4:43-4:50',
      '`24h`',
    ],
    ['a date that is none', inventory('supportEnds: 31.12.2026'), 'schema/malformed 7:20-7:30', 'YYYY-MM-DD'],
    [
      'a number out of range',
      windowOf('duration: 4h, maxConcurrent: 1, offsetDays: 900'),
      'schema/out-of-range 4:77-4:80',
      undefined,
    ],
    ['an empty text', inventory('location: ""'), 'schema/wrong-size 7:17-7:19', undefined],
    ['the same item twice', inventory('users: [a, b, a]'), 'schema/repeated-item 7:21-7:22', 'Keep one.'],
    [
      'a value that must be fixed',
      windowOf('duration: 4h, maxConcurrent: 1, selector: {all: false}'),
      'schema/unknown-value 4:81-4:86',
      'Use `true`.',
    ],
  ])('%s', (_, text, expected, hint) => {
    const { diagnostics, value } = validate(text);

    expect(diagnostics.map(brief)).toEqual([expected]);
    expect(value).toBeUndefined();
    if (hint === undefined) expect(diagnostics[0]?.hint).toBeUndefined();
    else expect(diagnostics[0]?.hint).toContain(hint);
  });

  it('also where several alternatives exist', () => {
    const spec = 'selector: {all: true}, treatment: accept, reason: r, requestedBy: p, expires: 2026-12-31';

    expect(problems(`${head('Exception')}spec: {${spec}}\n`)).toEqual(['schema/missing-alternative 4:1-4:5']);
  });

  it('also where a key needs another', () => {
    expect(problems(`${head('Freeze')}spec: {selector: {all: true}, reason: r, from: 2026-01-01}\n`)).toEqual([
      'schema/missing-companion 4:1-4:5',
    ]);
  });

  it('and messages quote the source, not what a reader made of it', () => {
    const message = (line: string) => validate(inventory(line)).diagnostics[0]?.message;

    expect(message('owner: 1.10')).toContain('1.10');
    expect(message('owner: 0x1F')).toContain('0x1F');
  });

  it('and no message has a placeholder left', () => {
    for (const line of [
      'onwer: a',
      'owner: 1',
      'users: a',
      'environment: x',
      'location: ""',
      'users: [a, a]',
      'owner: " "',
    ]) {
      for (const { message, hint } of validate(inventory(line)).diagnostics) {
        expect(`${message} ${hint ?? ''}`).not.toMatch(/\{\w+\}|undefined/);
      }
    }
  });
});
