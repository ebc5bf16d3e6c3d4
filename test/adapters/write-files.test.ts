import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomically, writeFilesBelow } from '../../src/adapters/write-files.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'write-'));
});
afterEach(() => {
  chmodSync(root, 0o755);
  rmSync(root, { recursive: true, force: true });
});

const names = (): readonly string[] => readdirSync(root, { recursive: true }).map(String).sort();

describe('a file that is written', () => {
  it('stands there whole, with the folders it needs and nothing beside it', () => {
    const text = 'ä\n'.repeat(300_000);

    expect(writeFileAtomically(join(root, 'a/b/c.yaml'), text)).toBe('written');
    expect(readFileSync(join(root, 'a/b/c.yaml'), 'utf8')).toBe(text);
    expect(names()).toEqual(['a', 'a/b', 'a/b/c.yaml']);
  });

  it('replaces what stood there', () => {
    const file = join(root, 'a.yaml');
    writeFileSync(file, 'a longer text than the new one\n');

    expect(writeFileAtomically(file, 'new\n')).toBe('written');
    expect(readFileSync(file, 'utf8')).toBe('new\n');
    expect(names()).toEqual(['a.yaml']);
  });

  it('is not touched when it is equal', () => {
    const file = join(root, 'a.yaml');
    writeFileSync(file, 'same\n');
    utimesSync(file, 1000, 1000);
    const { ino, mtimeMs } = statSync(file);

    expect(writeFileAtomically(file, 'same\n')).toBe('unchanged');
    expect(statSync(file)).toMatchObject({ ino, mtimeMs });
  });

  it('takes the place of a link and never writes through it', () => {
    const outside = join(root, 'outside.yaml');
    writeFileSync(outside, 'same\n');
    symlinkSync(outside, join(root, 'a.yaml'));

    expect(writeFileAtomically(join(root, 'a.yaml'), 'same\n')).toBe('written');
    expect(writeFileAtomically(join(root, 'a.yaml'), 'new\n')).toBe('written');
    expect(readFileSync(outside, 'utf8')).toBe('same\n');
  });

  it('leaves nothing behind when it cannot be put in place', () => {
    mkdirSync(join(root, 'a.yaml/full'), { recursive: true });

    expect(() => writeFileAtomically(join(root, 'a.yaml'), 'x')).toThrow();
    expect(names()).toEqual(['a.yaml', 'a.yaml/full']);
  });
});

describe('files that are written below a folder', () => {
  it('are told when they changed', () => {
    writeFileSync(join(root, 'a.yaml'), 'a\n');
    const files = [
      { path: 'a.yaml', text: 'a\n' },
      { path: 'x/b.yaml', text: 'b\n' },
    ];

    expect(writeFilesBelow(root, files)).toEqual(['x/b.yaml']);
    expect(writeFilesBelow(root, files)).toEqual([]);
    expect(existsSync(join(root, 'x/b.yaml'))).toBe(true);
  });
});
