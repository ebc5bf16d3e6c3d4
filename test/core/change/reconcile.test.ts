import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeBranch, changeFileText, changeName, changePath } from '../../../src/core/change/change-file.ts';
import { type ProposalStep, type ReconcileInput, reconcile } from '../../../src/core/change/reconcile.ts';
import type { ChangeContent } from '../../../src/model/change.ts';
import type { StandingProposal } from '../../../src/model/forge.ts';
import type { Instant } from '../../../src/model/time.ts';
import { anyContent, changeContent, changeRequirement, changeVisit } from '../../support/change.ts';
import { pull } from '../../support/forge.ts';
import { at } from '../../support/world.ts';

const first = { asOf: at('2026-11-22T12:00:00Z'), inputsDigest: `sha256:${'1'.repeat(64)}` };
const later = { asOf: at('2026-11-23T12:00:00Z'), inputsDigest: `sha256:${'2'.repeat(64)}` };

function run(contents: readonly ChangeContent[], input: Partial<ReconcileInput> = {}): readonly ProposalStep[] {
  return reconcile({ contents, standing: [], merged: new Set(), maxOpen: 20, folder: 'changes', ...first, ...input });
}

/** The branch as it stands once this content was proposed at the first run. */
function proposed(content: ChangeContent, parts: Partial<StandingProposal> = {}, number = 1): StandingProposal {
  const files = [{ path: changePath(content, number, 'changes'), text: changeFileText(content, { number, ...first }) }];
  return { branch: changeBranch(content), head: 'abc', isOurs: true, files, ...parts };
}

/** What the branches hold when the steps are done. */
function done(steps: readonly ProposalStep[], standing: readonly StandingProposal[]): readonly StandingProposal[] {
  const branches = new Map(standing.map((proposal) => [proposal.branch, proposal] as const));
  for (const step of steps) {
    if ('text' in step && step.kind !== 'unchanged') {
      const { branch, path, text } = step;
      branches.set(branch, { branch, head: `${step.expected ?? ''}+`, isOurs: true, files: [{ path, text }] });
    }
  }
  return [...branches.values()];
}

const content = changeContent();
const moved = changeContent([changeVisit({ start: at('2026-11-24T22:00:00Z'), end: at('2026-11-24T23:00:00Z') })]);
const dueEarlier = changeContent([
  changeVisit({ requirements: [changeRequirement({ due: at('2026-11-30T00:00:00Z') })] }),
]);

describe('what to do with a Change', () => {
  it('is to create it when no branch of its key stands', () => {
    expect(run([content])).toMatchObject([
      {
        kind: 'create',
        branch: changeBranch(content),
        path: changePath(content, 1, 'changes'),
        expected: undefined,
        ...{ asOf: first.asOf },
      },
    ]);
  });

  it('is to put its file where the Workspace wants it', () => {
    expect(run([content], { folder: 'ops/changes' })).toMatchObject([{ path: changePath(content, 1, 'ops/changes') }]);
  });

  it('counts on behind the Changes of its key that are merged', () => {
    const merged = new Set([changeName(content, 1), changeName(content, 2)]);

    expect(run([content], { merged })).toMatchObject([{ kind: 'create', name: changeName(content, 3) }]);
  });

  it('is nothing when it stands as it should, however much later that is', () => {
    const steps = run([content], { standing: [proposed(content)], ...later });

    expect(steps).toMatchObject([{ kind: 'unchanged', asOf: first.asOf, needsNewApproval: false }]);
  });

  it('is to update it in place, under its number, when the plan moved; earlier approvals fall', () => {
    const steps = run([moved], { standing: [proposed(content, {}, 4)], ...later });

    expect(steps).toMatchObject([
      { kind: 'update', name: changeName(content, 4), expected: 'abc', needsNewApproval: true, asOf: later.asOf },
    ]);
  });

  it('is to update it under its old stamp when only a due moved; approvals stay', () => {
    const steps = run([dueEarlier], { standing: [proposed(content)], ...later });

    expect(steps).toMatchObject([{ kind: 'update', needsNewApproval: false, asOf: first.asOf }]);
    expect(steps[0]).toHaveProperty('text', expect.stringContaining(first.inputsDigest));
  });

  it('is to leave it alone when somebody committed to its branch', () => {
    expect(run([moved], { standing: [proposed(content, { isOurs: false })] })).toMatchObject([
      { kind: 'edited', by: 'commit', branch: changeBranch(content) },
    ]);
  });

  it('is to leave it alone when somebody turned its pull request to another base', () => {
    const standing = proposed(content, { pull: pull({ baseBranch: 'release' }) });

    expect(run([moved], { standing: [standing], baseBranch: 'main' })).toMatchObject([{ kind: 'edited', by: 'base' }]);
  });

  it('is nothing when what stands there cannot be judged, and it counts as open', () => {
    const problem = { cause: 'its branch was deleted', remedy: 'restore it' };
    const standing = proposed(content, { isOurs: false, files: [], problem });
    const other = changeContent([changeVisit()], { key: { team: 'data' } });

    expect(run([content, other], { standing: [standing], maxOpen: 1 })).toMatchObject([
      { kind: 'held-back', limit: 'open' },
      { kind: 'blocked', problem },
    ]);
  });

  it('is to write its file anew when ours cannot be read', () => {
    const standing = proposed(content);
    const broken = standing.files.map(({ path }) => ({ path, text: 'nothing' }));

    expect(run([content], { standing: [{ ...standing, files: broken }] })).toMatchObject([
      { kind: 'update', needsNewApproval: true },
    ]);
  });

  it('is never to touch a file of another key on its branch', () => {
    const foreign = [{ path: 'changes/platform-routine-0000000a-1.yaml', text: 'x' }];

    expect(run([content], { standing: [proposed(content, { files: foreign })] })).toMatchObject([
      { kind: 'create', path: changePath(content, 1, 'changes'), expected: 'abc' },
    ]);
  });
});

