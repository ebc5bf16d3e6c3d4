import { beforeAll, describe, expect, it } from 'vitest';
import { plainPaint } from '../../src/adapters/terminal.ts';
import { linkFiles } from '../../src/commands/link-files.ts';
import { judge, readAffected, readVersion } from '../../src/core/assess/match.ts';
import { decide } from '../../src/core/decide.ts';
import { validators } from '../../src/core/load/generated/document-validators.js';
import { attentionRows } from '../../src/core/plan/attention.ts';
import type { Decision } from '../../src/core/plan/decision.ts';
import { comparerFor } from '../../src/ecosystems/registry.ts';
import type { AdvisoryDocument, Catalog, SeverityStatement } from '../../src/model/advisory.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { defaultFolders } from '../../src/model/estate-files.ts';
import { renderPlanJson } from '../../src/render/plan/json.ts';
import { renderPlanMarkdown } from '../../src/render/plan/markdown.ts';
import { renderPlanText } from '../../src/render/plan/text.ts';
import {
  feedFolder,
  firstFixed,
  imageComponents,
  rawDocuments,
  realEstateFiles,
  realFeeds,
} from '../support/real-estate.ts';
import { at } from '../support/world.ts';
import { askJudge, judges } from './judges/judges.ts';

/** The day after the KEV catalogue was released. */
const asOf = at('2025-08-26T00:00:00Z');

interface RealPlan {
  readonly decision: Decision;
  readonly diagnostics: readonly Diagnostic[];
  readonly json: string;
  readonly text: string;
  readonly markdown: string;
}

let real: RealPlan;

