import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownCode, markdownTable, markdownText } from '../../../src/render/markdown/escape.ts';

/** Pieces that mean something to a forge, and the rest of Unicode. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['|', '`', '<', '>', '<!--', '-->', '@acme/team', '@ada', '#12', 'GH-12', '\n', '\r\n', '\\', '\\|', '\\`'],
        ...[
          '&lt;',
          '&#64;',
          '![x](y)',
          '[a](http://b)',
          '**b**',
          '__b__',
          '~~s~~',
          '$x$',
          ':rocket:',
          '- ',
          '1. ',
          '# ',
        ],
        ...['https://evil.example', 'www.evil.example', '\u202e', '\u0000', '[^1]', '---', '<script>', '| a | b |'],
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** What is left when everything that Markdown shows literally is taken away: escaped signs and entities. */
const live = (markdown: string): string =>
  markdown.replace(/\\[!-/:-@[-`{-~]/g, '\u00b7').replace(/&(?:#\d+|[a-z]+);/g, '\u00b7');

describe('a text inside Markdown', () => {
  it('holds no sign that is live, whatever a stranger wrote', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = markdownText(text);

        expect(markdown).not.toMatch(/[\n\r]/);
        expect(live(markdown)).not.toMatch(/[`|<>*_[\]{}~$&\\]/);
        expect(live(markdown)).not.toMatch(/@\w|#\d|GH-\d|:[\w+-]+:|:\/\/|www\./i);
        expect(live(markdown)).not.toMatch(/^ ?(?:[-+=](?:[-+= ]|$)|\d+[.)](?: |$)|#+(?: |$))/);
      }),
      { numRuns: 1000 },
    );
  });

  it('is one cell of a table, whatever stands in it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const row = markdownTable(['a', 'b'], [[markdownText(text), markdownCode(text)]]).split('\n');

        expect(row).toHaveLength(3);
        expect((row[2] ?? '').replace(/\\./g, '').match(/\|/g)).toHaveLength(3);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['openssl-libs', 'openssl-libs'],
    ['1:3.0.7-27.el9', '1:3.0.7-27.el9'],
    ['AlmaLinux:9', 'AlmaLinux:9'],
    ['3.0.15-1~deb12u1', '3.0.15-1\\~deb12u1'],
    ['a_b', 'a\\_b'],
    ['a\n\n# b', 'a #&#8203; b'],
    ['- a', '\\- a'],
    ['--- a', '\\--- a'],
    ['-a', '-a'],
    ['1. a', '1\\. a'],
    ['1.0', '1.0'],
    ['@ada', '@&#8203;ada'],
    ['GH-12', 'GH-&#8203;12'],
    [':white_check_mark: done', ':&#8203;white\\_check\\_mark: done'],
    ['Ubuntu:24.04:LTS', 'Ubuntu:24.04:LTS'],
    ['<!-- x -->', '&lt;!-- x --&gt;'],
    ['https://a.b', 'https&#58;//a.b'],
    ['www.a.b', 'www&#46;a.b'],
  ])('%j reads %s', (text, markdown) => {
    expect(markdownText(text)).toBe(markdown);
  });
});

describe('a text in code style', () => {
  it('closes only where it ends', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = markdownCode(text);
        const isCode = /^`[^`\n\r|]+`$/.test(markdown);

        expect(isCode || markdown === markdownText(text)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['openssl', '`openssl`'],
    ['@acme/app', '`@acme/app`'],
    ['a`b', 'a\\`b'],
    ['a|b', 'a\\|b'],
    ['', ''],
  ])('%j reads %s', (text, markdown) => {
    expect(markdownCode(text)).toBe(markdown);
  });
});
