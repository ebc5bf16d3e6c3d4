import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kinds } from '../src/model/kinds.ts';
import {
  handWritten,
  type RepositoryFile,
  repositoryFiles,
  repositoryRoot,
  withoutComments,
} from './support/source-files.ts';

const sources = handWritten(repositoryFiles(['src'], /\.ts$/));
const tests = repositoryFiles(['test'], /\.ts$/);

/** What must not appear in the pure folders; the linter bans bare globals, this also finds methods and detours. */
const impurities: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['the clock', /\bnew Date\b|\bDate\.(now|parse|UTC)\b|\bTemporal\.Now\b|\bperformance\.now\b/],
  ['the host', /\bprocess\.|\bglobalThis\b/],
  ['chance', /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/],
  ['the locale', /\.toLocale\w*\(|\.localeCompare\(|\bIntl\./],
];
const pureFolders = /^src\/(model|core|ecosystems|feeds|render|exporters)\//;

/** `path:line` of every line that matches, comments aside. */
function linesWith(files: readonly RepositoryFile[], pattern: RegExp): readonly string[] {
  return files.flatMap(({ path, text }) =>
    withoutComments(text)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );
}

describe('the sources', () => {
  it('are there to be checked', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(tests.length).toBeGreaterThan(5);
  });

  it('have no file over 300 lines', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > 301).map(({ path }) => path);

    expect(long).toEqual([]);
  });

  it.each(impurities)('never ask for %s in a pure folder', (_, pattern) => {
    const pure = sources.filter(({ path }) => pureFolders.test(path) && path !== 'src/core/time.ts');

    expect(linesWith(pure, pattern)).toEqual([]);
  });

  it('silence the linter only with a reason on the same line', () => {
    const files = [...sources, ...tests];
    const silenced = files.flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line) => (/biome-ignore|@ts-(ignore|nocheck)/.test(line) ? [`${path}: ${line.trim()}`] : [])),
    );

    const unexplained = silenced.filter((line) => !/biome-ignore lint\/\w+\/\w+: \w{3,}/.test(line));

    expect(unexplained.filter((line) => !line.startsWith('test/tidy.test.ts:'))).toEqual([]);
  });
});

describe('the schemas', () => {
  it('describe exactly the kinds that the model lists, each in a file named after it', () => {
    const described = repositoryFiles(['schemas'], /\.schema\.json$/).flatMap(({ path, text }) => {
      const { properties } = JSON.parse(text) as {
        readonly properties?: { readonly kind?: { readonly const?: string } };
      };
      const kind = properties?.kind?.const;
      return kind === undefined ? [] : [`${kind} ${path}`];
    });

    const listed = kinds.map(({ kind, schema }) => `${kind} schemas/${schema}`);

    expect(described.sort()).toEqual(listed.sort());
  });
});

describe('the tests', () => {
  it('skip nothing, mock no module and fake no clock', () => {
    const evasions = /\b(it|test|describe)\.(skip|only|todo|skipIf|runIf|fails)\b|\bvi\.(mock|doMock|useFakeTimers)\b/;
    const others = tests.filter(({ path }) => path !== 'test/tidy.test.ts');

    expect(linesWith(others, evasions)).toEqual([]);
  });
});

describe('the repository', () => {
  it('keeps its top level to what the design names, and dot-files', () => {
    const allowed = new Set(
      'src policies schemas templates test docs package.json package-lock.json tsconfig.json README.md LICENSE action.yml'.split(
        ' ',
      ),
    );
    const built = new Set(['node_modules', 'dist', 'coverage']);

    const extra = readdirSync(repositoryRoot).filter(
      (name) => !(name.startsWith('.') || allowed.has(name) || built.has(name)),
    );

    expect(extra).toEqual([]);
  });

  it('locks the package of every platform, so that `npm ci` works on each', () => {
    const { packages } = JSON.parse(readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
    };
    const locked = new Set(Object.keys(packages).map((place) => place.replace(/^.*node_modules\//, '')));

    const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );

    expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
  });

  it('names only npm scripts that exist in its documents, workflows and gates', () => {
    const { scripts } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const documents = [
      ...repositoryFiles(['docs', '.github', '.ci', 'src'], /\.(md|ya?ml)$|^\.ci\/run$/),
      { path: 'README.md', text: readIfThere('README.md') },
      { path: 'package.json', text: Object.values(scripts).join('\n') },
    ];

    const unknown = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/\bnpm run (?:--silent |-s )?([a-z][\w:-]*)|\bnpm (start|test)\b/g)]
        .map((match) => match[1] ?? match[2] ?? '')
        .filter((script) => !(script in scripts))
        .map((script) => `${path}: npm run ${script}`),
    );

    expect(unknown).toEqual([]);
  });
});

function readIfThere(path: string): string {
  return readdirSync(repositoryRoot).includes(path) ? readFileSync(join(repositoryRoot, path), 'utf8') : '';
}
