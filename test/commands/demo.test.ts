import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { git } from '../../src/adapters/git.ts';
import { run } from '../../src/commands/demo.ts';
import { CommandError } from '../../src/commands/exit.ts';
import { run as explain } from '../../src/commands/explain.ts';
import { contextIn } from '../support/terminal.ts';

let home = '';
let printed = '';
beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'patchledger-test-')));
  printed = await demo('first');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs the demo into a folder of the test's own; answers everything it printed. */
async function demo(name: string): Promise<string> {
  const context = contextIn(home);
  const code = await run(context, [], { into: join(home, name) });
  expect(context.terminal.noted()).toBe('');
  expect(code).toBe(0);
  return context.terminal.printed();
}

describe('the demo', () => {
  it('goes from a fresh estate to a plan, proposals and a report, each step with its time', () => {
    const steps = [...printed.matchAll(/^── (\d) ── (\w+).* \d+ ms ──$/gm)].map(([, number, command]) => [
      number,
      command,
    ]);

    expect(steps).toEqual([
      ['1', 'init'],
      ['2', 'validate'],
      ['3', 'plan'],
      ['4', 'propose'],
      ['5', 'report'],
    ]);
    expect(git(join(home, 'first'), ['branch', '--list', 'patchledger/change/*'])).not.toBe('');
    expect(readdirSync(join(home, 'first/docs/patchledger')).length).toBeGreaterThan(2);
  });

  it('says where everything lies, and that the clock is pinned', () => {
    const paths = [...printed.matchAll(/^ {2}(?:estate|pull requests|report) +(\/.*)$/gm)].map(
      ([, path]) => path ?? '',
    );

    expect(paths).toHaveLength(3);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
    expect(printed).toMatch(/clock is pinned to \d{4}-.*Z \(--as-of\)/);
  });

  it('names commands that work as they stand', async () => {
    const [, asset, subject, asOf] = /explain (\S+) (\S+) -C \S+ --as-of (\S+)/.exec(printed) ?? [];
    const [gitCommand = ''] = /^ {2}git -C .*$/m.exec(printed) ?? [];

    const context = contextIn(join(home, 'first'), { asOf });
    expect(await explain(context, [asset, subject], {})).toBe(0);
    expect(context.terminal.printed()).toContain(subject);
    expect(execFileSync('sh', ['-c', gitCommand], { encoding: 'utf8' })).toContain('kind: Change');
  });

  it('commits at the moment of its data, so that the commit can stand for it', () => {
    const [, asOf = ''] = /plan --as-of (\S+)/.exec(printed) ?? [];

    const committedAt = git(join(home, 'first'), ['log', '-1', '--format=%cI', 'main']).trim();

    expect(Date.parse(committedAt)).toBe(Date.parse(asOf));
  });

  it('shows the same again', async () => {
    const again = await demo('again');

    const settled = (text: string, name: string) => text.replaceAll(join(home, name), 'HERE').replace(/─+ \d+ ms/g, '');
    expect(settled(again, 'again')).toBe(settled(printed, 'first'));
  });

  it('leaves a folder that exists alone', async () => {
    await expect(demo('first')).rejects.toThrow(CommandError);
  });
});
