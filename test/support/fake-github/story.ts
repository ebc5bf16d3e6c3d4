import { expect } from 'vitest';
import { estateFiles, type GithubEstate, githubEstate } from './estate.ts';
import type { Fault, FaultScope } from './faults.ts';
import { pictureOf } from './picture.ts';
import type { PullIssue } from './shapes.ts';

const later = '2026-11-22T13:00:00Z';

/** A moment at which one run has everything to do, and what stands there once it is done. */
export interface EventfulMoment {
  readonly estate: GithubEstate;
  /** Brings the moment back. */
  readonly again: () => void;
  readonly settled: object;
  /** Calls of an undisturbed run, and those of them that write. */
  readonly calls: number;
  readonly writes: number;
}

const settling = { 'db-1': 'data', 'web-1': 'web', 'net-1': 'net', 'app-1': 'apps' };

/**
 * Five Changes are up for approval, and a sixth was closed by the program. Then one asks for more, one is closed by a
 * person, one is no longer required, one stays, one that somebody committed to is to be written anew, the closed one is
 * required again, and a seventh comes: one run opens, reopens, updates, comments, records, closes and deletes.
 */
export async function eventfulMoment(): Promise<EventfulMoment> {
  const estate = await githubEstate(estateFiles({ ...settling, 'edit-1': 'edit', 'old-1': 'old' }));
  await estate.propose();
  estate.change(estateFiles({ ...settling, 'edit-1': 'edit' }));
  const edited = pullOf(estate, 'edit');
  estate.github.push(edited.pull.branch, { 'notes.md': 'wait\n' }, 'mara');
  await estate.propose();
  edited.body = (edited.body ?? '').replace('- [ ] **Discard', '- [x] **Discard');
  estate.github.closePull(pullOf(estate, 'net').number, 'mara', 'Not before the audit.');
  const { 'web-1': _, ...kept } = settling;
  estate.change(estateFiles({ ...kept, 'db-2': 'data', 'edit-1': 'edit', 'old-1': 'old', 'ops-1': 'ops' }));
  const again = estate.github.snapshot();
  const before = estate.github.exchanges.length;
  await estate.propose({ asOf: later });
  const exchanges = estate.github.exchanges.slice(before);
  return {
    ...{ estate, again, settled: pictureOf(estate.github) },
    ...{ calls: exchanges.length, writes: exchanges.filter(({ isWrite }) => isWrite).length },
  };
}

/**
 * Disturbs the n-th call of a run, lets the next run finish, and expects what an undisturbed run leaves, and that nothing
 * is left to write.
 */
export async function disturb(
  { estate, again, settled }: EventfulMoment,
  { fault, at, scope }: { readonly fault: Fault; readonly at: number; readonly scope: FaultScope },
): Promise<void> {
  const { github, propose } = estate;
  again();
  github.faults.plan(fault, at, scope);
  // A run whose connection dies says so and ends.
  await propose({ asOf: later }).catch(() => undefined);
  github.faults.clear();
  github.revive();
  await expectSettled(estate, settled);
}

/** Runs until the end once more: what stands there is what an undisturbed run leaves, and a further run writes nothing. */
export async function expectSettled({ github, propose }: GithubEstate, settled: object): Promise<void> {
  const run = await propose({ asOf: later });
  expect(run.code).toBe(0);
  expect(pictureOf(github)).toEqual(settled);
  github.takeWrites();
  await propose({ asOf: later });
  expect(github.takeWrites()).toEqual([]);
  expect(github.mistakes).toEqual([]);
}

function pullOf({ github }: GithubEstate, team: string): PullIssue {
  const pull = github.openPulls().find(({ title }) => title.includes(`(${team})`));
  if (pull === undefined) throw new Error(`no pull request of ${team} is open`);
  return pull;
}
