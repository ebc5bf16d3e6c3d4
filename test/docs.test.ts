import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandDefinitions } from '../src/commands/definitions.ts';
import { loadResources } from '../src/core/load/load.ts';
import { type RepositoryFile, repositoryFiles, repositoryRoot } from './support/source-files.ts';

const readme: RepositoryFile = { path: 'README.md', text: readFileSync(join(repositoryRoot, 'README.md'), 'utf8') };
const guide = [readme, ...repositoryFiles(['docs/guide'], /\.md$/)];
const documents = [readme, ...repositoryFiles(['docs'], /\.md$/), ...repositoryFiles(['src'], /README\.md$/)];

interface Block {
  /** `file:line` of its fence. */
  readonly at: string;
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of documents, with where they stand. */
function blocksOf(files: readonly RepositoryFile[]): readonly Block[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm)].map(({ 1: language = '', 2: content = '', index }) => ({
      at: `${path}:${text.slice(0, index).split('\n').length}`,
      language,
      text: content,
    })),
  );
}

const blocks = blocksOf(guide);
const examples = blocks.filter(({ language }) => language === 'yaml').map((block) => [block.at, block] as const);

/** Every `patchledger …` line of a document, in blocks for a shell and in running text. */
function commandLines({ path, text }: RepositoryFile): readonly (readonly [string, string])[] {
  const shell = blocksOf([{ path, text }]).filter(({ language }) => language === 'sh' || language === '');
  const lines = shell.flatMap(({ text: block }) => block.split('\n'));
  const inline = [...text.matchAll(/`(patchledger [^`\n]+)`/g)].map(([, line]) => line ?? '');
  return [...lines, ...inline]
    .map((line) => /(?:^|[\s$])patchledger ([a-z][\w-]*)(.*)$/.exec(line.trim()))
    .flatMap((match) => (match === null ? [] : [[match[1] ?? '', match[2] ?? ''] as const]));
}

describe('the guide', () => {
  it('has examples to be checked', () => {
    expect(examples.length).toBeGreaterThanOrEqual(5);
    expect(guide.flatMap(commandLines).length).toBeGreaterThanOrEqual(5);
  });

  it.each(examples)('shows resources that are valid at %s', (at, { text }) => {
    const { value, diagnostics } = loadResources([{ path: at, text }]);

    expect(diagnostics).toEqual([]);
    expect(value.resources.length).toBeGreaterThan(0);
  });

  it.each(guide.map((file) => [file.path, file] as const))(
    'names only commands and options that exist in %s',
    (_, file) => {
      const known = new Map(commandDefinitions.map((definition) => [definition.name, definition] as const));
      const common = ['-C', '--as-of', '--color', '--quiet', '--strict', '--debug', '--help', '--version'];

      const wrong = commandLines(file).flatMap(([name, rest]) => {
        const definition = known.get(name);
        if (definition === undefined) return [`patchledger ${name}`];
        const own = definition.options.flatMap(({ flags }) => flags.match(/--?[\w-]+/g) ?? []);
        const formats = definition.formats === undefined ? [] : ['--format', '--json'];
        const options = rest.replace(/[|>].*$/, '').match(/(?<=\s)--?[a-zA-Z][\w-]*/g) ?? [];
        return options
          .filter((option) => ![...common, ...own, ...formats].includes(option))
          .map((option) => `patchledger ${name} ${option}`);
      });

      expect(wrong).toEqual([]);
    },
  );
});

describe('the documents', () => {
  it.each(documents.map((file) => [file.path, file] as const))(
    'link only to what is there from %s',
    (_, { path, text }) => {
      const prose = text.replace(/^```[\s\S]*?^```$/gm, '');
      const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');

      const dead = targets
        .filter((target) => !/^[a-z]+:/.test(target))
        .filter((target) => {
          const [file = '', anchor] = target.split('#');
          const full = file === '' ? join(repositoryRoot, path) : join(repositoryRoot, dirname(path), file);
          return !existsSync(full) || (anchor !== undefined && !anchorsOf(full).has(anchor));
        });

      expect(dead).toEqual([]);
    },
  );
});

/** The anchors that a forge gives to the headings of a Markdown file. */
function anchorsOf(file: string): ReadonlySet<string> {
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading ?? '');
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}
