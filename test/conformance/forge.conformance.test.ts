import { describe, expect, it } from 'vitest';
import { dataRoot } from '../support/conformance-data.ts';
import { estateFiles, githubEstate, stepsOf } from '../support/fake-github/estate.ts';
import { disturb, eventfulMoment } from '../support/fake-github/story.ts';
import { githubContract } from './judges/github-contract.ts';

const hour = 3_600_000;

describe('what is said to GitHub and what the fake answers', () => {
  it('meets GitHub’s own description, every call of it', async () => {
    const { estate } = await eventfulMoment();
    const judge = githubContract(dataRoot);
    const rest = estate.github.exchanges.filter(({ template }) => template !== '/graphql');

    expect([...new Set(rest.flatMap(judge.problemsOf))]).toEqual([]);
    const [whole] = rest.filter(({ status }) => status === 200);
    expect(whole && judge.problemsOf({ ...whole, response: { id: 'none' } })).not.toEqual([]);
    expect(new Set(rest.map(({ method, template }) => `${method} ${template}`)).size).toBeGreaterThan(15);
  });
});

describe('a run that is disturbed at any call', () => {
  it(
    'is finished by the next one when it is killed before or after any write',
    async () => {
      const moment = await eventfulMoment();
      for (let at = 1; at <= moment.writes; at += 1) {
        for (const when of ['before', 'after'] as const) {
          await disturb(moment, { fault: { kind: 'kill', when }, at, scope: 'every write' });
        }
      }
    },
    hour,
  );

  it(
    'leaves what an undisturbed one leaves when any call fails or loses its answer',
    async () => {
      const moment = await eventfulMoment();
      for (let at = 1; at <= moment.calls; at += 1) {
        for (const when of ['before', 'after'] as const) {
          await disturb(moment, { fault: { kind: 'fail', when }, at, scope: 'every call' });
        }
      }
    },
    hour,
  );
});

describe('two hundred open Changes', () => {
  it(
    'reconcile without a write and with at most three reads each when nothing changed',
    async () => {
      const owners = Object.fromEntries([...Array(200).keys()].map((number) => [`host-${number}`, `team-${number}`]));
      const estate = await githubEstate(estateFiles(owners, { changes: { maxOpen: 500, maxNewPerRun: 500 } }));
      await estate.propose();
      estate.github.takeWrites();
      estate.github.takeReads();

      const run = await estate.propose();

      expect(stepsOf(run).filter((step) => step === 'unchanged')).toHaveLength(200);
      expect(estate.github.takeWrites()).toEqual([]);
      expect(estate.github.takeReads().length).toBeLessThanOrEqual(3 * 200);
    },
    hour,
  );
});
