import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../src/core/time.ts';
import { osvReader } from '../../../src/feeds/catalog/osv.ts';
import type { AdvisoryDocument } from '../../../src/model/advisory.ts';
import type { Outcome } from '../../../src/model/diagnostic.ts';
import type { CatalogFragment } from '../../../src/model/feed.ts';

const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

function read(text: string): Outcome<CatalogFragment> {
  return osvReader.read({ path: 'catalog/osv/x', text });
}

function codes(text: string): readonly string[] {
  return read(text).diagnostics.map(({ code }) => code);
}

function document(parts: object = {}): object {
  return {
    id: 'ALSA-2024:1',
    modified: '2024-04-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'AlmaLinux:9', name: 'xz' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '5.2.5-8.el9' }] }],
      },
    ],
    ...parts,
  };
}

function one(parts: object = {}): AdvisoryDocument | undefined {
  return read(JSON.stringify(document(parts))).value.documents[0];
}

describe('an OSV document', () => {
  it('says which versions of which package of which ecosystem are affected', () => {
    expect(one()).toMatchObject({
      id: 'ALSA-2024:1',
      affected: [
        {
          ecosystem: 'AlmaLinux:9',
          name: 'xz',
          ranges: [
            {
              type: 'ECOSYSTEM',
              events: [
                { kind: 'introduced', version: '0' },
                { kind: 'fixed', version: '5.2.5-8.el9' },
              ],
            },
          ],
        },
      ],
    });
  });

  it('keeps aliases, related and upstream ids apart', () => {
    const read = one({ aliases: ['CVE-2024-1'], related: ['CVE-2024-2'], upstream: ['CVE-2024-3'] });

    expect([read?.aliases, read?.related, read?.upstream]).toEqual([['CVE-2024-1'], ['CVE-2024-2'], ['CVE-2024-3']]);
  });

  it('was published when it says so', () => {
    expect(one({ published: '2024-03-29T17:15:00+02:00' })?.published).toBe(parseInstant('2024-03-29T15:15:00Z'));
  });

  it.each(['published', 'modified', 'withdrawn'])('does not know "%s" from a date before 1990', (field) => {
    const read = one({ [field]: '0001-01-01T00:00:00Z' });

    expect(read?.[field as keyof AdvisoryDocument]).toBeUndefined();
  });

  it('still counts when a date cannot be read', () => {
    const text = JSON.stringify(document({ modified: 'yesterday' }));

    expect(codes(text)).toEqual(['catalog/wrong-timestamp']);
    expect(read(text).value.documents).toHaveLength(1);
  });

  it('without an id is left out', () => {
    expect(codes('{"modified":"2024-01-01T00:00:00Z","affected":[]}')).toEqual(['catalog/wrong-document']);
  });

  it('that names only Git histories is kept and reported as giving no finding', () => {
    const affected = [{ ranges: [{ type: 'GIT', repo: 'x', events: [{ introduced: '0' }] }] }];

    expect(codes(JSON.stringify(document({ affected })))).toEqual(['catalog/nothing-to-judge']);
  });

  it('of an ecosystem that OSV does not define is kept with a warning', () => {
    const affected = [{ package: { ecosystem: 'Almalinux:9', name: 'xz' }, versions: ['1'] }];

    expect(codes(JSON.stringify(document({ affected })))).toEqual(['catalog/unknown-ecosystem']);
  });
});

describe('a range', () => {
  function withRange(range: unknown): Outcome<CatalogFragment> {
    const affected = [{ package: { ecosystem: 'npm', name: 'a' }, versions: ['1.0.0'], ranges: [range] }];
    return read(JSON.stringify(document({ affected })));
  }

  it.each([
    ['an unknown event', { type: 'SEMVER', events: [{ introduced: '0' }, { until: '2' }] }],
    ['two kinds in one event', { type: 'SEMVER', events: [{ introduced: '1.0.0', fixed: '1.2.0' }] }],
    ['a version that is a number', { type: 'SEMVER', events: [{ introduced: '0' }, { fixed: 1.1 }] }],
    ['an unknown type', { type: 'VERS', events: [{ introduced: '0' }] }],
    ['no introduced event', { type: 'SEMVER', events: [{ fixed: '2' }] }],
    ['no list of events', { type: 'SEMVER', events: {} }],
    ['no object', 'all'],
  ])('with %s is dropped, and its package is incomplete', (_, range) => {
    const { value, diagnostics } = withRange(range);

    expect(diagnostics.map(({ code }) => code)).toEqual(['catalog/wrong-versions']);
    expect(value.documents[0]?.affected[0]).toMatchObject({ versions: ['1.0.0'], ranges: [], isIncomplete: true });
  });
});

