import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { heldLock } from '../../src/adapters/held-lock.ts';
import { takeLock } from '../../src/adapters/lock.ts';
import { temporaryFolder } from '../support/folders.ts';

const lockFile = (): string => join(temporaryFolder(), 'locks/a.lock');

/** A process number that nobody has any more. */
function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  return new Promise((resolve) => child.on('close', () => resolve(child.pid ?? 0)));
}

describe('a lock', () => {
  it('is held until it is given back', async () => {
    const file = lockFile();
    const release = await takeLock(file, 0);

    expect(readFileSync(file, 'utf8')).toBe(`${process.pid}\n`);
    expect(await takeLock(file, 0)).toBeUndefined();
    release?.();
    expect(existsSync(file)).toBe(false);
    expect(await heldLock(file, 0)).toBeDefined();
  });

  it('of a process that is gone is taken over by exactly one of those that want it', async () => {
    const file = lockFile();
    (await takeLock(file, 0))?.();
    writeFileSync(file, `${await deadProcess()}\n`);
    const taken = await Promise.all(Array.from({ length: 5 }, () => takeLock(file, 0)));

    expect(taken.filter((release) => release !== undefined)).toHaveLength(1);
    expect(readdirSync(dirname(file))).toEqual(['a.lock']);
  });

  it('that is too old was left behind, whoever has its number now', async () => {
    const file = lockFile();
    (await takeLock(file, 0))?.();
    writeFileSync(file, `${process.pid}\n`);
    const longAgo = Date.now() / 1000 - 3600;
    utimesSync(file, longAgo, longAgo);

    expect(await takeLock(file, 0)).toBeDefined();
  });
});
