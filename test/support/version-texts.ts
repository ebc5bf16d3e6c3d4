/** A source of numbers that gives the same row for the same seed on every machine. */
export interface Random {
  /** A whole number from 0 up to but not including `limit`. */
  below(limit: number): number;
  pick<T>(values: readonly T[]): T;
}

/** The mulberry32 generator: small, fast, good enough to draw test data. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  const pick = <T>(values: readonly T[]): T => {
    const value = values[below(values.length)];
    if (value === undefined) throw new Error('pick from nothing');
    return value;
  };
  return { below, pick };
}

/** What versions of one scheme are made of. */
export interface VersionPieces {
  /** Slots from left to right; one text of each makes a version as its ecosystem writes them. */
  readonly slots: readonly (readonly string[])[];
  /** Snippets that decide the order, to be put in, taken out or exchanged anywhere. */
  readonly snippets: readonly string[];
}

const numbers = ['0', '1', '2', '9', '10', '11', '99', '00', '01', '007', '20240101', '18446744073709551616'];
const dotNumber = ['', '.0', '.1', '.2', '.9', '.10', '.00', '.01', '.99999999999999999999'];
const hyphenLabels = [
  '',
  '',
  '',
  '-alpha',
  '-alpha.1',
  '-alpha.beta',
  '-beta.2',
  '-beta.11',
  '-rc.1',
  '-rc1',
  '-0',
  '-1',
];
const builds = ['', '', '+build', '+1', '+20240101.sha.abc'];

const semverPieces: VersionPieces = {
  slots: [['', '', 'v'], numbers, dotNumber, dotNumber, hyphenLabels, builds],
  snippets: ['.0', '.1', '-', '-0', '-a', '.b', '-A', '-1-x', '+b', '10', '0'],
};

