import { describe, expect, it } from 'vitest';
import { baseScore, levelOfScore } from '../../../src/core/assess/cvss.ts';
import type { Catalog, SeverityStatement } from '../../../src/model/advisory.ts';
import type { FindingFacts } from '../../../src/model/finding.ts';
import {
  affectedWith,
  assessAll,
  assessOne,
  catalogWith,
  cveWith,
  documentWith,
  kevWith,
} from '../../support/catalog.ts';
import { at, componentWith } from '../../support/world.ts';

const one = 'CVE-2024-0001';
const two = 'CVE-2024-0002';
const high = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N';
const critical = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

/** The facts of an erratum for `app` 1.0.0 that fixes these CVEs. */
function factsOf(
  catalog: Partial<Catalog>,
  related: readonly string[] = [one],
  severity: SeverityStatement[] = [],
): FindingFacts {
  const document = documentWith('ALSA-1', { related, severity, events: ['introduced 0, fixed 2.0.0'] });
  const facts = assessOne('1.0.0', catalogWith([document], catalog)).findings[0]?.facts;
  if (facts === undefined) throw new Error('no finding');
  return facts;
}

describe('a CVSS vector', () => {
  it.each([
    ['AV:N/AC:L/Au:N/C:P/I:P/A:P', 7.5],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    [high, 7.5],
    [critical, 9.8],
    [`${critical}/E:U/RL:O`, 9.8],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 9.3],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U', 9.3],
  ])('%s has the base score %d', (vector, score) => {
    expect(baseScore(vector)).toBe(score);
  });

  it.each([
    '',
    'high',
    'CVSS:3.1/AV:N',
    'CVSS:3.1/AV:Z/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N',
    'CVSS:9.9/AV:N',
    'A'.repeat(5000),
  ])('%s is none', (text) => {
    expect(baseScore(text)).toBeUndefined();
  });

  it.each([
    [10, 'critical'],
    [9, 'critical'],
    [8.9, 'high'],
    [6.9, 'medium'],
    [3.9, 'low'],
    [0, 'none'],
  ])('score %d is %s', (score, level) => {
    expect(levelOfScore(score)).toBe(level);
  });
});

