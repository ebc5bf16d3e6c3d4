import { describe, expect, it } from 'vitest';
import { readBody, writeBody } from '../../../src/core/change/body.ts';
import { closingOperations } from '../../../src/core/change/closing.ts';
import type { ProposalMarker } from '../../../src/core/change/marker.ts';
import {
  type ForgeOperation,
  type ObservedProposal,
  proposalOperations,
  type WantedProposal,
} from '../../../src/core/change/operations.ts';
import { mergeList } from '../../../src/core/change/three-way.ts';
import type { ForgePull } from '../../../src/model/forge.ts';
import { pull } from '../../support/forge.ts';

const status = { context: 'patchledger/plan', state: 'success', description: 'as planned' } as const;

const wanted: WantedProposal = {
  commit: undefined,
  ...{ change: 'data-routine-00000000-1', path: 'changes/a.yaml', planFp: 'sha256:1', title: 'patch db-1' },
  ...{ text: 'ours', textFp: 'sha256:2', labels: ['patchledger'], reviewers: ['ivo'], assignees: ['mara'] },
  ...{ isDraft: false, news: 'news', status },
};
const commit = { expected: undefined, files: [{ path: 'changes/a.yaml', text: 'kind: Change\n' }], message: 'm' };

const settled: ProposalMarker = {
  ...{ change: wanted.change, path: wanted.path, planFp: 'sha256:1', openedFp: 'sha256:1', toldFp: 'sha256:1' },
  ...{ textFp: 'sha256:2', title: 'patch db-1', head: 'abc', blob: 'def', isDraft: false, refused: [] },
  ...{ labels: ['patchledger'], reviewers: ['ivo'], assignees: ['mara'] },
};

/** A pull request as it stands once everything is done, and what is otherwise about it. */
function standing(parts: Partial<ForgePull> = {}, marker: Partial<ProposalMarker> = {}): ObservedProposal {
  const body = writeBody({ marker: { ...settled, ...marker }, text: 'ours', before: '', after: '' });
  const people = { labels: ['patchledger'], reviewers: ['ivo'], assignees: ['mara'] };
  const files = [{ path: wanted.path, text: '', blob: 'def' }];
  return {
    ...{ isHosted: true, publishes: false, statuses: [status], reviewed: [] },
    standing: {
      ...{ branch: 'b', head: 'abc', isOurs: true, files },
      pull: pull({ title: 'patch db-1', body, ...people, ...parts }),
    },
  };
}
const nothing: ObservedProposal = { ...standing(), standing: undefined, statuses: [] };

const kinds = (operations: readonly ForgeOperation[]): readonly string[] => operations.map(({ kind }) => kind);