describe('the severity of a document', () => {
  it.each([
    ['Critical: xz security update', 'critical'],
    ['Important: xz security update', 'high'],
    ['Moderate: xz security update', 'medium'],
    ['Low: xz security update', 'low'],
  ])('is read from the summary %j', (summary, word) => {
    expect(one({ summary })?.severity).toEqual([{ step: 'source-word', word }]);
  });

  it('lets OSV speak before the database and the database before the summary', () => {
    const read = one({
      summary: 'Low: x',
      severity: [{ type: 'CVSS_V3', score: vector }],
      database_specific: { severity: 'MODERATE' },
    });

    expect(read?.severity).toEqual([
      { step: 'osv', vector },
      { step: 'database-specific', word: 'medium' },
      { step: 'source-word', word: 'low' },
    ]);
  });

  it('may differ from package to package', () => {
    const affected = [
      {
        package: { ecosystem: 'Debian:12', name: 'xz' },
        versions: ['1'],
        severity: [{ type: 'Ubuntu', score: 'negligible' }],
        database_specific: { cvss: vector },
        ecosystem_specific: { urgency: 'high**' },
      },
    ];

    expect(one({ affected })?.affected[0]?.severity).toEqual([
      { step: 'affected', word: 'low' },
      { step: 'database-specific', vector },
      { step: 'source-word', word: 'high' },
    ]);
  });

  it('is not stated by "not yet assigned" or by a printed None', () => {
    const affected = [
      {
        package: { ecosystem: 'Debian:12', name: 'xz' },
        versions: ['1'],
        database_specific: { cvss: 'None' },
        ecosystem_specific: { urgency: 'not yet assigned' },
      },
    ];

    expect(one({ affected })?.affected[0]?.severity).toEqual([]);
  });

  it('that is neither vector nor word is reported and ignored', () => {
    const text = JSON.stringify(document({ severity: [{ type: 'CVSS_V3', score: 'CVSS:9/!' }] }));

    expect(codes(text)).toEqual(['catalog/unreadable-severity']);
  });
});

describe('a file of OSV documents', () => {
  const [first, second] = [JSON.stringify(document()), JSON.stringify(document({ id: 'ALSA-2024:2' }))];

  it.each([
    ['an array', `[${first},\n${second}]`],
    ['an answer of the API', `{"vulns":[${first},${second}]}`],
    ['one document a line', `${first}\n\n${second}\n`],
    ['one document a line, CRLF and byte order mark', `\ufeff${first}\r\n${second}\r\n`],
    ['a YAML stream', `id: ALSA-2024:1\nmodified: x\n---\nid: ALSA-2024:2\nmodified: x\n`],
    ['a YAML list', `- id: ALSA-2024:1\n- id: ALSA-2024:2\n`],
  ])('may be %s', (_, text) => {
    expect(read(text).value.documents.map(({ id }) => id)).toEqual(['ALSA-2024:1', 'ALSA-2024:2']);
  });

  it('loses only the wrong element of an array, and points at it', () => {
    const { value, diagnostics } = read(`[${first},\n  7,\n${second}]`);

    expect(value.documents).toHaveLength(2);
    expect(diagnostics).toMatchObject([{ code: 'catalog/wrong-document', range: { start: { line: 2, column: 3 } } }]);
  });

  it('loses only the broken line, and points into it', () => {
    const { value, diagnostics } = read(`${first}\n{"id": oops}\n${second}`);

    expect(value.documents).toHaveLength(2);
    expect(diagnostics).toMatchObject([{ code: 'catalog/syntax', range: { start: { line: 2, column: 8 } } }]);
  });

  it('that was cut off says where it ends', () => {
    expect(read('{"id": "X",\n "affected": [').diagnostics).toMatchObject([
      { code: 'catalog/syntax', range: { start: { line: 2, column: 15 } } },
    ]);
  });

  it('in YAML keeps a version as it is written', () => {
    const yaml = [
      'id: PYSEC-1',
      'modified: "2024-01-01T00:00:00Z"',
      'affected:',
      '- package: {ecosystem: PyPI, name: a}',
      '  versions: [1.10, 2.0]',
    ].join('\n');

    expect(read(yaml).value.documents[0]?.affected[0]?.versions).toEqual(['1.10', '2.0']);
  });

  it('in YAML with an alias bomb is a problem of that document', () => {
    const levels = Array.from({ length: 12 }, (_, n) => `a${n}: &a${n} [${n === 0 ? 'x' : `*a${n - 1},`.repeat(9)}]`);

    expect(codes(`id: X\nmodified: y\n${levels.join('\n')}\n`)).toEqual(['catalog/syntax']);
  });
});