describe('severity', () => {
  const steps: SeverityStatement[] = [
    { step: 'osv', word: 'low' },
    { step: 'database-specific', word: 'high' },
    { step: 'source-word', word: 'critical' },
  ];
  const affectedStep: SeverityStatement = { step: 'affected', word: 'medium' };
  const cves = new Map([[one, cveWith(one, { severity: [{ step: 'cve', vector: critical }] })]]);

  it.each([
    ['osv', 0, 'low'],
    ['affected', 1, 'medium'],
    ['database_specific', 2, 'high'],
    ["source's word", 3, 'critical'],
  ])('is said by %s when nothing before it speaks', (_, from, level) => {
    const severity = [steps[0], affectedStep, steps[1], steps[2]].slice(from).filter((step) => step !== undefined);
    const affected = affectedWith({
      events: ['introduced 0'],
      severity: severity.includes(affectedStep) ? [affectedStep] : [],
    });
    const document = documentWith('A', {
      affected: [affected],
      severity: severity.filter((step) => step !== affectedStep),
    });
    const [finding] = assessOne('1.0.0', catalogWith([document], { cves })).findings;

    expect(finding?.facts.severity.value).toBe(level);
  });

  it('comes from the linked CVEs last, and says so', () => {
    expect(factsOf({ cves }).severity).toEqual({
      value: 'critical',
      source: `${one}, CVE record: ${critical}`,
      at: undefined,
    });
  });

  it('is the most severe statement of the first step that speaks', () => {
    expect(
      factsOf(
        {},
        [],
        [
          { step: 'osv', word: 'low' },
          { step: 'osv', vector: high },
        ],
      ).severity.value,
    ).toBe('high');
  });

  it('is unknown when nobody states it', () => {
    expect(factsOf({}).severity.value).toBeUndefined();
  });

  it('ignores what withdrawn documents and other packages say', () => {
    const documents = [
      documentWith('A', { aliases: ['X'], events: ['introduced 0'] }),
      documentWith('B', {
        aliases: ['X'],
        severity: [{ step: 'osv', word: 'critical' }],
        withdrawn: at('2026-01-01T00:00:00Z'),
      }),
      documentWith('C', { aliases: ['X'], affected: [affectedWith({ name: 'other', severity: [affectedStep] })] }),
    ];

    expect(assessOne('1.0.0', catalogWith(documents)).findings[0]?.facts.severity.value).toBeUndefined();
  });

  it('takes another step than the score where the source gives a word alone', () => {
    const facts = factsOf({ cves }, [one], [{ step: 'source-word', word: 'medium' }]);

    expect([facts.severity.value, facts.cvss.value]).toEqual(['medium', 9.8]);
  });

  it('follows the vector, not a stated score that differs, which is one warning', () => {
    const wrong = [{ step: 'osv', vector: high, statedScore: 9.8 }] as const;
    const document = documentWith('A', { severity: wrong, events: ['introduced 0'] });
    const { value, diagnostics } = assessAll(
      [componentWith(), componentWith({ version: '1.0.1' })],
      catalogWith([document]),
    );

    expect([...value.values()].map(({ findings }) => findings[0]?.facts.cvss.value)).toEqual([7.5, 7.5]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['assess/cvss-mismatch']);
  });

  it('passes over an incomplete vector with a warning', () => {
    const document = documentWith('A', {
      severity: [
        { step: 'osv', vector: 'CVSS:3.1/AV:N' },
        { step: 'source-word', word: 'low' },
      ],
      events: ['introduced 0'],
    });
    const { value, diagnostics } = assessAll([componentWith()], catalogWith([document]));

    expect([...value.values()][0]?.findings[0]?.facts.severity.value).toBe('low');
    expect(diagnostics.map(({ code }) => code)).toEqual(['assess/cvss-invalid']);
  });
});

describe('kev', () => {
  const entry = { cve: two, addedAt: at('2026-11-02T00:00:00Z'), dueDate: '2026-11-23', ransomware: 'known' } as const;

  it('is true when any CVE of the advisory is listed, with its dates', () => {
    const facts = factsOf({ kev: kevWith([entry]) }, [one, two]);

    expect(facts.kev).toMatchObject({ value: true, source: `CISA KEV 2026.11.21: ${two}` });
    expect([facts.kevAddedAt.value, facts.kevDueDate.value, facts.ransomware.value]).toEqual([
      entry.addedAt,
      '2026-11-23',
      true,
    ]);
  });

  it('takes the earliest dates of several entries', () => {
    const earlier = { cve: one, addedAt: at('2026-11-01T00:00:00Z'), ransomware: 'unknown' } as const;
    const facts = factsOf({ kev: kevWith([earlier, entry]) }, [one, two]);

    expect([facts.kevAddedAt.value, facts.kevDueDate.value, facts.ransomware.value]).toEqual([
      earlier.addedAt,
      '2026-11-23',
      true,
    ]);
  });

  it('leaves ransomware unknown where its entries do', () => {
    expect(factsOf({ kev: kevWith([{ cve: one, ransomware: 'unknown' }]) }).ransomware.value).toBeUndefined();
  });

  it('is false when a fresh catalogue lists none of the CVEs', () => {
    const facts = factsOf({ kev: kevWith([entry]) });

    expect([facts.kev.value, facts.ransomware.value, facts.kevDueDate.value]).toEqual([false, false, undefined]);
  });

  it.each([
    ['there is no catalogue', {}, [one]],
    ['the catalogue is older than the maximum age', { kev: kevWith([entry], '2026-11-19') }, [one]],
    ['no CVE is known', { kev: kevWith([entry]) }, []],
  ])('is unknown when %s', (_, catalog, related) => {
    expect(factsOf(catalog, related).kev.value).toBeUndefined();
  });

  it('is true by a stale catalogue too', () => {
    expect(factsOf({ kev: kevWith([entry], '2020-01-01') }, [two]).kev.value).toBe(true);
  });

  it('is fresh when it was fetched lately, though nothing new was released', () => {
    const feeds = [{ name: 'cisa-kev', fetchedAt: at('2026-11-22T06:00:00Z'), documents: 1 }];

    expect(factsOf({ kev: kevWith([entry], '2026-11-10'), feeds }).kev.value).toBe(false);
  });
});

