import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandDefinitions } from '../../src/commands/definitions.ts';
import { validators } from '../../src/core/load/generated/document-validators.js';
import { kinds } from '../../src/model/kinds.ts';
import { cli } from '../support/cli.ts';
import { temporaryFolder, writeFiles } from '../support/folders.ts';
import { scenariosFolder } from '../support/scenarios.ts';
import { repositoryRoot } from '../support/source-files.ts';

const { version } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as { version: string };

/** `-C` and `--as-of` of a scenario. */
function at(name: string): readonly string[] {
  const { asOf } = JSON.parse(readFileSync(join(scenariosFolder, name, 'scenario.json'), 'utf8')) as { asOf: string };
  return ['-C', join(scenariosFolder, name, 'repo'), '--as-of', asOf];
}

const first = at('first-patch');
const broken = at('broken-estate');
const controlStart = String.fromCharCode(27);

describe('help', () => {
  it.each(commandDefinitions.map(({ name }) => name))('on %s shows how it is used', async (name) => {
    const { out, err, code } = await cli([name, '--help']);

    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).toMatch(new RegExp(`^Usage: patchledger ${name}`));
    expect(out).toMatch(new RegExp(`\nExamples:\n {2}.*patchledger ${name}`));
  });

  it('is what no command gets, and names every command', async () => {
    const [bare, asked] = await Promise.all([cli([]), cli(['--help'])]);

    expect(bare.code).toBe(0);
    for (const { name } of commandDefinitions) expect(bare.out).toContain(`\n  ${name}`);
    expect(asked.out).toContain(bare.out.trim());
  });

  it('breaks its lines where the terminal does, not in the middle of one', async () => {
    const { out } = await cli(['cost', '--help']);

    const [, description] = out.split('\n\n');
    expect(description?.split('\n').every((line) => /[.:]$/.test(line) || line.length > 60)).toBe(true);
  });

  it('is not needed for the version', async () => {
    const runs = await Promise.all([cli(['--version']), cli(['-V'])]);

    expect(runs.map(({ out, err, code }) => [out, err, code])).toEqual(Array(2).fill([`${version}\n`, '', 0]));
  });
});

describe('the exit code', () => {
  it.each<readonly [number, string, readonly string[]]>([
    [0, 'a sound estate', ['validate', ...first]],
    [0, 'a plan of a sound estate', ['plan', ...first]],
    [0, 'an estate with remarks', ['validate', ...at('accepted-risks')]],
    [2, 'an estate with errors', ['validate', ...broken]],
    [2, 'a plan that is incomplete', ['plan', ...broken]],
    [0, 'a plan with gaps', ['plan', ...at('no-easy-answer')]],
    [6, 'a plan with gaps that is held to be strict', ['plan', '--strict', ...at('no-easy-answer')]],
    [0, 'a plan without gaps that is held to be strict', ['plan', '--strict', ...first]],
  ])('is %i for %s', async (expected, _, args) => {
    expect((await cli([...args])).code).toBe(expected);
  });
});

describe('the two streams', () => {
  it('keep data and messages apart', async () => {
    const { out, err } = await cli(['plan', '--json', ...broken]);

    expect(() => JSON.parse(out) as unknown).not.toThrow();
    expect(err).toContain('error:');
  });

  it('are silent but for data when it is asked for', async () => {
    const remarks = at('accepted-risks');
    const [plain, quiet] = await Promise.all([cli(['plan', ...remarks]), cli(['plan', '--quiet', ...remarks])]);

    expect(plain.err).toMatch(/^\d+ more remarks: run patchledger validate\n$/);
    expect(quiet.err).toBe('');
    expect(quiet.out).toBe(plain.out);
  });

  it('name the summary of a sound estate only without --quiet', async () => {
    const [plain, quiet] = await Promise.all([cli(['validate', ...first]), cli(['validate', '--quiet', ...first])]);

    const summary = 'valid: 10 files, 1 asset, 1 advisory\n';
    expect(plain.out.endsWith(summary)).toBe(true);
    expect(quiet.out).toBe(plain.out.slice(0, -summary.length));
  });
});

describe('colour', () => {
  const isColoured = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<boolean> =>
    (await cli(['plan', ...args, ...first], { env })).out.includes(controlStart);

  it.each<readonly [boolean, readonly string[], Readonly<Record<string, string>>, string]>([
    [false, [], {}, 'off a terminal there is none'],
    [true, [], { FORCE_COLOR: '1' }, 'FORCE_COLOR asks for it'],
    [false, [], { FORCE_COLOR: '0' }, 'FORCE_COLOR=0 forbids it'],
    [false, [], { FORCE_COLOR: '1', NO_COLOR: '1' }, 'NO_COLOR is stronger than FORCE_COLOR'],
    [true, ['--color', 'always'], { NO_COLOR: '1' }, '--color is stronger than NO_COLOR'],
    [false, ['--color', 'never'], { FORCE_COLOR: '1' }, '--color is stronger than FORCE_COLOR'],
  ])('%s with %j and %j: %s', async (expected, args, env) => {
    expect(await isColoured(args, env)).toBe(expected);
  });
});

