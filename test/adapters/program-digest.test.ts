import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { programDigest } from '../../src/adapters/program-digest.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'program-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the digest of the program', () => {
  it('is not known when it runs from its sources, or nothing was built', () => {
    mkdirSync(join(root, 'dist'));

    expect(programDigest()).toBeUndefined();
    expect(programDigest(join(root, 'dist'))).toBeUndefined();
  });

  it('changes with any file of the built program, and with nothing else', () => {
    const dist = join(root, 'dist');
    mkdirSync(dist);
    writeFileSync(join(dist, 'cli.cjs'), 'a');
    const first = programDigest(dist);
    writeFileSync(join(dist, 'code.cache'), 'x');
    expect(programDigest(dist)).toBe(first);
    writeFileSync(join(dist, 'part.cjs'), 'b');

    expect(first).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(programDigest(dist)).not.toBe(first);
  });
});
