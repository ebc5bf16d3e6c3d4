import type { HealthFinding, SourceHealth } from '../../model/health.ts';
import { currentEntries } from '../estate/catalog-indexes.ts';
import type { Decision } from '../plan/decision.ts';
import { addDuration, formatZoned } from '../time.ts';
import { sourceToAdd } from './known-sources.ts';

const syncHint = (source: string): string =>
  `patchledger feeds sync --source ${source}; or give it a longer maxAge in spec.catalog.sources of patchledger.yaml`;

/** The sources of the catalogue: which are fresh, which are not, and which were never fetched. */
export function examineSources(decision: Decision): {
  readonly sources: readonly SourceHealth[];
  readonly findings: readonly HealthFinding[];
} {
  const sources = [...fetchedSources(decision), ...unfetchedSources(decision)];
  const { catalog, workspace } = decision.estate;
  const findings = sources.flatMap((source) => findingOf(source, workspace.timeZone));
  if (sources.length === 0 && catalog.documents.length === 0) {
    findings.push({
      ...{ hurt: 'unwatched', code: 'catalog-empty', weight: decision.estate.assets.length },
      text: 'the catalogue is empty: no advisory could ever be found',
      remedy: 'list sources in spec.catalog.sources of patchledger.yaml, then patchledger feeds sync',
    });
  }
  if (catalog.kev === undefined) {
    findings.push({
      ...{ hurt: 'guessed', code: 'kev-absent', weight: decision.estate.assets.length },
      text: 'no catalogue of exploited vulnerabilities (KEV): what is exploited is not known',
      remedy: `${sourceToAdd('kev')}, then patchledger feeds sync`,
    });
  }
  return { sources, findings };
}

function fetchedSources({ plan: { asOf }, estate: { catalog, workspace } }: Decision): readonly SourceHealth[] {
  const { timeZone: zone, weekend, holidays, catalogMaxAge } = workspace;
  return catalog.feeds.map(({ name, fetchedAt, documents, maxAge = catalogMaxAge }) => {
    const isFresh = fetchedAt !== undefined && addDuration(fetchedAt, maxAge, { zone, weekend, holidays }) >= asOf;
    const state = fetchedAt === undefined ? 'undated' : isFresh ? 'fresh' : 'stale';
    return { name, state, fetchedAt, maxAge: maxAge.text, documents };
  });
}

/** Sources that the Workspace says where to fetch, and that no index knows. */
function unfetchedSources({ estate: { resources, workspace } }: Decision): readonly SourceHealth[] {
  const [stated] = [...(resources.Workspace?.values() ?? [])];
  const known = new Set(currentEntries([...(resources.CatalogIndex?.values() ?? [])]).map(({ source }) => source.name));
  return (stated?.document.spec.catalog?.sources ?? [])
    .filter(({ name, url }) => url !== undefined && !known.has(name))
    .map(({ name, maxAge }) => ({
      ...{ name, state: 'never-fetched', fetchedAt: undefined, documents: 0 },
      maxAge: maxAge ?? workspace.catalogMaxAge.text,
    }));
}

function findingOf({ name, state, fetchedAt, maxAge, documents }: SourceHealth, zone: string): HealthFinding[] {
  switch (state) {
    case 'fresh':
      return [];
    case 'stale': {
      const when = fetchedAt === undefined ? '' : ` ${formatZoned(fetchedAt, zone)}`;
      const text = `source ${name} was fetched${when}, longer ago than ${maxAge}`;
      return [{ hurt: 'stale', code: 'feed-stale', subject: name, text, weight: documents, remedy: syncHint(name) }];
    }
    case 'undated': {
      const text = `nobody recorded when source ${name} was fetched`;
      return [
        { hurt: 'guessed', code: 'feed-undated', subject: name, text, weight: documents, remedy: syncHint(name) },
      ];
    }
    case 'never-fetched': {
      const text = `source ${name} was never fetched, so nothing it says is known`;
      const remedy = `patchledger feeds sync --source ${name}`;
      return [{ hurt: 'stale', code: 'feed-never-fetched', subject: name, text, weight: documents, remedy }];
    }
  }
}