describe('a branch that was merged', () => {
  const merged = new Set([changeName(content, 1)]);

  it('is told apart from work that is no longer required', () => {
    const branch = changeBranch(content);

    expect(run([], { standing: [proposed(content, { files: [] })], merged })).toMatchObject([
      { kind: 'merged', branch },
    ]);
    expect(run([], { standing: [proposed(content)], merged })).toMatchObject([{ kind: 'merged', branch }]);
    expect(run([], { standing: [proposed(content)] })).toMatchObject([{ kind: 'vanished', branch, isOurs: true }]);
  });

  it('takes the next Change of its key, under the next number', () => {
    const steps = run([moved], { standing: [proposed(content, { files: [] })], merged });

    expect(steps).toMatchObject([{ kind: 'create', name: changeName(content, 2), expected: 'abc' }]);
  });

  it('never has its merged file edited, where the merge left a difference', () => {
    const steps = run([moved], { standing: [proposed(content)], merged });

    expect(steps).toMatchObject([{ kind: 'create', path: changePath(content, 2, 'changes') }]);
  });

  it('counts as new against the limit', () => {
    const standing = [proposed(content, { files: [] })];

    expect(run([moved], { standing, merged, maxOpen: 0 })).toMatchObject([{ kind: 'held-back' }]);
  });
});

describe('the limit of open Changes', () => {
  const team = (name: string, day: number, lane: 'routine' | 'emergency' = 'routine'): ChangeContent =>
    changeContent([changeVisit({ start: at(`2026-11-${day}T22:00:00Z`) })], { key: { team: name, lane } });

  it('lets the earliest start first and holds the rest back', () => {
    const steps = run([team('a', 29), team('b', 24), team('c', 27)], { maxOpen: 2 });

    expect(steps.map((step) => [step.kind, 'content' in step ? step.content?.key.team : ''])).toEqual([
      ['create', 'b'],
      ['create', 'c'],
      ['held-back', 'a'],
    ]);
  });

  it('counts what stands, edited or not', () => {
    const standing = [proposed(team('a', 24)), proposed(team('b', 24), { isOurs: false })];
    const steps = run([team('a', 24), team('b', 24), team('c', 23)], { standing, maxOpen: 2 });

    expect(steps.map(({ kind }) => kind)).toEqual(['held-back', 'unchanged', 'edited']);
  });

  it('lets the earliest due first, before what merely starts earlier', () => {
    const due = (name: string, day: number): ChangeContent =>
      changeContent([changeVisit({ requirements: [changeRequirement({ due: at(`2026-12-${day}T00:00:00Z`) })] })], {
        key: { team: name },
      });
    const steps = run([due('a', 20), due('b', 10)], { maxNew: 1 });

    expect(steps).toMatchObject([
      { kind: 'create', content: { key: { team: 'b' } } },
      { kind: 'held-back', limit: 'new' },
    ]);
  });

  it('is passed by what a later run would propose too late', () => {
    const steps = run([team('a', 24), team('b', 25)], { maxOpen: 0, isPressing: ({ key }) => key.team === 'b' });

    expect(steps.map(({ kind }) => kind)).toEqual(['held-back', 'create']);
  });

  it('is passed by emergencies', () => {
    expect(run([team('a', 24, 'emergency')], { maxOpen: 0 })).toMatchObject([{ kind: 'create' }]);
  });
});

describe('a second run', () => {
  const contents = fc.uniqueArray(anyContent, { maxLength: 4, selector: changeBranch });

  it('finds nothing to do, however many runs and changes came before', () => {
    fc.assert(
      fc.property(contents, contents, fc.integer({ min: 0, max: 5 }), (before, after, maxOpen) => {
        const standing = done(run(before, { maxOpen }), []);
        const steps = run(after, { standing, maxOpen, ...later });
        const again = run(after, { standing: done(steps, standing), maxOpen, asOf: (later.asOf + 1000) as Instant });

        const settled = new Set(['unchanged', 'held-back', 'vanished']);
        expect(again.filter(({ kind }) => !settled.has(kind))).toEqual([]);
      }),
    );
  });

  it('says the same in whatever order Changes and branches are given', () => {
    fc.assert(
      fc.property(contents, contents, fc.integer({ min: 0, max: 5 }), (before, after, maxOpen) => {
        const standing = done(run(before), []);
        const byBranch = (steps: readonly ProposalStep[]) =>
          steps.map(({ kind, branch }) => `${branch} ${kind}`).sort();

        const turned = run(after.toReversed(), { standing: standing.toReversed(), maxOpen });

        expect(byBranch(turned)).toEqual(byBranch(run(after, { standing, maxOpen })));
      }),
    );
  });
});
