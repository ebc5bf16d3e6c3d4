import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { assessComponents } from '../../src/core/assess/assess.ts';
import { judge, readAffected, readVersion } from '../../src/core/assess/match.ts';
import { indexCatalog } from '../../src/core/assess/package-index.ts';
import { comparerFor } from '../../src/ecosystems/registry.ts';
import { readCatalogFile } from '../../src/feeds/catalog/registry.ts';
import type { Catalog } from '../../src/model/advisory.ts';
import type { Component } from '../../src/model/asset.ts';
import type { Outcome } from '../../src/model/diagnostic.ts';
import type { CatalogFragment } from '../../src/model/feed.ts';
import type { ComponentAssessment, ComponentFinding } from '../../src/model/finding.ts';
import { dataRoot } from '../support/conformance-data.ts';
import { at, duration, emptyCatalog } from '../support/world.ts';

const feeds = ['almalinux8', 'almalinux9', 'almalinux10', 'bitnami', 'go', 'pypi', 'google-testdata'] as const;

function read(folder: string): readonly CatalogFragment[] {
  const path = join(dataRoot, 'data', folder);
  return readdirSync(path)
    .filter((file) => !file.includes('schema'))
    .sort()
    .map((file) => readCatalogFile({ path: `${folder}/${file}`, text: readFileSync(join(path, file), 'utf8') }).value);
}

/** The catalogue of one feed with the KEV catalogue and CISA's CVE records. */
function catalogOf(feed: string, facts: readonly CatalogFragment[]): Catalog {
  const kev = facts.find((fragment) => fragment.kev !== undefined)?.kev;
  const cves = new Map(facts.flatMap((fragment) => fragment.cves).map((record) => [record.cve, record]));
  return { ...emptyCatalog, documents: read(`osv/${feed}`).flatMap(({ documents }) => documents), kev, cves };
}

function assess(components: readonly Component[], catalog: Catalog): Outcome<ReadonlyMap<string, ComponentAssessment>> {
  return assessComponents({
    components,
    index: indexCatalog(catalog),
    asOf: at('2025-08-26T00:00:00Z'),
    catalogMaxAge: duration('2d'),
    calendar: { zone: 'UTC', weekend: [], holidays: [] },
  });
}

/** Every package of a catalogue in every version that an event or a list of it names. */
function everyVersion(catalog: Catalog): readonly Component[] {
  const components = new Map<string, Component>();
  for (const { ecosystem, name, ranges, versions } of catalog.documents.flatMap(({ affected }) => affected)) {
    const events = ranges.filter(({ type }) => type !== 'GIT').flatMap((range) => range.events);
    for (const version of [...versions, ...events.map((event) => event.version)]) {
      components.set(`${ecosystem} ${name} ${version}`, { ecosystem, name, version });
    }
  }
  return [...components.values()];
}

/** How often each text occurs, `text: count`, sorted. */
function counted(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, count]) => `${text}: ${count}`).sort();
}

const catalogs = new Map<string, Catalog>();

beforeAll(() => {
  const facts = [...read('kev'), ...read('vulnrichment')];
  for (const feed of feeds) catalogs.set(feed, catalogOf(feed, facts));
});

function catalogFor(feed: string): Catalog {
  const catalog = catalogs.get(feed);
  if (catalog === undefined) throw new Error(`no feed ${feed}`);
  return catalog;
}

describe('enumerated versions of real documents', () => {
  it('agree with the ranges beside them but for what is explained here, and are affected without exception', () => {
    const byRanges: string[] = [];
    const byDocument: string[] = [];
    for (const document of [...catalogs.values()].flatMap(({ documents }) => documents)) {
      for (const entry of document.affected) {
        const comparer = comparerFor(entry.ecosystem);
        const whole = readAffected(entry, comparer);
        const rangesAlone = readAffected({ ...entry, versions: [] }, comparer);
        for (const text of entry.versions) {
          const version = readVersion(text, comparer);
          const { verdict } = judge(rangesAlone, version);
          byRanges.push(verdict === 'not-affected' ? `${verdict} by ${document.id}` : verdict);
          byDocument.push(judge(whole, version).verdict);
        }
      }
    }

    expect(counted(byRanges)).toEqual([
      'affected: 26794',
      // Listed, yet at or above the fix: an engine that skips `versions` is wrong here.
      'not-affected by PYSEC-2023-177: 2',
      // Ranges of commits alone.
      'unjudged: 64',
      // Versions from before PEP 440.
      'unordered: 13',
    ]);
    expect(counted(byDocument)).toEqual(['affected: 26873']);
  });
});

interface Expected {
  readonly advisories: number;
  /** Severity by the step of the chain that spoke, and KEV. */
  readonly facts: readonly string[];
  /** Components of which at least one finding is unknown, and why. */
  readonly unknown: number;
  readonly problems: readonly string[];
}

