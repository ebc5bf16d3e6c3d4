// The plain way to the same requirements: asset by asset and component by component, with the advisories of each
// package at hand and every version of theirs read once. It decides by severity alone and explains nothing.

const within = { critical: 1, high: 7, medium: 30, low: 90 };
const day = 86_400_000;

/** The requirements that a loop over assets finds, with the target and the earliest due of each. */
export function naiveRequirements(product, estate) {
  const deb = product.comparerById('deb');
  const advisories = byPackage(estate.catalog.documents, deb);
  const requirements = [];
  for (const asset of estate.assets) {
    for (const component of asset.componentSets.flatMap((digest) => estate.componentSets.get(digest).components)) {
      const known = advisories.get(`${component.ecosystem} ${component.name}`);
      if (known === undefined) continue;
      const installed = deb.parse(component.version);
      const affecting = known.filter(({ parsed }) => deb.compare(installed, parsed) < 0);
      if (affecting.length > 0) requirements.push(requirement(asset, component, affecting, deb));
    }
  }
  return requirements;
}

/** One line of JSON a requirement, in pieces. */
export function* naiveLines(requirements) {
  const rowsInPiece = 500;
  for (let from = 0; from < requirements.length; from += rowsInPiece) {
    const rows = requirements.slice(from, from + rowsInPiece);
    yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  }
}

function byPackage(documents, deb) {
  const advisories = new Map();
  const fixes = documents.flatMap((document) =>
    document.affected.flatMap(({ ecosystem, name, ranges }) => {
      const events = ranges.flatMap((range) => range.events.filter(({ kind }) => kind === 'fixed'));
      return events.map(({ version }) => ({ key: `${ecosystem} ${name}`, version, document }));
    }),
  );
  for (const { key, version, document } of fixes) {
    const known = advisories.get(key) ?? [];
    known.push({ fixed: version, parsed: deb.parse(version), document });
    advisories.set(key, known);
  }
  return advisories;
}

function requirement(asset, component, affecting, deb) {
  const last = affecting.reduce((best, one) => (deb.compare(one.parsed, best.parsed) > 0 ? one : best));
  const dues = affecting.map(({ document }) => {
    return document.published + (within[document.severity[0]?.word] ?? 1) * day;
  });
  return {
    asset: asset.name,
    component,
    target: last.fixed,
    advisories: affecting.map(({ document }) => document.id).sort(),
    due: Math.min(...dues),
  };
}
