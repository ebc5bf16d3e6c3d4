import { describe, expect, it } from 'vitest';
import { changeResource } from '../../../src/core/change/change-file.ts';
import { fixedVisits, proposedVisits } from '../../../src/core/change/fixed.ts';
import { bookFrom } from '../../../src/core/prioritise/book.ts';
import type { ChangeVisit } from '../../../src/model/change.ts';
import type { Change } from '../../../src/model/generated/change.ts';
import type { Requirement } from '../../../src/model/requirement.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { changeContent, changeRequirement, changeVisit } from '../../support/change.ts';
import { type RequirementSketch, requirementOf } from '../../support/schedule.ts';
import { assetWith, at, estateWith } from '../../support/world.ts';

const asOf = at('2026-11-22T12:00:00Z');
const stamp = { number: 1, asOf, inputsDigest: `sha256:${'0'.repeat(64)}` };

function merged(...visits: readonly ChangeVisit[]): Resource<'Change'> {
  const document: Change = changeResource(changeContent(visits), stamp);
  return { kind: 'Change', name: document.metadata.name, document, origin: { file: 'changes/a.yaml', document: 0 } };
}

/** What the update of `changeRequirement` is still required for. */
const open = (parts: Partial<RequirementSketch> = {}): Requirement =>
  requirementOf({ asset: 'host-1', target: '3.0.16-1', ...parts, id: 'R-000000000001' });

const book = (requirements: readonly Requirement[]) =>
  bookFrom(
    [...new Set(requirements.map(({ asset }) => asset))].map((name) => assetWith({ name })),
    requirements,
  );

const fixed = (change: Resource<'Change'>, ...requirements: readonly Requirement[]) =>
  fixedVisits(estateWith({ resources: { Change: new Map([[change.name, change]]) } }), book(requirements), asOf);

describe('a visit of a merged Change', () => {
  it('is approved as it stands, its deadline the earliest due it promised', () => {
    const later = changeRequirement({ id: 'R-000000000002', due: at('2026-11-30T00:00:00Z') });
    const change = merged(changeVisit({ requirements: [later, changeRequirement()] }));

    expect(fixed(change, open(), { ...open(), id: 'R-000000000002' })).toMatchObject([
      {
        ...{ id: 'V-000000000001', state: 'approved', asset: 'host-1', window: 'nights', wave: 1 },
        ...{ start: at('2026-11-23T22:00:00Z'), end: at('2026-11-23T23:00:00Z'), deadline: later.due },
        requirements: ['R-000000000001', 'R-000000000002'],
      },
    ]);
  });

  it('has its approval by the merge; every other gate waits for a record', () => {
    const gates = (['approval', 'test-evidence'] as const).map((gate) => ({
      gate,
      status: 'open' as const,
      needs: 'x',
    }));

    expect(fixed(merged(changeVisit({ gates })), open())[0]?.gates.map(({ gate, status }) => [gate, status])).toEqual([
      ['approval', 'met'],
      ['test-evidence', 'open'],
    ]);
  });

  it('that is over is planned anew', () => {
    const over = changeVisit({ start: at('2026-11-22T10:00:00Z'), end: asOf });
    const running = { ...over, end: at('2026-11-22T12:00:01Z') };

    expect(fixed(merged(over), open())).toEqual([]);
    expect(fixed(merged(running), open())).toHaveLength(1);
  });

  it('is gone once its version is rejected, though a lower one is required, or once others must come before', () => {
    const release = { hops: [], refused: [], rejected: [], approvedBy: undefined, rebootRequired: undefined };
    const change = merged(changeVisit());

    expect(fixed(change, open({ target: '3.0.15-9', release }))).toHaveLength(1);
    expect(fixed(change, open({ target: '3.0.15-9', release: { ...release, rejected: ['3.0.16-1'] } }))).toEqual([]);
    expect(fixed(change, open({ target: '3.0.15-9', release: { ...release, hops: ['3.0.16-1'] } }))).toEqual([]);
  });

  it('is gone when nothing that it carries is required any more', () => {
    expect(fixed(merged(changeVisit()))).toEqual([]);
  });

  it('keeps only what is still required', () => {
    const done = changeRequirement({ id: 'R-000000000002' });

    expect(fixed(merged(changeVisit({ requirements: [done, changeRequirement()] })), open())).toMatchObject([
      { requirements: ['R-000000000001'] },
    ]);
  });

  it.each([
    ['the same', '3.0.16-1', 1],
    ['a lower', '3.0.15-9', 1],
    ['a higher', '3.0.17-1', 0],
    ['no', undefined, 0],
  ])('covers a requirement that by now needs %s target: %s, %i visit', (_, target, visits) => {
    expect(fixed(merged(changeVisit()), open({ target }))).toHaveLength(visits);
  });

  it('covers a requirement that only part of can be fixed by now, up to that version', () => {
    const partial = { version: '3.0.16-1', clears: ['A'], remains: ['B'] };

    expect(fixed(merged(changeVisit()), open({ target: undefined, partial }))).toHaveLength(1);
    expect(fixed(merged(changeVisit()), open({ target: undefined, partial: { ...partial, version: '4-1' } }))).toEqual(
      [],
    );
  });

  it('covers nothing of an ecosystem without an order but the very version', () => {
    const component = { ecosystem: 'generic', name: 'firmware', version: 'A' };

    expect(fixed(merged(changeVisit()), open({ component, target: 'B' }))).toEqual([]);
    expect(fixed(merged(changeVisit()), open({ component }))).toHaveLength(1);
  });

  it('follows its asset when that has another name by now', () => {
    expect(fixed(merged(changeVisit()), open({ asset: 'host-one' }))).toMatchObject([{ asset: 'host-one' }]);
  });

  it('comes in the order of starts', () => {
    const visits = ['25', '24', '26'].map((day) =>
      changeVisit({ id: `V-${day}`, start: at(`2026-11-${day}T22:00:00Z`), end: at(`2026-11-${day}T23:00:00Z`) }),
    );

    expect(fixed(merged(...visits), open()).map(({ id }) => id)).toEqual(['V-24', 'V-25', 'V-26']);
  });
});

describe('a visit of an open proposal', () => {
  const proposed = (requirement: Requirement) => proposedVisits([merged(changeVisit()).document], book([requirement]));

  it('is told where it stood, not approved, whatever its target is by now', () => {
    expect(proposed(open({ target: '3.0.17-1' }))).toMatchObject([
      { id: 'V-000000000001', state: 'proposed', start: at('2026-11-23T22:00:00Z'), gates: [{ status: 'open' }] },
    ]);
  });
});
