import { describe, expect, it } from 'vitest';
import { validators } from '../../../src/core/load/generated/document-validators.js';
import { type Diagnostic, diagnostic, type SourceRange } from '../../../src/model/diagnostic.ts';
import type { Paint } from '../../../src/model/paint.ts';
import { diagnosticsRenderers, renderDiagnostics } from '../../../src/render/diagnostics/registry.ts';
import { renderDiagnosticsText } from '../../../src/render/diagnostics/text.ts';

const same = (text: string): string => text;
const plain: Paint = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };
const tagged: Paint = {
  bold: (text) => `<b>${text}</b>`,
  dim: same,
  red: (text) => `<red>${text}</red>`,
  green: same,
  yellow: (text) => `<yellow>${text}</yellow>`,
  cyan: (text) => `<cyan>${text}</cyan>`,
};

const range = (line: number, from: number, to: number, endLine = line): SourceRange => ({
  start: { line, column: from },
  end: { line: endLine, column: to },
});

const at = (where: SourceRange | undefined, file = 'a.yaml') =>
  diagnostic('load/duplicate-key', { key: 'b' }, { at: { file, range: where } });

/** The frame that a range gets in a text, without its indentation. */
function frame(text: string, where: SourceRange): readonly string[] {
  const lines = renderDiagnosticsText([at(where)], new Map([['a.yaml', text]]), plain).split('\n');
  return lines
    .slice(
      1,
      lines.findIndex((line) => line.startsWith('  hint:')),
    )
    .map((line) => line.slice(2));
}

describe('a problem as text', () => {
  it('shows place, message, code, source, hint, other places and the count', () => {
    const problem = diagnostic(
      'load/duplicate-key',
      { key: 'b' },
      {
        at: { file: 'a.yaml', range: range(3, 1, 2) },
        related: [{ file: 'a.yaml', range: range(2, 1, 2), message: 'the first one' }],
      },
    );

    expect(renderDiagnosticsText([problem], new Map([['a.yaml', 'a: 1\nb: 2\nb: 3\n']]), plain)).toBe(
      [
        'a.yaml:3:1: error: the key `b` stands twice in this mapping [load/duplicate-key]',
        '  2 | b: 2',
        '  3 | b: 3',
        '    | ^',
        '  hint: Keep one; readers disagree about which one counts.',
        '  see: a.yaml:2:1: the first one',
        '',
        '1 error in 1 file',
        '',
      ].join('\n'),
    );
  });

  it('counts errors, warnings and remarks over the files', () => {
    const problems: readonly Diagnostic[] = [
      at(undefined),
      at(undefined, 'b.yaml'),
      diagnostic('load/empty-file', {}, { at: { file: 'b.yaml' } }),
      { ...diagnostic('load/empty-file', {}), severity: 'info' },
    ];

    expect(renderDiagnosticsText(problems, new Map(), plain)).toMatch(/\n2 errors, 1 warning, 1 remark in 2 files\n$/);
    expect(renderDiagnosticsText([], new Map(), plain)).toBe('');
  });

  it('is coloured by severity', () => {
    const text = renderDiagnosticsText([at(range(1, 1, 2))], new Map([['a.yaml', 'b: 1\n']]), tagged);

    expect(text).toContain('<b>a.yaml:1:1</b>: <red>error</red>: ');
    expect(text).toContain('<red>^</red>');
    expect(text).toContain('<cyan>hint:</cyan>');
  });
});

