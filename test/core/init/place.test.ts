import { describe, expect, it } from 'vitest';
import { placeEstate } from '../../../src/core/init/place.ts';
import type { EstateTarget, TargetRepository } from '../../../src/model/estate-target.ts';

const files = [
  { path: '.gitignore', text: '' },
  { path: 'patchledger.yaml', text: '' },
];
const target = (parts: Partial<EstateTarget>): EstateTarget => ({
  folder: '/e',
  anchor: '/e',
  state: 'empty',
  hasWorkspace: false,
  repository: { kind: 'none' },
  ...parts,
});
const commit = (...present: readonly string[]): TargetRepository => ({
  kind: 'commit',
  isTop: true,
  head: 'abc',
  branch: 'main',
  files: present,
});

describe('where a new estate goes', () => {
  it.each([
    [
      'a folder that is not there is made, with a first commit',
      target({ state: 'missing' }),
      { how: 'create', commit: true },
    ],
    ['an empty folder is filled', target({}), { how: 'fill', commit: true }],
    [
      'what an interrupted run began is finished',
      target({ state: 'begun', hasWorkspace: true }),
      { how: 'fill', commit: true },
    ],
    ['without git there is no commit', target({ repository: { kind: 'git-missing' } }), { how: 'fill', commit: false }],
    [
      'a fresh repository gets its first commit',
      target({ repository: { kind: 'no-commit', isTop: true, branch: 'main' } }),
      { how: 'fill', commit: true },
    ],
    [
      "a folder inside somebody's fresh repository is only filled",
      target({ state: 'missing', repository: { kind: 'no-commit', isTop: false, branch: 'main' } }),
      { how: 'create', commit: false },
    ],
    [
      'a repository with commits gets a branch, and keeps the files it has',
      target({ state: 'occupied', repository: commit('.gitignore', 'README.md') }),
      { how: 'branch', head: 'abc', kept: ['.gitignore'] },
    ],
  ])('%s', (_rule, given, expected) => {
    expect(placeEstate(given, files)).toEqual(expected);
  });

  it.each([
    ['a file', target({ state: 'no-folder' }), /not a folder/],
    ['a folder with other files', target({ state: 'occupied' }), /not empty/],
    ['a folder with an estate', target({ state: 'occupied', hasWorkspace: true }), /an estate already/],
    ['a repository with an estate', target({ repository: commit('patchledger.yaml') }), /an estate already/],
    [
      'a repository with an estate nobody committed',
      target({ hasWorkspace: true, repository: commit() }),
      /an estate already/,
    ],
    [
      'a repository whose files would count as the estate',
      target({ repository: commit('inventory/hosts.yml') }),
      /part of the estate/,
    ],
    ['a repository git will not touch', target({ repository: { kind: 'refused', reason: 'dubious' } }), /dubious/],
    [
      'files that nobody committed yet',
      target({ state: 'occupied', repository: { kind: 'no-commit', isTop: true, branch: 'main' } }),
      /no commit/,
    ],
  ])('%s is left alone', (_place, given, why) => {
    expect(placeEstate(given, files)).toMatchObject({ how: 'refuse', why: expect.stringMatching(why) });
  });
});
