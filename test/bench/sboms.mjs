// How long a bill of materials of 50 MB takes to read, against a bare JSON.parse of the same text.
import { paired, timed } from './measure.mjs';

/** Rows of the table: one for entries as rich as tools write them, one for bare entries, of which a file holds most. */
export function sboms(product, { pairs, quick }) {
  const megabytes = quick ? 5 : 50;
  return [
    row(product, `CycloneDX of ${megabytes} MB, rich entries`, bill(megabytes, richEntry), pairs, quick),
    row(product, `CycloneDX of ${megabytes} MB, bare entries`, bill(megabytes, bareEntry), pairs, quick),
  ];
}

function row(product, what, text, pairs, quick) {
  const file = { path: 'bom.json', text };
  const context = { ecosystem: undefined, columns: new Map() };
  const read = () => timed(() => product.cyclonedxReader.read(file, context));
  const components = read().value.value[0]?.components.length ?? 0;
  const entries = JSON.parse(text).components.length;
  if (components !== entries) throw new Error(`${components} components of ${entries} entries`);
  const bare = () => timed(() => JSON.parse(text)).ms;
  const { ours, peer, ratio } = paired(() => read().ms, bare, Math.min(pairs, 5));
  return {
    what: `${what} (${entries} components)`,
    peer: 'JSON.parse',
    ours,
    theirs: peer,
    unit: 'ms',
    ratio,
    limit: quick ? 600 : 3_000,
  };
}

function bill(megabytes, entryOf) {
  const head = '{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"type":"container","name":"x"}},';
  const entries = [];
  for (let size = 0, index = 0; size < megabytes * 1e6; index += 1) {
    const entry = JSON.stringify(entryOf(index));
    entries.push(entry);
    size += entry.length + 1;
  }
  return `${head}"components":[${entries.join(',')}]}`;
}

function bareEntry(index) {
  const name = `package-${index}`;
  return { type: 'library', name, version: `1.${index % 50}.0`, purl: `pkg:npm/%40acme/${name}@1.${index % 50}.0` };
}

function richEntry(index) {
  const name = `lib${index}`;
  const version = `${1 + (index % 9)}.${index % 40}-${index % 7}`;
  return {
    'bom-ref': `pkg:deb/debian/${name}@${version}?arch=amd64&distro=debian-12`,
    type: 'library',
    publisher: 'Debian maintainers',
    name,
    version,
    licenses: [{ license: { id: 'GPL-2.0-only' } }, { license: { id: 'MIT' } }],
    hashes: [{ alg: 'SHA-512', content: 'ab'.repeat(64) }],
    cpe: `cpe:2.3:a:${name}:${name}:${version}:*:*:*:*:*:*:*`,
    purl: `pkg:deb/debian/${name}@${version}?arch=amd64&distro=debian-12&upstream=src${index % 300}`,
    externalReferences: [{ type: 'website', url: `https://example.org/${name}` }],
    properties: ['foundBy', 'layer', 'path', 'type', 'size'].map((key) => ({
      name: `syft:package:${key}`,
      value: `/var/lib/dpkg/status ${index}`,
    })),
  };
}
