import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { builtCli, cli } from '../support/cli.ts';
import { dataRoot } from '../support/conformance-data.ts';
import { estateFiles, githubEstate, stepsOf } from '../support/fake-github/estate.ts';
import { tokens } from '../support/fake-github/fake-github.ts';
import { disturb, type EventfulMoment, eventfulMoment, expectSettled } from '../support/fake-github/story.ts';
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

/** Runs the built program and kills it behind the effect of the n-th write. Answers how it ended. */
async function killedProcess({ estate, again }: EventfulMoment, at: number): Promise<unknown> {
  const { github, root } = estate;
  again();
  github.faults.plan({ kind: 'kill', when: 'after' }, at, 'every write');
  const args = [builtCli, 'propose', '-C', root, '--as-of', '2026-11-22T13:00:00Z', '--yes'];
  const env = { PATH: process.env['PATH'], GITHUB_API_URL: github.apiUrl, GITHUB_TOKEN: tokens.app };
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
  github.onKill = () => void child.kill('SIGKILL');
  const [, signal] = (await once(child, 'close')) as readonly unknown[];
  github.faults.clear();
  github.revive();
  return signal;
}

describe('a process', () => {
  it(
    'that is killed behind any write is finished by the next one',
    async () => {
      const moment = await eventfulMoment();
      for (let at = 1; at <= moment.writes; at += 1) {
        expect(await killedProcess(moment, at)).toBe('SIGKILL');
        await expectSettled(moment.estate, moment.settled);
      }
    },
    hour,
  );

  it(
    'that runs beside another one ends where one alone ends',
    async () => {
      const moment = await eventfulMoment();
      const { github, root } = moment.estate;
      for (let round = 0; round < 5; round += 1) {
        moment.again();
        const env = { GITHUB_API_URL: github.apiUrl, GITHUB_TOKEN: tokens.app };
        const args = ['propose', '-C', root, '--as-of', '2026-11-22T13:00:00Z', '--yes'];
        const runs = await Promise.all([0, 1].map(() => cli(args, { env, timeout: 200_000 })));

        expect(runs.map(({ code }) => code)).toEqual([0, 0]);
        await expectSettled(moment.estate, moment.settled);
      }
    },
    hour,
  );
});

describe('a run that is disturbed at any call', () => {
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
