import { describe, expect, it } from 'vitest';
import { changeResource } from '../../../src/core/change/change-file.ts';
import { sinceApproval, standingApprovals } from '../../../src/core/change/since-approval.ts';
import type { ChangeContent } from '../../../src/model/change.ts';
import type { ForgeReview } from '../../../src/model/forge.ts';
import { changeContent, changeRequirement, changeVisit } from '../../support/change.ts';
import { at } from '../../support/world.ts';

const stamp = { number: 1, asOf: at('2026-11-22T12:00:00Z'), inputsDigest: 'sha256:0' };
const since = (before: ChangeContent, now: ChangeContent) =>
  sinceApproval({ by: 'ivo', at: stamp.asOf, change: changeResource(before, stamp) }, now);

describe('a Change since its last approval', () => {
  const one = changeVisit();
  const two = changeVisit({ id: 'V-000000000002', asset: 'host-2' });

  it('is nothing new while it asks for the very same', () => {
    expect(since(changeContent([one]), changeContent([one]))).toBeUndefined();
  });

  it('still has the approval when visits were only taken out', () => {
    expect(since(changeContent([one, two]), changeContent([one]))).toMatchObject({
      ...{ by: 'ivo', at: stamp.asOf, beyond: undefined, added: [], removed: ['host-2'], unchanged: 1 },
    });
  });

  it('goes beyond it by an added asset', () => {
    expect(since(changeContent([one]), changeContent([one, two]))).toMatchObject({
      ...{ beyond: 'host-2 was not in it', added: ['host-2'], removed: [], unchanged: 1 },
    });
  });

  it('goes beyond it by a moved visit, another target or a gate, each of which is told', () => {
    const now = changeVisit({
      start: at('2026-11-24T22:00:00Z'),
      end: at('2026-11-24T23:00:00Z'),
      requirements: [changeRequirement({ target: '3.0.17-1' }), changeRequirement({ id: 'R-2', name: 'curl' })],
      gates: [{ gate: 'health', status: 'open', needs: 'all up' }],
    });

    expect(since(changeContent([one]), changeContent([now]))).toMatchObject({
      beyond: expect.stringContaining('was to be patched from'),
      moved: [{ asset: 'host-1', from: one.start, to: now.start }],
      targets: [
        { asset: 'host-1', name: 'curl', now: '3.0.16-1' },
        { asset: 'host-1', name: 'openssl', before: '3.0.16-1', now: '3.0.17-1' },
      ],
      gates: [
        { asset: 'host-1', gate: 'health', change: 'added' },
        { asset: 'host-1', gate: 'approval', change: 'removed' },
      ],
      unchanged: 0,
    });
  });

  it('knows a visit that got another id by its asset and start', () => {
    const again = changeVisit({ id: 'V-00000000000a', isLate: true });

    expect(since(changeContent([one]), changeContent([again]))).toMatchObject({ added: [], removed: [], unchanged: 1 });
  });
});

describe('the approvals that stand', () => {
  const review = (id: string, login: string, state: string): ForgeReview => ({
    ...{ id, state, user: { id: login, login, isBot: false }, commit: id, submittedAt: undefined, body: '' },
  });

  it('are the last words of people who approved, newest first; comments take nothing back', () => {
    const reviews = [
      review('1', 'ivo', 'approved'),
      review('2', 'mara', 'approved'),
      review('3', 'ivo', 'changes_requested'),
      review('4', 'lea', 'approved'),
      review('5', 'mara', 'commented'),
      { ...review('6', 'gone', 'approved'), user: undefined },
    ];

    expect(standingApprovals(reviews).map(({ id }) => id)).toEqual(['4', '2']);
  });
});
