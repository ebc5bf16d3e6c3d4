import { type AssessInput, assessComponents } from '../../src/core/assess/assess.ts';
import { componentKey } from '../../src/core/assess/component-key.ts';
import { indexCatalog } from '../../src/core/assess/package-index.ts';
import type {
  AdvisoryDocument,
  AffectedPackage,
  Catalog,
  CveFacts,
  KevCatalogue,
  KevEntry,
  RangeEvent,
  VersionRange,
} from '../../src/model/advisory.ts';
import type { Component } from '../../src/model/asset.ts';
import type { Outcome } from '../../src/model/diagnostic.ts';
import type { ComponentAssessment } from '../../src/model/finding.ts';
import { at, componentWith, duration, emptyCatalog } from './world.ts';

/** A range from its events in words: `introduced 0, fixed 1.2`. */
export function range(events: string, type: VersionRange['type'] = 'ECOSYSTEM'): VersionRange {
  return { type, events: events.split(', ').map(readEvent) };
}

function readEvent(text: string): RangeEvent {
  const [kind = '', version = ''] = text.split(' ');
  switch (kind) {
    case 'introduced':
    case 'fixed':
    case 'last_affected':
    case 'limit':
      return { kind, version };
    default:
      throw new Error(`not an event: ${text}`);
  }
}

/** What a document says of npm's `app`, unless stated otherwise; `events` are ranges in words. */
export function affectedWith(parts: Partial<AffectedPackage> & { events?: readonly string[] } = {}): AffectedPackage {
  const { events = [], ...rest } = parts;
  const ranges = events.map((text) => range(text));
  return { ecosystem: 'npm', name: 'app', versions: [], severity: [], ranges, ...rest };
}

/** A document that affects npm's `app` by the ranges in words, unless stated otherwise. */
export function documentWith(
  id: string,
  parts: Partial<AdvisoryDocument> & { events?: readonly string[] } = {},
): AdvisoryDocument {
  const { events, ...rest } = parts;
  return {
    id,
    aliases: [],
    related: [],
    upstream: [],
    summary: '',
    affected: events === undefined ? [] : [affectedWith({ events })],
    severity: [],
    file: `catalog/${id}.json`,
    ...rest,
  };
}

/** A CVE record of which nothing is known but what is given. */
export function cveWith(cve: string, parts: Partial<CveFacts> = {}): CveFacts {
  return { cve, severity: [], file: `catalog/${cve}.json`, ...parts };
}

/** A KEV catalogue released on 21 November 2026, unless stated otherwise. */
export function kevWith(entries: readonly KevEntry[], releasedOn = '2026-11-21'): KevCatalogue {
  return {
    version: releasedOn.replaceAll('-', '.'),
    releasedAt: at(`${releasedOn}T12:00:00Z`),
    entries: new Map(entries.map((entry) => [entry.cve, entry])),
    file: 'catalog/kev.json',
  };
}

/** A catalogue of documents and whatever else is given. */
export function catalogWith(documents: readonly AdvisoryDocument[], parts: Partial<Catalog> = {}): Catalog {
  return { ...emptyCatalog, documents, ...parts };
}

/** Assesses components at noon of 22 November 2026 with a maximum age of two days, unless stated otherwise. */
export function assessAll(
  components: readonly Component[],
  catalog: Catalog,
  parts: Partial<AssessInput> = {},
): Outcome<ReadonlyMap<string, ComponentAssessment>> {
  return assessComponents({
    components,
    index: indexCatalog(catalog),
    asOf: at('2026-11-22T12:00:00Z'),
    catalogMaxAge: duration('2d'),
    calendar: { zone: 'UTC', weekend: [], holidays: [] },
    ...parts,
  });
}

/** Assesses one component: npm's `app` in the version given, or a whole component. */
export function assessOne(installed: string | Component, catalog: Catalog): ComponentAssessment {
  const component = typeof installed === 'string' ? componentWith({ version: installed }) : installed;
  const assessment = assessAll([component], catalog).value.get(componentKey(component));
  if (assessment === undefined) throw new Error('not assessed');
  return assessment;
}