/** The pieces of every scheme, by comparer id. */
export const versionPieces: Readonly<Record<string, VersionPieces>> = {
  apk: {
    slots: [
      numbers,
      dotNumber,
      dotNumber,
      ['', '', 'a', 'b', 'z'],
      ['', '', '_alpha', '_beta2', '_pre1', '_rc3', '_git20240101', '_p1', '_p10', '_hg', '_alpha_p1'],
      ['', '', '~abc123', '~def'],
      ['', '-r0', '-r1', '-r10'],
    ],
    snippets: ['.0', '.1', 'a', '_rc', '_p', '_p1', '_rc1', '-r0', '-r2', '1', '0', '~a'],
  },
  bitnami: { ...semverPieces, slots: [numbers, dotNumber, dotNumber, ['', '-0', '-1', '-10', '-rc.1']] },
  date: {
    slots: [
      ['1999', '2024', '2025', '2026'],
      ['-01', '-02', '-12', '.3', '0101', '1231', '-13'],
      ['', '-01', '-29', '-31', '.5'],
      ['', '', 'T00:00:00Z', 'T23:59:59+02:00', '.1', '-2', 'T12:30:00.250-05:00'],
    ],
    snippets: ['-', '.', '01', '31', 'Z', 'T', '+01:00'],
  },
  deb: {
    slots: [
      ['', '', '0:', '1:', '2:', '10:', '01:'],
      numbers,
      dotNumber,
      dotNumber,
      [
        '',
        '',
        '+dfsg',
        '+dfsg1',
        '~rc1',
        '~beta2',
        '+really1.2',
        '~git20240101',
        'a',
        'b1',
        '+ds',
        '-pre2',
        '~~',
        '+1',
      ],
      [
        '',
        '-0',
        '-1',
        '-2',
        '-10',
        '-1+deb12u1',
        '-1+deb12u10',
        '-1~bpo12+1',
        '-0ubuntu1',
        '-0ubuntu0.22.04.3',
        '-1+b2',
      ],
    ],
    snippets: ['~', '+', '-', '.', '0', '1', 'a', 'Z', '~~', '~a', '.0', '-0', ':', '00', '9', '10'],
  },
  dotted: { slots: [numbers, dotNumber, dotNumber, dotNumber], snippets: ['.0', '.1', '0', '9', '.00'] },
  go: {
    slots: [
      ['v', 'v', '', 'go'],
      numbers,
      dotNumber,
      dotNumber,
      [...hyphenLabels, 'rc1', 'beta2', '-0.20191109021931-daa7c04131f5', '-20200227202807-02e2044944cc'],
      ['', '', '+incompatible'],
    ],
    snippets: semverPieces.snippets,
  },
  lexicographic: { slots: [['r', 'v', ''], numbers, ['a', 'b', '']], snippets: ['a', 'Z', '-', ' ', 'é', '0'] },
  maven: {
    slots: [
      numbers,
      dotNumber,
      dotNumber,
      [
        ...[
          '',
          '',
          '',
          '-SNAPSHOT',
          '-alpha-1',
          '-alpha1',
          'a1',
          '-beta-2',
          'b2',
          '-M3',
          '-milestone-3',
          '-rc1',
          '-RC2',
        ],
        ...[
          '.RC1',
          '-CR1',
          '.Final',
          '.GA',
          '.RELEASE',
          '-sp1',
          '.SP2',
          '-jre',
          '-android',
          '-jre8',
          '-1',
          '-2',
          '-10',
        ],
        ...['.v20240101', '-redhat-00001', '.Final-redhat-1', '.Beta1', '.Alpha2', '-rc.1', '-xyz', '.0-rc-1'],
      ],
      ['', '', '', '-SNAPSHOT', '-1', '-jre'],
    ],
    snippets: [
      '.0',
      '-0',
      '-1',
      '.1',
      '-sp',
      '-ga',
      '.final',
      '-x',
      'x',
      '-rc',
      '1',
      '-',
      '.',
      'm1',
      '-a1',
      '-release',
    ],
  },
  nuget: {
    slots: [
      numbers,
      dotNumber,
      dotNumber,
      ['', '', '.0', '.1'],
      [...hyphenLabels, '-BETA', '-Alpha.1', '-rc-1'],
      builds,
    ],
    snippets: ['.0', '.1', '-a', '-B', '.b', '-1', '0', '+m'],
  },
  openssl: {
    slots: [
      ['0', '1', '3'],
      ['.0', '.9', '.1'],
      ['.0', '.1', '.2', '.8', '.12'],
      ['', 'a', 'b', 'z', 'za', 'zg', 'w', 'aa'],
      ['', '', '', '-dev', '-alpha1', '-alpha17', '-beta2', '-pre9', '-fips'],
    ],
    snippets: ['a', 'z', '.1', '-', '0'],
  },
  packagist: {
    slots: [
      ['', '', 'v'],
      ['0', '1', '2', '9', '10', '00', '01', '2024'],
      ['', '.0', '.1', '.9', '.10', '.01', '.99999999999'],
      ['', '.0', '.2', '.10'],
      ['', '', '.0', '.3'],
      [
        ...[
          '',
          '',
          '',
          '-dev',
          '-alpha',
          '-alpha1',
          'a2',
          '-beta.3',
          'b10',
          '-RC1',
          'RC2',
          '-rc',
          '-patch1',
          '-p2',
          'pl3',
        ],
        ...['-stable', '_beta4', '.x-dev', '-beta2-dev', '.alpha5', '-beta.1.2', '-alpha-1'],
      ],
      ['', '', '+build.5'],
    ],
    snippets: ['.0', '.1', '-', 'a', 'RC', '-p', '-dev', '1', '0', '.x-dev', '10'],
  },
  pep440: {
    slots: [
      ['', '', '', '1!', '0!', 'v'],
      numbers,
      dotNumber,
      dotNumber,
      ['', '', '', 'a1', '.alpha-2', 'b10', 'rc1', '-c2', '_pre3', 'preview', 'RC1', 'a'],
      ['', '', '', '.post1', '-2', 'post', '-r10', '.rev3', '.post0'],
      ['', '', '', '.dev1', 'dev', '-dev10', '_DEV2'],
      ['', '', '', '+local', '+1', '+1.abc', '+abc-2', '+1e5', '+0x10', '+ubuntu.1'],
    ],
    snippets: ['.0', '.1', 'a1', 'rc1', '.dev0', '.post0', '+1', '+a', '.', '-1', '0', '1!', '10'],
  },
  pub: { ...semverPieces, slots: [numbers, dotNumber, dotNumber, hyphenLabels, [...builds, '+2', '+10', '+a.1']] },
  rpm: {
    slots: [
      ['', '', '0:', '1:', '2:', '10:', '01:'],
      numbers,
      dotNumber,
      ['', '.1', '.2b', '.10', 'p1', '.rc1', '_2', 'a'],
      ['', '', '~rc1', '~beta2', '^git1', '^20240101', '^20240101git2', '~~', '^^'],
      [
        ...['', '-1', '-2.el9', '-2.el9_4', '-2.el9_4.1', '-10.el9', '-553.el8_10', '-553.5.1.el8_10', '-1.fc39'],
        ...['-1.module+el8.6.0+123+abcdef', '-1.module+el8.10.0+9+12', '-0.1.rc1.el8', '-1.el7_9~1', '-1.amzn2023'],
      ],
    ],
    snippets: ['~', '^', '.', '+', '_', '0', '1', 'a', 'Z', '.0', '00', '9', '10', 'el9', '~a', '^1'],
  },
  rubygems: {
    slots: [
      numbers,
      dotNumber,
      dotNumber,
      ['', '', '.a', '.rc1', '.pre.1', '-1', '-java', '.b10.2', '.Beta', '.0.a'],
      ['', '.0', '.1'],
    ],
    snippets: ['.0', '.1', '.a', 'b', '-', '.A', '0', '10', '.0.0', '.pre'],
  },
  semver: semverPieces,
  'semver-like': {
    slots: [['', 'v'], numbers, dotNumber, dotNumber, [...hyphenLabels, 'rc1', '.beta-3', '_pre2', '-SNAPSHOT', 'c']],
    snippets: semverPieces.snippets,
  },
};

/** One version as its ecosystem would write it. */
export function realisticVersion(pieces: VersionPieces, random: Random): string {
  return pieces.slots.map((slot) => random.pick(slot)).join('');
}

/** The same version with a snippet put in, a character taken out, or a character exchanged for a snippet. */
export function mutatedVersion(version: string, pieces: VersionPieces, random: Random): string {
  const at = random.below(version.length + 1);
  const head = version.slice(0, at);
  switch (random.below(3)) {
    case 0:
      return head + random.pick(pieces.snippets) + version.slice(at);
    case 1:
      return head + version.slice(at + 1);
    default:
      return head + random.pick(pieces.snippets) + version.slice(at + 1);
  }
}

/** Pairs of versions: a third unrelated, a third one mutation apart, a third two mutations apart. */
export function versionPairs(
  pieces: VersionPieces,
  count: number,
  random: Random,
): readonly (readonly [string, string])[] {
  return Array.from({ length: count }, (_, index) => {
    const left = realisticVersion(pieces, random);
    if (index % 3 === 0) return [left, realisticVersion(pieces, random)] as const;
    const near = mutatedVersion(left, pieces, random);
    return [left, index % 3 === 1 ? near : mutatedVersion(near, pieces, random)] as const;
  });
}
