import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { completionTree } from '../../src/commands/completion.ts';
import { commandDefinitions } from '../../src/commands/definitions.ts';
import { kinds } from '../../src/model/kinds.ts';
import { renderCompletion } from '../../src/render/completion/registry.ts';

const tree = completionTree(commandDefinitions);
const script = renderCompletion('bash', tree);
const visible = commandDefinitions.filter(({ hidden }) => hidden !== true);

/** What bash offers at the end of a line, as it breaks the line into words. */
function offered(...words: readonly string[]): readonly string[] {
  const line = ['patchledger', ...words].map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _patchledger; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', `${script}\n${ask}`], { encoding: 'utf8' });
  expect([stderr, status]).toEqual(['', 0]);
  return stdout.split('\n').filter((word) => word !== '');
}

describe('completion in bash', () => {
  it('is a script that bash can read', () => {
    const { stderr, status } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });

    expect([stderr, status]).toEqual(['', 0]);
  });

  it('offers every command that help shows, and those that begin as typed', () => {
    expect(offered('')).toEqual(visible.map(({ name }) => name));
    expect(offered('val')).toEqual(['validate']);
  });

  it.each(visible.map((definition) => [definition.name, definition] as const))(
    'offers the options of %s and those of every command',
    (name, { options, formats }) => {
      const own = options.flatMap(({ flags }) => flags.split(/[ ,]/)[0] ?? []);
      const asked = [...own, ...(formats ? ['--format'] : []), '-C', '--as-of', '--help'];

      expect(offered(name, '-')).toEqual(expect.arrayContaining(asked));
    },
  );

  it('offers the values that an option may have, behind a blank and behind =', () => {
    const { formats = [] } = visible.find(({ name }) => name === 'test') ?? {};

    expect(offered('test', '--format', '')).toEqual(formats);
    expect(offered('test', '--format', '=')).toEqual(formats);
    expect(offered('test', '--format', '=', 'ju')).toEqual(['junit']);
    expect(offered('test', '--color', 'n')).toEqual(['never']);
  });

  it('finds the command behind options and their values', () => {
    expect(offered('-C', 'plan', 'te')).toEqual(['test']);
    expect(offered('--color', '=', 'never', '--quiet', 'test', '--min')).toEqual(['--min-coverage']);
  });

  it('offers the words of an argument in its place and no other', () => {
    expect(offered('completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(offered('schema', 'Patch')).toEqual(['PatchPolicy', 'Patch']);
    expect(offered('schema', '')).toEqual(kinds.map(({ kind }) => kind));
    expect(offered('completion', 'bash', '')).toEqual([]);
    expect(offered('test', '--min-coverage', '9', '')).toEqual([]);
  });

  it('leaves files to bash where a file or folder is named', () => {
    expect(offered('report', '--out', '')).toEqual([]);
    expect(script).toMatch(/"report --out"\) ;;/);
    expect(script).toContain('complete -o bashdefault -o default');
  });
});

describe.each(['zsh', 'fish'])('completion in %s', (shell) => {
  const text = renderCompletion(shell, tree);

  it('names every command that help shows, with its summary', () => {
    const escaped = (summary: string): string =>
      shell === 'zsh' ? summary.replaceAll("'", "'\\''") : summary.replaceAll("'", "\\'");

    for (const { name, summary } of visible) {
      expect(text).toContain(shell === 'zsh' ? `'${name}:${escaped(summary)}'` : `-a ${name} -d '${escaped(summary)}'`);
    }
  });

  it('names every option', () => {
    const long = tree.commands
      .flatMap(({ options }) => options.flatMap(({ names }) => names))
      .filter((each) => each.startsWith('--'));

    for (const option of long) expect(text).toContain(shell === 'zsh' ? option : `-l ${option.slice(2)}`);
  });
});

describe('a command that help hides', () => {
  it('is not completed', () => {
    const [first] = commandDefinitions;
    const hidden = completionTree(first === undefined ? [] : [{ ...first, hidden: true }]);

    expect(hidden.commands).toEqual([]);
  });
});