describe('SSVC values', () => {
  const records = (...parts: Parameters<typeof cveWith>[1][]) =>
    new Map(parts.map((part, at) => [[one, two][at] ?? '', cveWith([one, two][at] ?? '', part)]));

  it('are the strictest of all CVEs', () => {
    const cves = records(
      { exploitation: 'poc', automatable: false, technicalImpact: 'total' },
      { exploitation: 'none', automatable: true, technicalImpact: 'partial' },
    );
    const facts = factsOf({ cves }, [one, two]);

    expect([facts.exploitation.value, facts.automatable.value, facts.technicalImpact.value]).toEqual([
      'poc',
      true,
      'total',
    ]);
  });

  it('reassure only when every CVE does', () => {
    const calm = { exploitation: 'none', automatable: false, technicalImpact: 'partial' } as const;
    const partly = factsOf({ cves: records(calm) }, [one, two]);
    const whole = factsOf({ cves: records(calm, calm) }, [one, two]);

    expect([partly.exploitation.value, partly.automatable.value, partly.technicalImpact.value]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([whole.exploitation.value, whole.automatable.value, whole.technicalImpact.value]).toEqual([
      'none',
      false,
      'partial',
    ]);
  });
});

describe('other facts', () => {
  it('take the highest EPSS score of the CVEs', () => {
    const epss = new Map([
      [one, 0.02],
      [two, 0.7],
    ]);

    expect(factsOf({ epss }, [one, two]).epss).toMatchObject({ value: 0.7, source: `EPSS: ${two}` });
    expect(factsOf({}).epss.value).toBeUndefined();
  });

  it('is of the day that its file states, else of the last fetch', () => {
    const epss = new Map([[one, 0.2]]);
    const feeds = [{ name: 'epss', fetchedAt: at('2026-11-21T06:00:00Z'), documents: 1 }];
    const scoredAt = at('2026-11-20T00:00:00Z');

    expect(factsOf({ epss, feeds, epssScoredAt: () => scoredAt }).epss.at).toBe(scoredAt);
    expect(factsOf({ epss, feeds }).epss.at).toBe(at('2026-11-21T06:00:00Z'));
  });

  it('take the earliest dates of the documents that affect the version', () => {
    const dated = (id: string, day: string, events: string) =>
      documentWith(id, { aliases: ['X'], published: at(`${day}T00:00:00Z`), events: [events] });
    const documents = [
      dated('A', '2026-03-01', 'introduced 0'),
      dated('B', '2026-02-01', 'introduced 0'),
      dated('C', '2026-01-01', 'introduced 9.0.0'),
    ];
    const importedAt = new Map([
      ['A', at('2026-03-02T00:00:00Z')],
      ['C', at('2026-01-02T00:00:00Z')],
    ]);
    const facts = assessOne('1.0.0', catalogWith(documents, { importedAt })).findings[0]?.facts;

    expect(facts?.published).toMatchObject({ value: at('2026-02-01T00:00:00Z'), source: 'B' });
    expect(facts?.importedAt).toMatchObject({ value: at('2026-03-02T00:00:00Z'), source: 'A' });
    expect(facts?.modified.value).toBeUndefined();
  });

  it.each([
    ['introduced 0, fixed 2.0.0', true],
    ['introduced 0', false],
    ['introduced 0, last_affected 1.5.0', undefined],
    ['introduced 0, last_affected 1.5.0, introduced 1.7.0, fixed 1.8.0', true],
  ])('know by "%s" whether a fix is available: %s', (events, expected) => {
    const [finding] = assessOne('1.0.0', catalogWith([documentWith('A', { events: [events] })])).findings;

    expect(finding?.facts.fixAvailable.value).toBe(expected);
  });
});
