import { describe, expect, it } from 'vitest';
import { readActionInputs } from '../../src/commands/action-inputs.ts';
import { stepRequest } from '../../src/commands/action-request.ts';
import { readStepResult } from '../../src/commands/action-result.ts';

/** The command line of a step with these inputs. */
const wordsOf = (inputs: Readonly<Record<string, string>>, event?: string): string => {
  const env = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return stepRequest(readActionInputs(Object.fromEntries(env)), event).words.join(' ');
};

describe('the command line of a step', () => {
  it.each([
    [{}, 'pull_request', 'check -C . --color=never --json --strict'],
    [{}, 'merge_group', 'check -C . --color=never --json --strict'],
    [{}, 'schedule', 'check --estate -C . --color=never --json --strict'],
    [{ mode: 'CHECK' }, 'push', 'check --estate -C . --color=never --json --strict'],
    [{ mode: 'plan', 'working-directory': 'it' }, 'push', 'plan -C it --color=never --json --strict'],
    [{ mode: 'open' }, 'push', 'propose --yes -C . --color=never --json --strict'],
    [{ mode: 'open', 'dry-run': 'true' }, 'push', 'propose --dry-run -C . --color=never --json --strict'],
    [{ command: 'feeds' }, 'schedule', 'feeds sync --yes -C . --color=never --json --strict'],
    [{ command: 'feeds', args: 'sync --all' }, 'push', 'feeds sync --all --yes -C . --color=never --json --strict'],
    [{ command: 'plan', 'dry-run': 'true' }, 'push', 'plan -C . --color=never --json --strict'],
    [{ command: 'report', args: '--out "a b"' }, 'push', 'report --out a b -C . --color=never'],
  ])('of %o on %s is %s', (inputs, event, expected) => {
    expect(wordsOf(inputs, event)).toBe(expected);
  });

  it('keeps what stands in quotes together, and joins what touches', () => {
    const { args } = readActionInputs({ INPUT_ARGS: `a "b c"\n'd "e"' f"g h"i ''` });

    expect(args).toEqual(['a', 'b c', 'd "e"', 'fg hi', '']);
  });

  it.each([
    [{ command: 'check', args: '--post', 'dry-run': 'true' }, 'check --post has no dry run'],
    [{ command: 'plan', args: '--format=csv' }, "args: --format=csv is the step's to set"],
    [{ command: 'report', args: '-C elsewhere' }, "args: -C is the step's to set"],
    [{ comand: 'plan', args: '' }, 'unknown input comand'],
    [{ a: '', b: '' }, 'unknown inputs a, b'],
  ])('is not made of %o', (inputs, why) => {
    expect(() => wordsOf(inputs, 'push')).toThrow(why);
  });
});

describe('the outputs of a step', () => {
  it('count what is overdue, and tell a plan with gaps from one without', () => {
    const plan = (unknown: number): string =>
      JSON.stringify({
        ...{ asOf: '2026-01-01T00:00:00Z', incomplete: [] },
        summary: {
          ...{ assets: { total: 3, unknown, stale: 0 }, unwatched: [] },
          requirements: { total: 5, byState: { open: 3, overdue: 2 } },
        },
      });

    expect([readStepResult('plan', plan(0)), readStepResult('plan', plan(1))]).toMatchObject([
      { outputs: { overdue: '2' }, isDegraded: false },
      { outputs: { overdue: '2' }, isDegraded: true },
    ]);
  });

  it.each([
    ['observe', { path: null }, 'false'],
    ['observe', { path: 'records/ledger/a.json' }, 'true'],
    ['feeds', { written: [], removed: [] }, 'false'],
    ['feeds', { written: [], removed: ['a'] }, 'true'],
    ['record', { records: [{ status: 'exists' }], diagnostics: [] }, 'false'],
    ['record', { records: [{ status: 'written' }], diagnostics: [] }, 'true'],
    ['propose', { proposals: [{ writes: [] }] }, 'false'],
    ['propose', { proposals: [{ writes: ['commit'] }] }, 'true'],
  ])('say whether %s of %o changed anything: %s', (command, document, changed) => {
    expect(readStepResult(command, JSON.stringify(document)).outputs['changed']).toBe(changed);
  });

  it('number pull requests of a forge; those of a local one are files', () => {
    const proposals = ['https://github.com/a/b/pull/12', '.git/pull/7', undefined].map((pullRequest) => ({
      ...{ pullRequest, writes: [] },
    }));

    expect(readStepResult('propose', JSON.stringify({ proposals })).outputs['pr-numbers']).toBe('[12]');
  });

  it('say nothing where the command printed nothing', () => {
    expect(readStepResult('plan', '').outputs).toEqual({});
  });
});