beforeAll(() => {
  const files = stage('read', realEstateFiles);
  const linked = stage('load and link', () => linkFiles(files, { asOf, commit: undefined, folders: defaultFolders }));
  const decided = stage('decide', () =>
    decide({
      ...linked.value,
      asOf,
      tool: { version: '0', tzdata: '0' },
      proposals: [],
      problems: linked.diagnostics,
    }),
  );
  const { plan } = decided.value;
  const rows = attentionRows(plan);
  real = {
    decision: decided.value,
    diagnostics: [...linked.diagnostics, ...decided.diagnostics],
    json: stage('render json', () => renderPlanJson(plan)),
    text: stage('render text', () => renderPlanText(plan, rows, { paint: plainPaint, all: true })),
    markdown: stage('render markdown', () => renderPlanMarkdown(plan, rows)),
  };
  say(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function stage<T>(name: string, run: () => T): T {
  const startedAt = performance.now();
  const value = run();
  say(`${name}: ${Math.round(performance.now() - startedAt)} ms`);
  return value;
}

/** How often each text occurs, by text. */
function counted(texts: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const steps: readonly SeverityStatement['step'][] = ['osv', 'affected', 'database-specific', 'source-word'];

/** Ids of CVEs whose facts hold for the document; errata name theirs under `related` alone. */
function cvesOf({ id, aliases, upstream, related }: AdvisoryDocument): readonly string[] {
  const own = [id, ...aliases, ...upstream].filter((name) => name.startsWith('CVE-'));
  return own.length > 0 ? own : related.filter((name) => name.startsWith('CVE-'));
}

/** The step of the chain that speaks first: the document's own, then the CVSS of a linked CVE. */
function stepOf(document: AdvisoryDocument, { cves }: Catalog): string {
  const stated = [...document.severity, ...document.affected.flatMap(({ severity }) => severity)];
  const own = steps.find((step) => stated.some((statement) => statement.step === step));
  const isScored = cvesOf(document).some((cve) => (cves.get(cve)?.severity.length ?? 0) > 0);
  return own ?? (isScored ? 'cve' : 'none');
}

interface FeedFacts {
  readonly documents: number;
  readonly severity: Readonly<Record<string, number>>;
  readonly kev: number;
}

/**
 * What each feed brings. AlmaLinux states severity in words; the 203 documents of AlmaLinux 8 without one are bug fixes
 * and enhancements. Go and most of PyPI state none, and only CVEs that CISA has enriched add one. KEV links come from
 * CVE ids that the catalogue of August 2025 holds.
 */
const feeds: Readonly<Record<(typeof realFeeds)[number], FeedFacts>> = {
  almalinux8: { documents: 500, severity: { none: 203, 'source-word': 297 }, kev: 11 },
  almalinux9: { documents: 500, severity: { 'source-word': 500 }, kev: 15 },
  almalinux10: { documents: 150, severity: { 'source-word': 150 }, kev: 1 },
  bitnami: { documents: 600, severity: { affected: 600 }, kev: 1 },
  go: { documents: 500, severity: { none: 500 }, kev: 0 },
  pypi: { documents: 500, severity: { none: 458, osv: 42 }, kev: 1 },
};

describe('the catalogue of a real estate', () => {
  it.each(realFeeds)('holds every document of %s, with its severity by step and its links to KEV', (feed) => {
    const { catalog } = real.decision.estate;
    const documents = catalog.documents.filter(({ file }) => file.startsWith(feedFolder(feed)));
    const found: FeedFacts = {
      documents: documents.length,
      severity: counted(documents.map((document) => stepOf(document, catalog))),
      kev: documents.filter((document) => cvesOf(document).some((cve) => catalog.kev?.entries.has(cve))).length,
    };
    say(`${feed}: ${JSON.stringify(found)}`);

    expect(found).toEqual(feeds[feed]);
  });
});

describe('a real estate', () => {
  it('is read whole, with nothing to report but what is explained here', () => {
    const { estate } = real.decision;
    say(`${estate.catalog.documents.length} documents, ${real.decision.plan.summary.components} components`);

    expect(estate.catalog.documents).toHaveLength(2750);
    expect(estate.catalog.kev?.entries.size).toBe(1404);
    expect(estate.catalog.cves.size).toBe(299);
    // A nightly build that Bitnami names as an event, which no order knows.
    expect(counted(real.diagnostics.map(({ code }) => code))).toEqual({ 'assess/range-unjudged': 1 });
  });

  it('carries the components of its lists, one a package', () => {
    const { plan, estate } = real.decision;
    const held = plan.assets.map(({ name, componentSets }) => {
      return [name, componentSets.flatMap((digest) => estate.componentSets.get(digest)?.components ?? []).length];
    });

    expect(Object.fromEntries(held)).toEqual({
      alma: 99,
      'alma-9': 2128,
      alpine: 14,
      amazon: 104,
      // 360 Go packages and 98 of Bitnami.
      apps: 458,
      debian: 505,
      distroless: 6,
      leap: 122,
      mirror: 3006,
      oracle: 99,
      photon: 33,
      tumbleweed: 126,
    });
  });

  it('counts findings by status, and requirements by state', () => {
    const { summary, requirements } = real.decision.plan;
    say(`findings ${JSON.stringify(summary.findings)}, requirements ${JSON.stringify(summary.requirements)}`);

    // Those of AlmaLinux are recounted below; the one unknown is the package with the nightly build.
    expect(summary.findings).toEqual({ affected: 4568, fixed: 2244, notAffected: 288, unknown: 1 });
    expect(summary.requirements.byState).toMatchObject(counted(requirements.map(({ state }) => state)));
    expect(Object.values(summary.requirements.byState).reduce((sum, count) => sum + count, 0)).toBe(
      requirements.length,
    );
  });

  it('names every ecosystem that no advisory watches', () => {
    const { unwatched } = real.decision.plan.summary;
    say(unwatched.map(({ ecosystem, components }) => `${ecosystem}: ${components}`).join(', '));

    // The catalogue speaks of AlmaLinux, Go, PyPI and Bitnami alone; Debian is the host and the archive together.
    expect(Object.fromEntries(unwatched.map(({ ecosystem, components }) => [ecosystem, components]))).toEqual({
      'Alpine:v3.10': 14,
      'Amazon Linux:2': 104,
      'Debian:12': 505 + 3006,
      'Debian:9': 6,
      'Oracle Linux:8': 99,
      'Photon OS:3.0': 33,
      'openSUSE:Leap 15.1': 122,
      'openSUSE:Tumbleweed': 126,
    });
  });
});

/** Hosts whose findings are counted again. */
const recounted = [
  ['alma', () => imageComponents('alma')],
  ['alma-9', firstFixed],
] as const;

/** Errata of one release speak of packages of another as well. */
const errata = ['almalinux8', 'almalinux9', 'almalinux10'] as const;

describe('findings of AlmaLinux', () => {
  it.each(recounted)(
    'on %s are those of a plain loop over the raw documents with the order of rpm itself',
    (...host) => {
      const [asset, components] = host;
      const installed = new Map(components().map((component) => [component.name, component]));
      const candidates = errata.flatMap(rawDocuments).flatMap(({ id, affected = [] }) =>
        affected.flatMap(({ package: of, ranges = [] }) => {
          const component = of && installed.get(of.name);
          if (component === undefined || component.ecosystem !== of?.ecosystem) return [];
          const fixes = ranges.flatMap(({ events }) => events.flatMap(({ fixed }) => fixed ?? []));
          return fixes.map((fixed) => ({ id, component, fixed }));
        }),
      );
      const rpm = judges.find((one) => one.id === 'rpm');
      if (rpm === undefined) throw new Error('no judge for rpm');
      const pairs = candidates.map(({ component, fixed }) => [component.version, fixed] as const);
      const orders = askJudge(rpm, pairs);
      const below = candidates.filter((_, index) => orders[index] === '<');
      const expected = new Set(below.map(({ component, id }) => `${component.name} ${id}`));

      const found = real.decision.plan.requirements
        .filter((requirement) => requirement.asset === asset)
        .flatMap(({ component, advisories }) => advisories.map((id) => `${component.name} ${id}`));
      say(`${asset}: ${found.length} findings of ${candidates.length} compared`);

      expect(expected.size).toBeGreaterThan(20);
      expect(found.sort()).toEqual([...expected].sort());
    },
  );
});

describe('every target in a real plan', () => {
  it('is above what is installed, and affected by no document of the package', () => {
    const entries = new Map<string, ReturnType<typeof readAffected>[]>();
    for (const document of real.decision.estate.catalog.documents) {
      if (document.withdrawn !== undefined) continue;
      for (const entry of document.affected) {
        const key = `${entry.ecosystem} ${entry.name}`;
        entries.set(key, [...(entries.get(key) ?? []), readAffected(entry, comparerFor(entry.ecosystem))]);
      }
    }
    const targets = real.decision.plan.requirements.filter(({ target }) => target !== undefined);
    const wrong = targets.flatMap(({ component, target = '' }) => {
      const comparer = comparerFor(component.ecosystem);
      const [installed, aim] = [readVersion(component.version, comparer), readVersion(target, comparer)];
      const isAbove = comparer !== undefined && comparer.compare(aim.parsed, installed.parsed) > 0;
      const known = entries.get(`${component.ecosystem} ${component.name}`) ?? [];
      const isClean = known.every((entry) => judge(entry, aim).verdict !== 'affected');
      return isAbove && isClean && known.length > 0 ? [] : [`${component.name} ${component.version} → ${target}`];
    });
    say(`${targets.length} targets`);

    expect(targets.length).toBeGreaterThan(200);
    expect(wrong).toEqual([]);
  });
});

describe('a real plan', () => {
  it('is valid by its own schema', () => {
    const validate = validators['PlanDocument'];
    validate?.(JSON.parse(real.json));

    expect(validate?.errors ?? []).toEqual([]);
  });

  it('names every asset with something required in every format', () => {
    const names = [...new Set(real.decision.plan.requirements.map(({ asset }) => asset))];
    say(`text ${real.text.length}, markdown ${real.markdown.length}, json ${real.json.length} characters`);

    expect(names.length).toBeGreaterThan(1);
    for (const shown of [real.text, real.markdown, real.json]) {
      expect(names.filter((name) => !shown.includes(name))).toEqual([]);
    }
  });
});
