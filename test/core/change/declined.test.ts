import { describe, expect, it } from 'vitest';
import { writeBody } from '../../../src/core/change/body.ts';
import { changeFileText, changePath } from '../../../src/core/change/change-file.ts';
import { declineRecord, mayBeDeclined } from '../../../src/core/change/declined.ts';
import { judgeEdit } from '../../../src/core/change/edited.ts';
import { loadResources } from '../../../src/core/load/load.ts';
import type { ClosedPull } from '../../../src/model/forge.ts';
import { changeContent, changeRequirement, changeVisit } from '../../support/change.ts';
import { pull } from '../../support/forge.ts';
import { at } from '../../support/world.ts';

const content = changeContent();
const stamp = { number: 1, asOf: at('2026-11-22T12:00:00Z'), inputsDigest: `sha256:${'1'.repeat(64)}` };
const file = { path: changePath(content, 1, 'changes'), text: changeFileText(content, stamp) };
const branch = 'patchledger/change/platform-routine-0e5f8a9b';

const closed: ClosedPull = {
  ...pull(),
  ...{ number: 12, url: 'https://github.com/acme/estate/pull/12', body: '', head: 'abc', isMerged: false },
  ...{ closedAt: '2026-11-22T14:03:00Z', mergeCommit: undefined },
};
const mara = { id: '11', login: 'mara', isBot: false };

describe('the record of a person’s no', () => {
  const made = declineRecord(
    branch,
    { pull: closed, closing: { by: mara, words: 'Not now: the audit.', isOpen: false }, files: [file] },
    'records',
  );

  it('is a valid resource, named the same in every run, below the month of the no', () => {
    expect(made?.path).toBe('records/decline/2026/11/decline-platform-routine-0e5f8a9b-12.yaml');
    const loaded = loadResources([{ path: made?.path ?? '', text: made?.text ?? '' }]);
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.value.resources).toMatchObject([{ kind: 'DeclineRecord', document: made?.record }]);
  });

  it('holds who, when, why, and every requirement with its target', () => {
    expect(made?.record.spec).toMatchObject({
      ...{ declinedBy: { id: '11', login: 'mara' }, declinedAt: closed.closedAt, reason: 'Not now: the audit.' },
      rows: [{ requirement: 'R-000000000001', target: '3.0.16-1', priority: 'scheduled', asset: 'host-1' }],
    });
  });

  it('is not made of what an automation closed, nor where nothing can be read any more', () => {
    const bot = { id: '2', login: 'stale[bot]', isBot: true };

    expect(
      declineRecord(
        branch,
        { pull: closed, closing: { by: bot, words: undefined, isOpen: false }, files: [file] },
        'r',
      ),
    ).toBeUndefined();
    expect(
      declineRecord(branch, { pull: closed, closing: { by: mara, words: undefined, isOpen: false }, files: [] }, 'r'),
    ).toBeUndefined();
  });

  it('is made of what an account closed that is gone', () => {
    const gone = { by: undefined, words: undefined, isOpen: false };

    expect(declineRecord(branch, { pull: closed, closing: gone, files: [file] }, 'r')?.record.spec.declinedBy).toEqual({
      login: 'ghost',
    });
  });

  it('is not asked for where it was merged, or where the program closed it itself', () => {
    const marker = {
      ...{ change: 'a', path: 'b', planFp: '', openedFp: '', toldFp: '', textFp: '', title: '', head: '', blob: '' },
      ...{ labels: [], reviewers: [], assignees: [], refused: [], isDraft: false, closed: 'obsolete' as const },
    };
    const body = writeBody({ marker, text: '', before: '', after: '' });

    expect([closed, { ...closed, isMerged: true }, { ...closed, body }].map(mayBeDeclined)).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('a Change that somebody edited', () => {
  it('covers the plan when it has every update of it, at whatever time', () => {
    const text = file.text.replace('2026-11-23T22:00:00Z', '2026-11-24T22:00:00Z');

    expect(judgeEdit(content, [{ ...file, text }])).toMatchObject({
      ...{ isCovering: true, missing: [], added: [] },
      moved: [{ asset: 'host-1', from: '2026-11-23T22:00:00Z', to: '2026-11-24T22:00:00Z' }],
    });
  });

  it('does not when an update is missing or has another target', () => {
    const more = changeContent([
      changeVisit({ requirements: [changeRequirement(), changeRequirement({ name: 'bash' })] }),
    ]);
    const text = file.text.replace('3.0.16-1', '3.0.15-9');

    expect(judgeEdit(more, [file])).toMatchObject({ isCovering: false, missing: [{ name: 'bash' }] });
    expect(judgeEdit(content, [{ ...file, text }])).toMatchObject({
      isCovering: false,
      added: [{ target: '3.0.15-9' }],
    });
  });

  it('does not when its file is broken, and the place is named', () => {
    const text = file.text.replace('kind: Change', 'kind: Chang');

    expect(judgeEdit(content, [{ ...file, text }])).toMatchObject({
      isCovering: false,
      errors: [expect.stringMatching(/^changes\/.*\.yaml:3: /)],
    });
  });
});
