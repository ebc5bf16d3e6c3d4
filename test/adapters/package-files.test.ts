import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listPackageFiles, readPackageFile, shippedFrameworkFiles } from '../../src/adapters/package-files.ts';
import { kinds } from '../../src/model/kinds.ts';
import { repositoryRoot } from '../support/source-files.ts';

describe('files that ship with the program', () => {
  it('are found from the sources as from the build: one schema a kind', () => {
    expect(listPackageFiles('schemas')).toEqual(expect.arrayContaining(kinds.map(({ schema }) => schema)));
    expect(JSON.parse(readPackageFile('schemas', 'workspace.schema.json') ?? '')).toHaveProperty('title', 'Workspace');
  });

  it('are listed with their folders, sorted, and each can be read', () => {
    const paths = listPackageFiles('templates', 'starter');

    expect(paths).toEqual(paths.toSorted());
    expect(paths).toContain('inventory/core.yaml');
    for (const path of paths) expect(readPackageFile('templates', `starter/${path}`)).toBeTypeOf('string');
  });

  it('hold a mapping for each framework of the audit pack, each with its text', () => {
    const files = shippedFrameworkFiles();

    expect(files.map(({ path }) => path)).toContain('policies/frameworks/pci-dss-4.0.1.yaml');
    for (const { text } of files) expect(text).toMatch(/^kind: FrameworkMapping$/m);
  });

  it('are none below a folder that does not ship', () => {
    expect(listPackageFiles('templates', 'nowhere')).toEqual([]);
    expect(readPackageFile('policies', 'nothing.yaml')).toBeUndefined();
  });

  it.each(['../package.json', 'starter/../../package.json', '/etc/hostname'])(
    'never lead out of their folder: %s',
    (path) => {
      expect(existsSync(`${repositoryRoot}/package.json`)).toBe(true);
      expect(readPackageFile('templates', path)).toBeUndefined();
    },
  );
});
