import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeBranch,
  changeFileText,
  changeName,
  changePath,
  saysTheSame,
} from '../../../src/core/change/change-file.ts';
import { loadResources } from '../../../src/core/load/load.ts';
import { parseInstant } from '../../../src/core/time.ts';
import type { ChangeContent } from '../../../src/model/change.ts';
import type { Change } from '../../../src/model/generated/change.ts';
import { anyContent, changeContent, changeRequirement, changeVisit } from '../../support/change.ts';
import { at } from '../../support/world.ts';

const stamp = { number: 1, asOf: at('2026-11-22T12:00:00Z'), inputsDigest: `sha256:${'0'.repeat(64)}` };

/** What a reader of the estate makes of a Change file. */
function readBack(content: ChangeContent): Change {
  const path = changePath(content, stamp.number, 'changes');
  const loaded = loadResources([{ path, text: changeFileText(content, stamp) }]);
  expect(loaded.diagnostics).toEqual([]);
  return loaded.value.resources[0]?.document as Change;
}

describe('a Change file', () => {
  it('is valid and reads back as what was written, whatever names strangers chose', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const { spec, metadata } = readBack(content);

        expect(metadata.name).toBe(changeName(content, 1));
        expect(spec.key).toEqual({ ...content.key, number: 1 });
        expect([spec.planFp, spec.inputsDigest]).toEqual([content.planFp, stamp.inputsDigest]);
        expect(spec.rollback?.procedure).toBe(content.rollback);
        expect(spec.visits.map(readVisit)).toEqual(content.visits.map(writtenVisit));
      }),
    );
  });

  it('writes the replacement character as an escape, for a file that holds it plainly reads as no text', () => {
    const [content] = fc.sample(anyContent, { numRuns: 1, seed: 1 });
    if (content === undefined) throw new Error('no sample');

    expect(changeFileText({ ...content, rollback: 'restore \uFFFD' }, stamp)).toContain('restore \\ufffd');
  });

  it('names the earlier visit that a visit takes up again', () => {
    const again = changeContent([changeVisit({ retryOf: 'V-old' }), changeVisit({ id: 'V-2', asset: 'b' })]);

    expect(readBack(again).spec.visits.map(({ retryOf }) => retryOf)).toEqual(['V-old', undefined]);
  });

  it('has one line a visit, so that the diff of the file is the diff of the plan', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const lines = changeFileText(content, stamp).split('\n');
        const first = lines.indexOf('  visits:') + 1;

        expect(lines.slice(first, -1).map((line) => JSON.parse(line.slice('    - '.length)).id)).toEqual(
          content.visits.map(({ id }) => id),
        );
      }),
    );
  });

  it.each([
    ['turns the direction of writing', '\u202e'],
    ['hides', '\u200b'],
    ['breaks lines for some readers', '\u2028'],
    ['controls a terminal', '\u009b'],
    ['is half a character', '\ud800'],
  ])('shows a sign that %s as an escape, so that no diff can mislead', (_, sign) => {
    const hostile = changeContent([changeVisit({ requirements: [changeRequirement({ name: `open${sign}ssl` })] })]);

    const text = changeFileText(hostile, stamp);

    expect(text).not.toContain(sign);
    expect(text).toContain(`open\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}ssl`);
  });

  it('says the same as another that was decided later from other inputs', () => {
    const content = changeContent();
    const later = { ...stamp, asOf: at('2026-11-29T12:00:00Z'), inputsDigest: `sha256:${'1'.repeat(64)}` };
    const moved = changeContent([changeVisit({ start: at('2026-11-23T21:00:00Z') })]);

    expect(saysTheSame(changeFileText(content, stamp), changeFileText(content, later))).toBe(true);
    expect(saysTheSame(changeFileText(content, stamp), changeFileText(moved, stamp))).toBe(false);
    expect(saysTheSame(changeFileText(content, stamp), changeFileText(content, { ...stamp, number: 2 }))).toBe(false);
  });
});

describe('the names of a Change', () => {
  const content = changeContent();

  it('are of one key, whatever is in it', () => {
    const other = changeContent([changeVisit({ asset: 'host-2' })]);

    expect(changeBranch(other)).toBe(changeBranch(content));
    expect(changeName(other, 3)).toBe(changeName(content, 3));
  });

  it.each([
    ['team', { team: 'other' }],
    ['lane', { lane: 'emergency' as const }],
    ['approvers', { approvers: ['lead', 'security'] }],
  ])('differ with the %s', (_, key) => {
    expect(changeBranch(changeContent(undefined, { key }))).not.toBe(changeBranch(content));
  });

  it('are branches of three segments, and files in the folder of Changes', () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        expect(changeBranch(any)).toMatch(/^patchledger\/change\/[a-z0-9][a-z0-9-]{0,60}-[0-9a-f]{8}$/);
        expect(changePath(any, 7, 'ops/changes')).toBe(`ops/changes/${changeName(any, 7)}.yaml`);
      }),
    );
  });

  it('tell teams apart whose names read alike in lower case', () => {
    const teams = ['Ops', 'ops', 'o.p.s', '...'].map((team) =>
      changeBranch(changeContent(undefined, { key: { team } })),
    );

    expect(new Set(teams).size).toBe(4);
  });
});

function readVisit(visit: Change['spec']['visits'][number]) {
  return {
    ...{ id: visit.id, asset: visit.asset, kind: visit.kind, ring: visit.ring, window: visit.window, wave: visit.wave },
    ...{ start: parseInstant(visit.start), end: parseInstant(visit.end) },
    gates: (visit.gates ?? []).map(({ gate, needs }) => [gate, needs ?? '']),
    requirements: visit.requirements.map(({ component, due, ...rest }) => ({
      ...component,
      ...rest,
      due: due === undefined ? undefined : parseInstant(due),
    })),
  };
}

function writtenVisit({ gates, isLate: _, wave, ...visit }: ChangeContent['visits'][number]) {
  return {
    ...visit,
    wave: visit.window === undefined ? undefined : wave,
    gates: gates.map(({ gate, needs }) => [gate, needs]),
  };
}
