import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ColorChoice, openTerminal } from '../../src/adapters/terminal.ts';

const names = ['NO_COLOR', 'FORCE_COLOR', 'TERM', 'CI'];
let before: readonly (readonly [string, string | undefined])[] = [];
beforeEach(() => {
  before = names.map((name) => [name, process.env[name]]);
  for (const name of names) delete process.env[name];
});
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

describe('a run that nobody looks at', () => {
  it.each<readonly [ColorChoice, Readonly<Record<string, string>>, boolean]>([
    ['auto', {}, false],
    ['auto', { FORCE_COLOR: '1' }, true],
    ['auto', { FORCE_COLOR: '0' }, false],
    ['auto', { FORCE_COLOR: 'false' }, false],
    ['auto', { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['auto', { FORCE_COLOR: '1', NO_COLOR: '' }, true],
    ['always', { NO_COLOR: '1' }, true],
    ['never', { FORCE_COLOR: '1' }, false],
  ])('with --color %s and %j is coloured: %s', (choice, environment, expected) => {
    Object.assign(process.env, environment);
    const { paint } = openTerminal(choice);

    expect(paint.red('x')).toBe(expected ? '\u001b[31mx\u001b[39m' : 'x');
  });

  it('is never asked anything, and has its lines whole', () => {
    expect(openTerminal('auto')).toMatchObject({ interactive: false, columns: Number.POSITIVE_INFINITY });
  });
});
