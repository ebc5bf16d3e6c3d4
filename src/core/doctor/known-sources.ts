/** Public sources of facts, as a Workspace names them. */
const known = {
  kev: {
    name: 'cisa-kev',
    url: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
  },
  epss: { name: 'epss', url: 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz' },
  cve: { name: 'vulnrichment', url: 'https://github.com/cisagov/vulnrichment/archive/refs/heads/develop.zip' },
} as const;

/** What to write into the Workspace for a source of a format. */
export function sourceToAdd(format: keyof typeof known): string {
  const { name, url } = known[format];
  return listing(`{ name: ${name}, format: ${format}, url: "${url}" }`);
}

/** The same for the advisories of an ecosystem: OSV publishes one archive for all releases of a family. */
export function advisoriesToAdd(ecosystem: string): string {
  const family = ecosystem.replace(/:.*$/s, '');
  const name = family.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const url = `https://osv-vulnerabilities.storage.googleapis.com/${encodeURIComponent(family)}/all.zip`;
  return listing(`{ name: ${name}, format: osv, url: "${url}" }`);
}

const listing = (source: string): string => `add ${source} to spec.catalog.sources of patchledger.yaml`;