const expected: Readonly<Record<(typeof feeds)[number], Expected>> = {
  // 203 of these are bug fixes and enhancements (ALBA, ALEA): they name no CVE and no severity.
  almalinux8: {
    advisories: 500,
    facts: [
      'kev false: 286',
      'kev true: 11',
      'kev unknown: 203',
      "severity critical by source's word: 3",
      "severity high by source's word: 162",
      "severity low by source's word: 9",
      "severity medium by source's word: 123",
      'severity unknown by nobody: 203',
    ],
    unknown: 0,
    problems: [],
  },
  almalinux9: {
    advisories: 500,
    facts: [
      'kev false: 484',
      'kev true: 15',
      'kev unknown: 1',
      "severity critical by source's word: 4",
      "severity high by source's word: 262",
      "severity low by source's word: 18",
      "severity medium by source's word: 216",
    ],
    unknown: 0,
    problems: [],
  },
  almalinux10: {
    advisories: 150,
    facts: [
      'kev false: 149',
      'kev true: 1',
      "severity critical by source's word: 1",
      "severity high by source's word: 98",
      "severity low by source's word: 1",
      "severity medium by source's word: 50",
    ],
    unknown: 0,
    problems: [],
  },
  // 600 documents: one CVE in several products is one advisory. One event is a nightly build that no order knows.
  bitnami: {
    advisories: 578,
    facts: [
      'kev false: 577',
      'kev true: 1',
      'severity critical by affected package: 41',
      'severity high by affected package: 220',
      'severity low by affected package: 34',
      'severity medium by affected package: 283',
    ],
    unknown: 22,
    problems: ['assess/range-unjudged: 1', 'assess/version-unordered: 1'],
  },
  // 500 documents, two of them withdrawn. Go publishes no severity.
  go: {
    advisories: 498,
    facts: ['kev false: 448', 'kev unknown: 50', 'severity unknown by nobody: 498'],
    unknown: 0,
    problems: [],
  },
  pypi: {
    advisories: 481,
    facts: [
      'kev false: 480',
      'kev true: 1',
      'severity critical by top level: 5',
      'severity high by top level: 15',
      'severity low by top level: 1',
      'severity medium by top level: 21',
      'severity unknown by nobody: 439',
    ],
    unknown: 0,
    problems: ['assess/version-unordered: 11'],
  },
  // Documents of `Linux` and `OSS-Fuzz`, whose versions have no order.
  'google-testdata': {
    advisories: 19,
    facts: [
      'kev false: 14',
      'kev unknown: 5',
      'severity critical by top level: 1',
      'severity high by database_specific: 3',
      'severity high by top level: 2',
      'severity low by database_specific: 1',
      "severity low by source's word: 1",
      'severity medium by database_specific: 3',
      'severity medium by top level: 1',
      'severity unknown by nobody: 7',
    ],
    unknown: 14,
    problems: ['assess/unknown-ecosystem: 2'],
  },
};

function factsInWords({ facts }: ComponentFinding): readonly string[] {
  const step = facts.severity.value === undefined ? 'nobody' : (/, ([^:]+):/.exec(facts.severity.source)?.[1] ?? '');
  return [`severity ${facts.severity.value ?? 'unknown'} by ${step}`, `kev ${facts.kev.value ?? 'unknown'}`];
}

describe.each(feeds)('%s', (feed) => {
  it('has the facts that its documents, KEV and the CVE records hold, and names what it cannot judge', () => {
    const catalog = catalogFor(feed);
    const { value, diagnostics } = assess(everyVersion(catalog), catalog);
    const findings = new Map([...value.values()].flatMap((one) => one.findings).map((one) => [one.advisory, one]));

    expect({
      advisories: findings.size,
      facts: counted([...findings.values()].flatMap(factsInWords)),
      unknown: [...value.values()].filter((one) => one.findings.some(({ status }) => status === 'unknown')).length,
      problems: counted(diagnostics.map(({ code }) => code)),
    }).toEqual(expected[feed]);
  });

  it('gives no target that any of its documents affects, over every version it names', () => {
    const catalog = catalogFor(feed);
    const entries = new Map<string, ReturnType<typeof readAffected>[]>();
    for (const document of catalog.documents.filter(({ withdrawn }) => withdrawn === undefined)) {
      for (const entry of document.affected) {
        const key = `${entry.ecosystem} ${entry.name}`;
        entries.set(key, [...(entries.get(key) ?? []), readAffected(entry, comparerFor(entry.ecosystem))]);
      }
    }
    const { value } = assess(everyVersion(catalog), catalog);

    const wrong = [...value.values()].flatMap(({ component, target }) => {
      if (target === undefined) return [];
      const version = readVersion(target, comparerFor(component.ecosystem));
      const known = entries.get(`${component.ecosystem} ${component.name}`) ?? [];
      return known.some((entry) => judge(entry, version).verdict === 'affected') ? [`${component.name} ${target}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});