describe('what is still to be done about a proposal', () => {
  it('is all of it where nothing stands, the branch first and the memory behind what it remembers', () => {
    expect(kinds(proposalOperations({ ...wanted, commit }, nothing))).toEqual(
      'commit open label ask assign remember status'.split(' '),
    );
  });

  it('is nothing where it stands as it should', () => {
    expect(proposalOperations(wanted, standing())).toEqual([]);
  });

  it('goes on where a run died behind any step', () => {
    const opened = { labels: [], reviewers: [], assignees: [] };
    const bare = { labels: [], reviewers: [], assignees: [] };

    expect(kinds(proposalOperations(wanted, { ...standing(bare, opened), statuses: [] }))).toEqual(
      'label ask assign remember status'.split(' '),
    );
    expect(kinds(proposalOperations(wanted, standing({ assignees: [] }, opened)))).toEqual(['assign', 'remember']);
    expect(kinds(proposalOperations(wanted, standing({}, opened)))).toEqual(['change']);
  });

  it('is one change of its text where the plan moved, and a comment because texts notify nobody', () => {
    const moved = {
      ...wanted,
      commit: { ...commit, expected: 'abc' },
      planFp: 'sha256:9',
      text: 'new',
      textFp: 'sha256:8',
    };
    const operations = proposalOperations(moved, standing());

    expect(kinds(operations)).toEqual(['commit', 'change', 'comment', 'remember', 'status']);
    expect(operations[3]).toMatchObject({
      body: { text: 'new', marker: { toldFp: 'sha256:9', openedFp: 'sha256:1' } },
    });
  });

  it('leaves a title, labels and people to those who changed them', () => {
    const theirs = { title: 'Tuesday', labels: ['urgent'], reviewers: [], assignees: [] };

    expect(proposalOperations(wanted, standing(theirs))).toEqual([]);
    expect(proposalOperations({ ...wanted, title: 'patch db-1, db-2' }, standing(theirs))).toEqual([]);
  });

  it('takes off what it put on and is no longer wanted', () => {
    const fewer = { ...wanted, labels: [], reviewers: [], assignees: [] };

    expect(kinds(proposalOperations(fewer, standing()))).toEqual(['unlabel', 'dismiss', 'unassign', 'remember']);
  });

  it('never asks the author, nor whoever has answered', () => {
    const author = { id: '2', login: 'Ivo', isBot: false };

    expect(proposalOperations(wanted, standing({ reviewers: [], author }, { reviewers: [] }))).toMatchObject([
      { kind: 'change' },
    ]);
    const answered = { ...standing({ reviewers: [] }, { reviewers: [] }), reviewed: ['ivo'] };
    expect(kinds(proposalOperations(wanted, answered))).toEqual(['change']);
  });

  it('makes a draft ready once there is evidence, unless somebody said otherwise', () => {
    expect(kinds(proposalOperations(wanted, standing({ isDraft: true }, { isDraft: true })))).toEqual([
      'draft',
      'remember',
    ]);
    expect(kinds(proposalOperations(wanted, standing({ isDraft: true })))).toEqual([]);
  });

  it('is a text alone where a forge has no people, and a push where branches go elsewhere', () => {
    const local = { ...nothing, isHosted: false, publishes: true };

    expect(kinds(proposalOperations({ ...wanted, commit }, local))).toEqual(['commit', 'publish', 'open']);
  });
});

describe('what ends a proposal', () => {
  const { standing: one } = standing();
  if (one === undefined) throw new Error('nothing stands');

  it('says why before it closes, and deletes the branch last', () => {
    const operations = closingOperations(one, { isHosted: true, reason: 'gone' });

    expect(kinds(operations)).toEqual(['comment', 'label', 'close', 'delete-branch']);
    expect(operations[2]).toMatchObject({ title: 'patch db-1 (obsolete)', body: { marker: { closed: 'obsolete' } } });
  });

  it('leaves a branch that somebody committed to', () => {
    expect(kinds(closingOperations({ ...one, isOurs: false }, { isHosted: true, reason: 'gone' }))).toEqual([
      'comment',
    ]);
  });

  it('is nothing on a local forge', () => {
    expect(closingOperations(one, { isHosted: false, reason: 'gone' })).toEqual([]);
  });

  it('keeps what people wrote', () => {
    const body = `${one.pull?.body ?? ''}\nSeen.\n`;
    const [, , close] = closingOperations({ ...one, pull: pull({ body }) }, { isHosted: true, reason: 'gone' });

    expect(close).toMatchObject({ body: { after: readBody(body).after } });
  });
});

describe('three states of a list', () => {
  it.each<readonly [string, readonly string[], readonly string[], readonly string[], object]>([
    ['what is new is put on', [], [], ['a'], { add: ['a'], remove: [] }],
    ['what somebody took off stays off', ['a'], [], ['a'], { add: [], remove: [] }],
    ['what somebody put on stays on', [], ['b'], [], { add: [], remove: [] }],
    ['what was put on and is not wanted comes off', ['a'], ['a', 'b'], [], { add: [], remove: ['a'] }],
    ['case does not matter', ['Ivo'], ['ivo'], ['IVO'], { add: [], remove: [] }],
  ])('%s', (_, set, stands, isWanted, change) => {
    expect(mergeList(set, stands, isWanted)).toEqual(change);
  });
});
