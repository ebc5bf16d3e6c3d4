import { cpSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EstateFile } from '../src/model/estate-files.ts';
import { cli } from './support/cli.ts';
import { commitAll, git, temporaryFolder } from './support/folders.ts';
import { documentsOf, filesOf, type Scenario, scenariosFolder, scenariosIn } from './support/scenarios.ts';

const scenarios = scenariosIn(scenariosFolder);

/** Surroundings that have led other programs to other days, other spellings and other orders. */
const surroundings = {
  plain: { TZ: 'UTC', LC_ALL: 'C.UTF-8' },
  Apia: { TZ: 'Pacific/Apia', LC_ALL: 'C.UTF-8' },
  Turkish: { TZ: 'Europe/Istanbul', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
} as const;
type Surrounding = keyof typeof surroundings;

function scenario(name: string): Scenario {
  const found = scenarios.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no scenario ${name}`);
  return found;
}

/** Everything the built command line prints and writes about a scenario, in one surrounding. */
async function everythingIn(name: string, surrounding: Surrounding): Promise<Readonly<Record<string, string>>> {
  const { folder, asOf, explain } = scenario(name);
  const estate = temporaryFolder();
  cpSync(join(folder, 'repo'), estate, { recursive: true });
  commitAll(estate);
  const run = async (...args: readonly string[]): Promise<string> => {
    const { out, err, code } = await cli([...args, '-C', estate, '--as-of', asOf], { env: surroundings[surrounding] });
    return `${out}${err.replaceAll(estate, '<estate>')}exit ${code}`;
  };
  const [text, json, markdown, ...explained] = await Promise.all([
    run('plan', '--all'),
    run('plan', '--json'),
    run('plan', '--format', 'markdown'),
    ...explain.map(([asset, subject]) => run('explain', asset, ...(subject === undefined ? [] : [subject]))),
  ]);
  const proposed = await run('propose', '--yes', '--json');
  const branches = git(estate, 'for-each-ref', '--format=%(refname:short)', 'refs/heads/patchledger/').split('\n');
  const changes = branches.map((branch) => git(estate, 'diff', '--patch', 'main', branch));
  // The marker in the first line names the commit of the branch, and a commit knows the second in which it was made.
  const texts = [...proposed.matchAll(/"pullRequest": "(.*)"/g)].map(([, path]) =>
    readFileSync(resolve(estate, path ?? ''), 'utf8').replace(/^<!-- patchledger:v1 .*\n/, ''),
  );
  return {
    text: text ?? '',
    json: json ?? '',
    markdown: markdown ?? '',
    explained: explained.join('\n'),
    proposed: proposed.replaceAll(estate, '<estate>'),
    changes: changes.join('\n'),
    pullRequests: texts.join('\n'),
  };
}

describe('wherever the program runs', () => {
  it('the children really see another zone and another locale', async () => {
    const show = 'const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions(); console.log(locale, timeZone)';
    const seen = await Promise.all(
      Object.values(surroundings).map((env) => cli(['-e', show], { env, program: [process.execPath] })),
    );

    expect(seen.map(({ out }) => out.trim())).toEqual([
      expect.stringContaining('UTC'),
      expect.stringContaining('Pacific/Apia'),
      'tr-TR Europe/Istanbul',
    ]);
  });

  it('an estate is decided, proposed and told in the same bytes', async () => {
    const plain = await everythingIn('quorum-stays-up', 'plain');
    const [apia, turkish] = [
      await everythingIn('quorum-stays-up', 'Apia'),
      await everythingIn('quorum-stays-up', 'Turkish'),
    ];

    expect(apia).toEqual(plain);
    expect(turkish).toEqual(plain);
    expect(plain['changes']).toContain('kind: Change');
    expect(plain['pullRequests']).toContain('Approval needed from');
  });
});

/** Sound documents only: what cannot be read is told by its bytes. */
const isOsv = ({ path, text }: EstateFile): boolean => path.startsWith('catalog/osv/') && text.endsWith('}\n');

/** Several OSV documents as one array, as sources publish them; the order in it means nothing. */
function withCatalogueAsArray(files: readonly EstateFile[], order: readonly number[]): readonly EstateFile[] {
  const documents = files.filter(isOsv).map(({ text }) => text.trim());
  const sorted = documents
    .map((text, index) => ({ text, rank: order[index] ?? index }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ text }) => text);
  const text = `[${sorted.join(',')}]\n`;
  const array: EstateFile = { path: 'catalog/osv/all.json', text, lane: 'data', bytes: Buffer.byteLength(text) };
  return [...files.filter((file) => !isOsv(file)), array];
}

/** Documents without what rightly speaks of the bytes of the input: the digest of the inputs. */
const withoutDigest = (documents: ReadonlyMap<string, string>): readonly (readonly [string, string])[] =>
  [...documents].map(([file, text]) => [
    file,
    text.replace(/("?inputs(?:Digest)?"?:? [`"])sha256:[0-9a-f]{64}/g, '$1…'),
  ]);

describe.each(scenarios)('$name', (one) => {
  let files: readonly EstateFile[];
  beforeAll(() => {
    files = filesOf(one);
  });

  it('does not depend on the order in which files are read', () => {
    const expected = [...documentsOf(one, files)];

    fc.assert(
      fc.property(fc.shuffledSubarray([...files], { minLength: files.length }), (shuffled) => {
        expect([...documentsOf(one, shuffled)]).toEqual(expected);
      }),
      { numRuns: 4 },
    );
  });

  it('does not depend on the order of documents in a catalogue', () => {
    const count = files.filter(isOsv).length;
    const order = Array.from({ length: count }, (_, index) => index);
    const expected = withoutDigest(documentsOf(one, withCatalogueAsArray(files, order)));

    fc.assert(
      fc.property(fc.shuffledSubarray(order, { minLength: count }), (shuffled) => {
        expect(withoutDigest(documentsOf(one, withCatalogueAsArray(files, shuffled)))).toEqual(expected);
      }),
      { numRuns: 4 },
    );
  });
});
