import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A program of the ecosystem itself that orders versions, as Debian packages it. */
export interface Judge {
  /** The comparer it judges. */
  readonly id: string;
  readonly name: string;
  /** Debian packages that bring it. */
  readonly packages: readonly string[];
  /** Where the interpreter may be; an absolute path, as version managers put others first on PATH. */
  readonly commands: readonly string[];
  readonly arguments: readonly string[];
  /** Why our answer may differ for a pair, `undefined` when it must not. */
  readonly explain: (left: string, right: string) => string | undefined;
}

export const judges: readonly Judge[] = [
  {
    id: 'deb',
    name: 'apt_pkg.version_compare',
    packages: ['python3-apt'],
    commands: ['/usr/bin/python3'],
    arguments: [program('judge-deb.py')],
    explain: explainDeb,
  },
  {
    id: 'rpm',
    name: 'rpm.labelCompare',
    packages: ['python3-rpm'],
    commands: ['/usr/bin/python3'],
    arguments: [program('judge-rpm.py')],
    explain: refusing(/^(?:[0-9]+:)?[^-](?:.*[^-])?$/, 'rpm orders an empty version or release'),
  },
  {
    id: 'pep440',
    name: 'packaging.version',
    packages: ['python3-packaging'],
    commands: ['/usr/bin/python3'],
    arguments: [program('judge-pep440.py')],
    explain: () => undefined,
  },
  {
    id: 'rubygems',
    name: 'Gem::Version',
    packages: ['ruby'],
    commands: ['/usr/bin/ruby'],
    arguments: [program('judge-rubygems.rb')],
    explain: refusing(/\S/, 'RubyGems reads nothing as 0'),
  },
  {
    id: 'packagist',
    name: 'composer/semver',
    packages: ['php-cli', 'php-composer-semver'],
    commands: ['/usr/bin/php'],
    arguments: ['-d', 'include_path=/usr/share/php', program('judge-packagist.php')],
    explain: () => undefined,
  },
  {
    id: 'maven',
    name: 'ComparableVersion',
    packages: ['openjdk-17-jdk-headless', 'libmaven3-core-java'],
    commands: ['/usr/bin/java'],
    arguments: [
      '-cp',
      '/usr/share/java/maven3-artifact.jar:/usr/share/java/commons-lang3.jar',
      program('JudgeMaven.java'),
    ],
    explain: explainMaven,
  },
];

/** Asks a judge about all pairs in one child process; the answers stand in the order of the pairs. */
export function askJudge(judge: Judge, pairs: readonly (readonly [string, string])[]): readonly string[] {
  const install = `${judge.name} judges ${judge.id}: apt-get install ${judge.packages.join(' ')}`;
  const command = judge.commands.find((path) => existsSync(path));
  if (command === undefined) throw new Error(`None of ${judge.commands.join(', ')} exists. ${install}`);
  const run = spawnSync(command, judge.arguments, {
    input: pairs.map(([left, right]) => `${left}\t${right}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  const answers = run.stdout?.split('\n').slice(0, -1) ?? [];
  if (run.status === 0 && answers.length === pairs.length) return answers;
  throw new Error(
    `${command} ended with ${run.status} after ${answers.length} of ${pairs.length} answers. ${install}\n${run.stderr}`,
  );
}

function program(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** deb-version(7): a colon in the upstream version needs an epoch, a hyphen needs a revision, which has neither. */
function explainDeb(left: string, right: string): string | undefined {
  const valid = (version: string): boolean => {
    const hyphen = version.lastIndexOf('-');
    const revision = hyphen < 0 ? '0' : version.slice(hyphen + 1);
    const rest = hyphen < 0 ? version : version.slice(0, hyphen);
    return (
      /^[A-Za-z0-9.+~]+$/.test(revision) &&
      /^(?:[0-9]+:[0-9][\w.+~:-]*|[0-9][\w.+~-]*)$/.test(rest) &&
      !rest.includes('_')
    );
  };
  return valid(left) && valid(right) ? undefined : 'apt orders what dpkg refuses';
}

/** The judge orders any text at all; ours refuses what is no version of that scheme. */
function refusing(valid: RegExp, reason: string): Judge['explain'] {
  return (left, right) => (valid.test(left) && valid.test(right) ? undefined : reason);
}

/** The shapes in which ComparableVersion 3.8.7 leaves the published order, and has cycles. */
function explainMaven(left: string, right: string): string | undefined {
  const either = (shape: RegExp): boolean => shape.test(left) || shape.test(right);
  if (left === '' || right === '') return 'Maven orders nothing';
  if (either(/\.[a-z]+[-.]/i)) return 'a qualifier between a dot and another separator';
  if (either(/^[^0-9]/)) return 'a version that begins with a qualifier';
  return [left, right].some(hasInnerNull) ? 'a null between separators' : undefined;
}

/** Whether a stretch between two hyphens, or changes between digits and letters, holds nothing but nulls. */
function hasInnerNull(version: string): boolean {
  const stretches = version.replace(/(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9])|\.(?=[a-z])/gi, '-').split('-');
  return stretches
    .slice(1, -1)
    .some((stretch) => /^(?:0*|ga|final|release)(?:\.(?:0*|ga|final|release))*$/i.test(stretch));
}
