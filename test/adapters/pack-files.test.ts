import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEstateTemplates } from '../../src/adapters/estate-templates.ts';
import { packText, readPack } from '../../src/adapters/pack-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchledger-pack-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a pack as it lies there', () => {
  it('holds the digest of every file by its path; what is no plain file equals nothing', () => {
    mkdirSync(join(folder, 'csv'));
    writeFileSync(join(folder, 'csv/a.csv'), 'a');
    symlinkSync(join(folder, 'csv/a.csv'), join(folder, 'link.md'));

    expect(readPack(folder)).toEqual(
      new Map([
        ['link.md', undefined],
        ['csv/a.csv', 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'],
      ]),
    );
  });

  it('is empty where there is no folder', () => {
    expect(readPack(join(folder, 'gone'))).toEqual(new Map());
  });

  it('has a file read as text where it is one, and plain', () => {
    writeFileSync(join(folder, 'manifest.json'), '{"a":"é"}');
    writeFileSync(join(folder, 'broken.json'), Buffer.from([0xff, 0xfe]));
    symlinkSync(join(folder, 'manifest.json'), join(folder, 'link.json'));

    expect(packText(folder, 'manifest.json')).toBe('{"a":"é"}');
    expect(packText(folder, 'broken.json')).toBeUndefined();
    expect(packText(folder, 'link.json')).toBeUndefined();
    expect(packText(folder, 'gone.json')).toBeUndefined();
  });
});

describe('templates of an estate', () => {
  const read = (revision?: string) =>
    readEstateTemplates(folder, 'templates', revision).map(({ path, text }) => [path, text]);

  it('are plain files of the folder, of the work tree or of a commit; links and what is too large are none', () => {
    expect(read()).toEqual([]);
    mkdirSync(join(folder, 'templates/deeper'), { recursive: true });
    writeFileSync(join(folder, 'templates/b.hbs'), 'b');
    writeFileSync(join(folder, 'templates/a.hbs'), 'a');
    writeFileSync(join(folder, 'templates/large.hbs'), 'x'.repeat(1024 * 1024 + 1));
    symlinkSync('/etc/hostname', join(folder, 'templates/link.hbs'));
    const git = (...args: readonly string[]): string =>
      execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
        encoding: 'utf8',
      });
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'templates');
    writeFileSync(join(folder, 'templates/a.hbs'), 'changed');

    expect(read()).toEqual([
      ['templates/a.hbs', 'changed'],
      ['templates/b.hbs', 'b'],
    ]);
    expect(read('HEAD')).toEqual([
      ['templates/a.hbs', 'a'],
      ['templates/b.hbs', 'b'],
    ]);
    expect(readEstateTemplates(folder, 'gone', 'HEAD')).toEqual([]);
  });
});