describe('options', () => {
  it('stand before or behind the command, and --json is --format json', async () => {
    const runs = await Promise.all([
      cli(['plan', '--json', ...first]),
      cli(['plan', '--format', 'json', ...first]),
      cli([...first, 'plan', '--format=json']),
    ]);

    expect(new Set(runs.map(({ out }) => out)).size).toBe(1);
    expect(runs[0]?.out).toContain('"schema": "patchledger.plan/v1"');
  });

  it('name the folder from where the user stands; without -C it is that folder', async () => {
    const [, root = '', ...asOf] = first;
    const [inside, named] = await Promise.all([
      cli(['validate', ...asOf], { cwd: root }),
      cli(['validate', ...asOf, '-C', 'repo'], { cwd: join(root, '..') }),
    ]);

    expect(inside.out).toMatch(/^valid: /m);
    expect(named.out).toBe(inside.out);
  });
});

describe('documents for other programs', () => {
  it.each(['first-patch', 'broken-estate', 'no-easy-answer', 'quorum-stays-up'])(
    'the plan of %s satisfies its schema',
    async (name) => {
      const { out } = await cli(['plan', '--json', ...at(name)]);
      const validate = validators['PlanDocument'];

      expect(validate?.(JSON.parse(out)), JSON.stringify(validate?.errors)).toBe(true);
    },
  );

  it('problems satisfy their schema', async () => {
    const { out, code } = await cli(['validate', '--json', ...broken]);
    const validate = validators['DiagnosticsDocument'];

    expect(code).toBe(2);
    expect(validate?.(JSON.parse(out)), JSON.stringify(validate?.errors)).toBe(true);
  });

  it('problems annotate a pull request', async () => {
    const { out } = await cli(['validate', '--format', 'github', ...broken]);

    expect(out).toMatch(/^::error file=patchledger\.yaml,line=5,col=13,.*title=link\/unknown-time-zone::/m);
    expect(
      out
        .trim()
        .split('\n')
        .every((line) => line.startsWith('::')),
    ).toBe(true);
  });

  it('an explanation is JSON when asked for', async () => {
    const { out } = await cli(['explain', 'web-1', 'openssh-server', '--json', ...first]);

    expect(JSON.parse(out)).toMatchObject({ asset: expect.anything() });
  });
});

describe('schema', () => {
  it('lists every kind', async () => {
    const { out } = await cli(['schema']);

    for (const { kind } of kinds) expect(out).toMatch(new RegExp(`^${kind} `, 'm'));
  });

  it('prints one as JSON, however its name is written', async () => {
    const [exact, lower] = await Promise.all([cli(['schema', 'PatchPolicy']), cli(['schema', 'patchpolicy'])]);

    expect(JSON.parse(exact.out)).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
    expect(lower.out).toBe(exact.out);
  });

  it('knows what was meant', async () => {
    expect((await cli(['schema', 'PatchPolcy'])).err).toContain('did you mean PatchPolicy?');
  });
});

describe('compare-versions', () => {
  it.each([
    ['Debian:12', '1.0~rc1', '1.0', '<'],
    ['AlmaLinux:9', '1:1.0-1.el9', '2.0-1.el9', '>'],
    ['npm', '1.0.0', 'v1.0.0', '='],
    ['dotted', '10.2', '10.10', '<'],
    ['dotted', '10.2.9-h1', '10.2.9', '?'],
  ])('orders %s %s and %s as %s', async (ecosystem, left, right, order) => {
    expect((await cli(['compare-versions', ecosystem, left, right])).out).toBe(`${order}\n`);
  });

  it('answers a line for each pair of a pipe, however many', async () => {
    const pairs = Array.from({ length: 100_000 }, (_, index) => `1.${index + 1}\t1.${index + ((index + 1) % 3)}`);

    const { out, code, seconds } = await cli(['compare-versions', 'AlmaLinux:9'], { input: `${pairs.join('\n')}\n` });

    const answers = out.split('\n');
    expect(code).toBe(0);
    expect(answers).toHaveLength(100_001);
    expect(answers.slice(0, 6)).toEqual(['=', '<', '>', '=', '<', '>']);
    expect(seconds).toBeLessThan(10);
  });

  it('answers ? where a line is no pair', async () => {
    const several = await cli(['compare-versions', 'npm'], { input: '1.0.0\t1.0.1\n\nrubbish\n' });
    const one = await cli(['compare-versions', 'npm'], { input: 'rubbish\n1.0.0\t1.0.1' });

    expect([several.out, one.out]).toEqual(['<\n?\n?\n', '?\n<\n']);
    expect(several.err).toBe('2 lines, from line 2 on, are no two versions with a tab between them: answered ?\n');
    expect(one.err).toContain('line 1 is no two versions');
  });
});

describe('an estate of one’s own folders', () => {
  it('is read where the Workspace says', async () => {
    const folder = temporaryFolder();
    const [, repo = '', ...asOf] = first;
    cpSync(join(repo, 'catalog'), join(folder, 'feeds'), { recursive: true });
    mkdirSync(join(folder, 'hosts'));
    cpSync(join(repo, 'inventory/hosts.yaml'), join(folder, 'hosts/all.yaml'));
    writeFiles(folder, {
      'patchledger.yaml':
        'apiVersion: patchledger/v1\nkind: Workspace\nmetadata: { name: own }\nspec:\n  folders: { inventory: hosts, catalog: feeds }\n',
    });

    const { out } = await cli(['plan', '--json', '-C', folder, ...asOf]);

    expect(JSON.parse(out)).toMatchObject({ summary: { assets: { total: 1 } } });
  });
});
