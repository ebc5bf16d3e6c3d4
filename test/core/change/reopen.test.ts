import { describe, expect, it } from 'vitest';
import { readBody, writeBody } from '../../../src/core/change/body.ts';
import { isDiscarded, withOffer, withoutOffer } from '../../../src/core/change/discard.ts';
import type { ProposalMarker } from '../../../src/core/change/marker.ts';
import { asReopened, reopenable } from '../../../src/core/change/reopen.ts';
import type { ClosedPull } from '../../../src/model/forge.ts';
import { pull } from '../../support/forge.ts';
import { at } from '../../support/world.ts';

const asOf = at('2026-11-22T12:00:00Z');
const marker: ProposalMarker = {
  ...{ change: 'c-1', path: 'changes/c-1.yaml', planFp: 'a', openedFp: 'a', toldFp: 'a', textFp: 't', title: 'patch' },
  ...{ head: 'abc', blob: 'b', labels: [], reviewers: [], assignees: [], refused: [], isDraft: false },
};
const bodyOf = (more: Partial<ProposalMarker>, text = 'The text.'): string =>
  writeBody({ marker: { ...marker, ...more }, text, before: '', after: 'Mara was here.' });

const closedPull = (parts: Partial<ClosedPull> = {}): ClosedPull => ({
  ...pull({ title: 'patch (obsolete)', body: bodyOf({ closed: 'obsolete' }) }),
  ...{ number: 7, isMerged: false, closedAt: '2026-11-20T12:00:00Z', mergeCommit: undefined },
  ...parts,
});

describe('a pull request that is opened again', () => {
  it('is the last one of its branch, which the program closed itself within a week', () => {
    const last = closedPull();

    expect(reopenable([last, closedPull({ number: 3 })], asOf)).toBe(last);
    expect(reopenable([], asOf)).toBeUndefined();
    expect(reopenable([closedPull({ isMerged: true })], asOf)).toBeUndefined();
    expect(reopenable([closedPull({ body: bodyOf({}) }), last], asOf)).toBeUndefined();
    expect(reopenable([closedPull({ closedAt: '2026-11-15T12:00:00Z' })], asOf)).toBeUndefined();
    expect(reopenable([closedPull({ closedAt: 'some day' })], asOf)).toBeUndefined();
  });

  it('has the title and the memory it had, what people wrote, and its branch anew where that is gone', () => {
    const again = asReopened(closedPull(), [], undefined);

    expect(again).toMatchObject({ head: 'abc', isOurs: true, closed: 'gone', pull: { title: 'patch' } });
    const { marker: remembered, after } = readBody(again?.pull?.body ?? '');
    expect([remembered, after]).toEqual([marker, 'Mara was here.']);
  });

  it('goes on from its branch where that stands as it stood, and not where it moved on', () => {
    const standing = { branch: closedPull().branch, head: 'abc', isOurs: true, files: [] };

    expect(asReopened(closedPull({ title: 'Tuesday' }), [], standing)).toMatchObject({
      closed: 'standing',
      pull: { title: 'Tuesday' },
    });
    expect(asReopened(closedPull(), [], { ...standing, head: 'def' })).toBeUndefined();
    expect(asReopened(closedPull({ body: '' }), [], undefined)).toBeUndefined();
  });
});

describe('the offer to write an edited branch anew', () => {
  const ticked = (text: string): string => text.replace('- [ ]', '- [x]');

  it('stands above the text once, and goes without a trace', () => {
    const offered = withOffer('The text.\n\n- [x] approval');

    expect(withOffer(offered)).toBe(offered);
    expect(withOffer(ticked(offered))).toBe(ticked(offered));
    expect(withoutOffer(ticked(offered))).toBe('The text.\n\n- [x] approval');
    expect(withoutOffer('The text.')).toBe('The text.');
  });

  it('is taken when its box is ticked in our own part of the text', () => {
    const body = (text: string): string => bodyOf({}, text);

    expect(isDiscarded(pull({ body: body(withOffer('The text.')) }))).toBe(false);
    expect(isDiscarded(pull({ body: body(ticked(withOffer('The text.'))).replaceAll('\n', '\r\n') }))).toBe(true);
    expect(isDiscarded(pull({ body: `${body('The text.')}\n${ticked(withOffer('mine'))}` }))).toBe(false);
    expect(isDiscarded(pull({ body: body('- [x] approval') }))).toBe(false);
  });
});
