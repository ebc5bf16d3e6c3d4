import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSpool } from '../../src/adapters/line-spool.ts';
import {
  closeStaging,
  commitStaged,
  finishCommit,
  openStaging,
  type Staging,
  stageFile,
  stateFolders,
} from '../../src/adapters/staging.ts';
import { commitAll, contentsOf, temporaryFolder, writeFiles } from '../support/folders.ts';

/** An estate with a file that is to change and one that is to go, and the new text of the first beside it. */
function stagedEstate(): Staging {
  const root = writeFiles(temporaryFolder(), { 'catalog/a.json': 'old', 'catalog/gone.json': 'old' });
  const staging = openStaging(root, join(root, '.patchledger/feeds'));
  stageFile(staging, 'catalog/a.json', ['n', 'ew']);
  stageFile(staging, 'catalog/sub/b.json', ['new']);
  return staging;
}

const change = { written: ['catalog/a.json', 'catalog/sub/b.json'], removed: ['catalog/gone.json'] };
const textOf = ({ root }: Staging, path: string): string | undefined =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
const texts = (staging: Staging): readonly (string | undefined)[] =>
  [...change.written, ...change.removed].map((path) => textOf(staging, path));

describe('a staged change', () => {
  it('changes nothing until it is put into place', () => {
    const staging = stagedEstate();

    expect(texts(staging)).toEqual(['old', undefined, 'old']);
  });

  it('is put into place as a whole, and leaves nothing behind', () => {
    const staging = stagedEstate();
    commitStaged(staging, change);
    closeStaging(staging);

    expect(texts(staging)).toEqual(['new', 'new', undefined]);
    expect(existsSync(join(staging.root, '.patchledger'))).toBe(false);
  });

  it('that a killed run had begun to put into place is finished by the next', () => {
    const staging = stagedEstate();
    writeFileSync(join(staging.folder, 'commit.json'), JSON.stringify(change));

    expect(finishCommit(staging)).toBe(true);
    expect(texts(staging)).toEqual(['new', 'new', undefined]);
    expect(finishCommit(staging)).toBe(false);
  });

  it('does not go through a link that leads out of the estate', () => {
    const staging = stagedEstate();
    const elsewhere = temporaryFolder();
    symlinkSync(elsewhere, join(staging.root, 'catalog/sub'));

    expect(() => commitStaged(staging, change)).toThrow('leads out of the estate');
    expect(contentsOf(elsewhere)).toEqual([]);
    expect(textOf(staging, 'catalog/a.json')).toBe('old');
  });
});

describe('what the estate must not hold', () => {
  it('lies in the Git folder of the work tree', () => {
    const root = writeFiles(temporaryFolder(), { a: '1' });
    commitAll(root);

    expect(stateFolders(root).staging).toBe(join(root, '.git/patchledger'));
  });

  it('without Git lies in a hidden folder, and locks elsewhere', () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'catalog'));
    const { staging, locks } = stateFolders(root);

    expect(staging).toBe(join(root, '.patchledger'));
    expect(locks.startsWith(root)).toBe(false);
  });
});

describe('a spool', () => {
  it('gives lines back in any order, before and after they went to disk', () => {
    const file = join(temporaryFolder(), 'spool');
    const spool = openSpool(file);
    const lines = ['ä', 'x'.repeat(2_000_000), 'last'];
    const refs = lines.map((line) => spool.append(line));

    expect(refs.toReversed().map((ref) => spool.read(ref))).toEqual(lines.toReversed());
    spool.discard();
    expect(existsSync(file)).toBe(false);
  });
});
