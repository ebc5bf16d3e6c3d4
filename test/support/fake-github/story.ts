import { expect } from 'vitest';
import { estateFiles, type GithubEstate, githubEstate } from './estate.ts';
import type { Fault, FaultScope } from './faults.ts';
import { pictureOf } from './picture.ts';

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

/**
 * Four Changes are up for approval. Then one asks for more, one is closed by a person, one is no longer required, one
 * stays, and a fifth comes: one run opens, updates, comments, records, closes and deletes.
 */
export async function eventfulMoment(): Promise<EventfulMoment> {
  const estate = await githubEstate(estateFiles({ 'db-1': 'data', 'web-1': 'web', 'net-1': 'net', 'app-1': 'apps' }));
  await estate.propose();
  estate.github.closePull(numberOf(estate, 'net'), 'mara', 'Not before the audit.');
  estate.change(estateFiles({ 'db-1': 'data', 'db-2': 'data', 'net-1': 'net', 'app-1': 'apps', 'ops-1': 'ops' }));
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

function numberOf({ github }: GithubEstate, team: string): number {
  const pull = github.openPulls().find(({ title }) => title.includes(`(${team})`));
  if (pull === undefined) throw new Error(`no pull request of ${team} is open`);
  return pull.number;
}
