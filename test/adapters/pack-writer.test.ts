import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPackWriter, type PackWriter } from '../../src/adapters/pack-writer.ts';

let root = '';
let folder = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'patchledger-pack-writer-'));
  folder = join(root, 'docs/pack');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function open(): Promise<PackWriter> {
  const writer = await openPackWriter(folder, 0);
  if (writer === undefined) throw new Error('somebody else writes it');
  return writer;
}

async function write(files: Readonly<Record<string, readonly string[]>>): Promise<readonly string[]> {
  const writer = await open();
  try {
    for (const [path, pieces] of Object.entries(files)) writer.put({ path, pieces });
    return await writer.finish();
  } finally {
    writer.close();
  }
}

describe('a pack that is written', () => {
  it('holds every file whole, and nothing else', async () => {
    expect(await write({ 'index.html': ['a', 'é'], 'csv/a.csv': ['1'] })).toEqual(['index.html', 'csv/a.csv']);

    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toBe('aé');
    expect(readdirSync(folder).sort()).toEqual(['csv', 'index.html']);
  });

  it('tells size and digest of the bytes of each file as it takes it in', async () => {
    const writer = await open();

    const digest = writer.put({ path: 'a.md', pieces: ['a', 'é'] });
    writer.close();

    expect(digest).toEqual({ path: 'a.md', bytes: 3, sha256: createHash('sha256').update('aé').digest('hex') });
  });

  it('leaves a file untouched that stands there byte for byte, and replaces one that differs', async () => {
    await write({ 'same.md': ['same'], 'other.md': ['old!'] });
    const before = statSync(join(folder, 'same.md')).ino;

    expect(await write({ 'same.md': ['same'], 'other.md': ['new!'] })).toEqual(['other.md']);
    expect(statSync(join(folder, 'same.md')).ino).toBe(before);
    expect(readFileSync(join(folder, 'other.md'), 'utf8')).toBe('new!');
  });

  it('is as it was where the making broke off, and was never there where it was not before', async () => {
    const writer = await open();
    writer.put({ path: 'index.html', pieces: ['a'] });
    writer.close();

    expect(existsSync(join(root, 'docs'))).toBe(false);
  });

  it('takes away what a killed run left', async () => {
    mkdirSync(join(folder, '.unfinished'), { recursive: true });
    writeFileSync(join(folder, '.unfinished/half.html'), 'ha');

    await write({ 'index.html': ['a'] });

    expect(readdirSync(folder)).toEqual(['index.html']);
  });

  it('is written by one run at a time, and by the next when that is done', async () => {
    const first = await open();
    first.put({ path: 'index.html', pieces: ['first'] });

    expect(await openPackWriter(folder, 0)).toBeUndefined();

    const second = openPackWriter(folder, 10_000);
    await first.finish();
    first.close();
    (await second)?.close();
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toBe('first');
    expect(readdirSync(folder)).toEqual(['index.html']);
  });
});