describe('a code frame', () => {
  it.each([
    ['the first line has none above', 'ab: 1\n', range(1, 1, 3), ['1 | ab: 1', '  | ^^']],
    ['an empty range has one marker', 'a:\n', range(1, 3, 3), ['1 | a:', '  |   ^']],
    ['the end of the text can be marked', 'a: "', range(1, 5, 5), ['1 | a: "', '  |     ^']],
    ['several lines mark the first', 'a: [\n 1]', range(1, 4, 4, 2), ['1 | a: [', '  |    ^']],
    ['line numbers are aligned', `${'\n'.repeat(8)}x\ny: 1\n`, range(10, 1, 2), [' 9 | x', '10 | y: 1', '   | ^']],
    ['an empty line above leaves no blank', '\na: 1', range(2, 1, 2), ['1 |', '2 | a: 1', '  | ^']],
    ['a tab is two blanks', '\ta: 1', range(1, 2, 3), ['1 |   a: 1', '  |   ^']],
    ['wide characters take two columns', '名: 値', range(1, 4, 5), ['1 | 名: 値', '  |     ^^']],
    ['control characters are shown', 'a: \u001b[2J', range(1, 5, 6), ['1 | a: \\u001b[2J', '  |          ^']],
    ['a byte order mark has no column', '\uFEFFa: 1', range(1, 1, 2), ['1 | a: 1', '  | ^']],
    ['carriage returns are gone', 'a: 1\r\nb: 2\r\n', range(2, 1, 2), ['1 | a: 1', '2 | b: 2', '  | ^']],
    ['there is none without the text', '', range(3, 1, 2), []],
  ])('%s', (_, text, where, expected) => {
    expect(frame(text, where)).toEqual(expected);
  });

  it('shows the part of a long line around the range', () => {
    const [line = '', marker = ''] = frame(
      `${'a'.repeat(1_000_000)}X${'b'.repeat(1_000_000)}`,
      range(1, 1_000_001, 1_000_002),
    );

    expect(line.length).toBeLessThan(140);
    expect(line[marker.indexOf('^')]).toBe('X');
  });
});

describe('problems as JSON', () => {
  it('are a document of the published schema', () => {
    const problem = diagnostic('load/duplicate-key', { key: 'b' }, { at: { file: 'a.yaml', range: range(3, 1, 2) } });
    const related = [{ file: 'a.yaml', range: undefined, message: 'here' }];

    for (const problems of [[], [problem, { ...problem, related }, at(undefined)]]) {
      const text = renderDiagnostics('json', problems, { sources: new Map(), paint: plain, version: '1.2.3' });
      expect(validators['DiagnosticsDocument']?.(JSON.parse(text))).toBe(true);
    }
  });
});

describe('problems for GitHub', () => {
  const render = (problem: Diagnostic): string => diagnosticsRenderers.github([problem]);

  it('are commands with place, title and message', () => {
    expect(render(at(range(3, 1, 2)))).toBe(
      '::error file=a.yaml,line=3,col=1,endLine=3,endColumn=2,title=load/duplicate-key::' +
        'the key `b` stands twice in this mapping%0AKeep one; readers disagree about which one counts.\n',
    );
    expect(render(at(range(3, 1, 2, 4)))).toContain('line=3,endLine=4,title=');
    expect(render(diagnostic('load/empty-file', {}))).toMatch(/^::warning title=load\/empty-file::/);
    expect(render({ ...at(undefined), severity: 'info' })).toMatch(/^::notice file=a\.yaml,title=/);
  });

  it('cannot be forged by names and values of the estate', () => {
    const hostile = 'x%0A::error::\r\n::set-env name=A::b\u001b[2J';
    const text = render(diagnostic('load/duplicate-key', { key: hostile }, { at: { file: `a:b,c=${hostile}.yaml` } }));

    expect(text.match(/\n/g)).toHaveLength(1);
    expect(text).toContain('file=a%3Ab%2Cc=x%250A%3A%3Aerror');
    expect(text).not.toContain('\u001b');
    expect(text).toContain('x%250A::error::');
  });
});

describe('every format', () => {
  it('ends with a line break, depends on nothing else and is refused when unknown', () => {
    const view = { sources: new Map([['a.yaml', 'b: 1\n']]), paint: plain, version: '1.2.3' };

    for (const format of Object.keys(diagnosticsRenderers)) {
      const text = renderDiagnostics(format, [at(range(1, 1, 2))], view);
      expect(text.endsWith('\n')).toBe(true);
      expect(renderDiagnostics(format, [at(range(1, 1, 2))], view)).toBe(text);
    }
    expect(() => renderDiagnostics('toString', [], view)).toThrow();
  });
});
