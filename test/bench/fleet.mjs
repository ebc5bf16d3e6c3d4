// A synthetic estate, the same in every run: a fleet installed from images, an advisory feed, policies and windows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, seeded } from './measure.mjs';

/** When the synthetic plan is made. */
export const asOfText = '2026-11-20T08:00:00Z';

const ecosystem = 'Debian:12';
const severities = ['critical', 'high', 'high', 'medium', 'medium', 'medium', 'low', undefined];

/** Upstream version of a package after so many releases; one in four is a Debian revision of the release before. */
const versionOf = (release) => `1.${release >> 2}.${release % 4}-${1 + (release % 3)}+deb12u${1 + (release % 5)}`;

/**
 * Advisories spread over the packages, each fixing releases below its own; half of them named by CVE alias and
 * related ids as distributions do.
 */
function documents({ advisories, packages, random, asOf }) {
  const day = 86_400_000;
  return Array.from({ length: advisories }, (_, index) => {
    const name = `package-${index % packages}`;
    const release = 4 + Math.floor(random() * 40);
    // What a fleet lags behind is mostly recent.
    const published = asOf - Math.floor(random() * 30) * day;
    const word = severities[Math.floor(random() * severities.length)];
    const cve = `CVE-2026-${10_000 + index}`;
    return {
      id: `DSA-${1000 + index}-1`,
      aliases: index % 2 === 0 ? [cve] : [],
      related: [],
      upstream: index % 2 === 0 ? [] : [cve],
      summary: 'synthetic',
      published,
      modified: published,
      affected: [
        {
          ecosystem,
          name,
          versions: [],
          ranges: [
            {
              type: 'ECOSYSTEM',
              events: [
                { kind: 'introduced', version: '0' },
                { kind: 'fixed', version: versionOf(release) },
              ],
            },
          ],
          severity: [],
        },
      ],
      severity: word === undefined ? [] : [{ step: 'source-word', word }],
      file: `catalog/osv/${index % 50}.json`,
    };
  });
}

/** Images: most packages are current, a few in a hundred lag behind some fix. */
function componentSets({ sets, components, packages, lagging, random }) {
  const images = new Map();
  for (let image = 0; image < sets; image += 1) {
    const first = Math.floor(random() * packages);
    const list = Array.from({ length: components }, (_, index) => {
      const release = random() < lagging ? 2 + Math.floor(random() * 30) : 44 + Math.floor(random() * 4);
      const name = `package-${(first + index * 7) % packages}`;
      return { ecosystem, name, version: versionOf(release) };
    });
    const digest = `sha256:${String(image).padStart(64, '0')}`;
    // As read: a text of its own for every name and version.
    images.set(digest, JSON.parse(JSON.stringify({ digest, components: list })));
  }
  return images;
}

const choices = {
  environment: ['production', 'production', 'staging', 'test'],
  criticality: ['mission-critical', 'high', 'medium', 'low'],
  dataClassification: ['restricted', 'confidential', 'internal', 'public'],
  exposure: ['internet', 'internal', 'internal', 'isolated'],
};

/** Assets with few distinct facts, as real fleets have: twelve services, each with its own. */
function assetsOn(images, { assets, windows, clusters, members, random, asOf, staged = false }) {
  const digests = [...images.keys()];
  const origin = { file: 'inventory/fleet.ndjson', document: 0 };
  const services = Array.from({ length: 12 }, () => {
    const facts = Object.entries(choices).map(([key, values]) => [key, values[Math.floor(random() * values.length)]]);
    return { ...Object.fromEntries(facts), type: 'server' };
  });
  return Array.from({ length: assets }, (_, index) => {
    const name = nameOf(index);
    const cluster = index < clusters * members ? `cluster-${index % clusters}` : undefined;
    const ring = staged ? { ring: rings[ringOf(index, windows)].name } : {};
    const labels = { calendar: `calendar-${index % windows}`, ...ring };
    const facts = {
      supportEnded: undefined,
      humanImpact: undefined,
      impactLevel: undefined,
      ...services[index % services.length],
      labels,
    };
    return {
      name,
      uid: name,
      formerNames: [],
      owner: undefined,
      users: [],
      location: undefined,
      function: undefined,
      facts,
      cluster,
      clusterRole: undefined,
      mirrors: [],
      controls: [],
      visitDurationMs: undefined,
      supportEnds: undefined,
      componentSets: digests.length === 0 ? [] : [digests[index % digests.length]],
      firstSeen: new Map(),
      lastSeen: asOf - 3_600_000,
      observedIn: ['observed/fleet.ndjson'],
      pendingReboot: undefined,
      down: false,
      origin,
      pointer: ['spec', 'assets', index],
    };
  });
}

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const zones = ['Europe/Zurich', 'America/New_York', 'Asia/Tokyo', 'UTC'];

/** Weight of a member in the ledgers of a staged fleet. */
export const weightOf = (index) => 1 + (index % 3);

/** Rings of a staged fleet: what part of it each ends with, in percent, and the days that it soaks. */
export const rings = [
  { name: 'canary', until: 1, soakDays: 2 },
  { name: 'early', until: 10, soakDays: 3 },
  { name: 'broad', until: 50, soakDays: 4 },
  { name: 'rest', until: 100, soakDays: 0 },
];

/** Every calendar has its share of each ring. */
export const ringOf = (index, windows) => rings.findIndex(({ until }) => Math.floor(index / windows) % 100 < until);

/** Pause behind the visit of a member in a staged fleet, minutes. */
export const soakMinutes = 30;

const rollout = `apiVersion: patchledger/v1
kind: Rollout
metadata: { name: all }
spec:
  rings:
${rings
  .map(({ name, soakDays }) => {
    const soak = `{ out-of-cycle: ${soakDays * 12}h, scheduled: ${soakDays * 24}h }`;
    return `    - { name: ${name}, selector: { labels: { ring: ${name} } }, soak: ${soak} }`;
  })
  .join('\n')}
`;

const nameOf = (index) => `host-${String(index).padStart(7, '0')}`;

/** One weekly window a calendar, with the rest of the decision lane as small files. `staged`: with rings, weights and soaks. */
export function resourceFiles({ windows, clusters, members, maxConcurrent, staged = false }) {
  const preset = (id) => readFileSync(join(root, 'policies', `${id}.yaml`), 'utf8');
  const window = (index) => `apiVersion: patchledger/v1
kind: MaintenanceWindow
metadata: { name: window-${index} }
spec:
  selector: { labels: { calendar: calendar-${index} } }
  start: 2026-01-05T${String(index % 24).padStart(2, '0')}:00
  timeZone: ${zones[index % zones.length]}
  rrule: FREQ=WEEKLY;BYDAY=${days[index % 7]}
  duration: 4h
  visitDuration: 1h
  maxConcurrent: ${maxConcurrent}
`;
  const membersOf = (cluster) =>
    Array.from({ length: members }, (_, round) => cluster + round * clusters).map(
      (index) => `    - { asset: ${nameOf(index)}, weight: ${weightOf(index)} }\n`,
    );
  const cluster = (index) => `apiVersion: patchledger/v1
kind: Cluster
metadata: { name: cluster-${index} }
${staged ? `spec:\n  consensus: bft\n  soak: ${soakMinutes}min\n  members:\n${membersOf(index).join('')}` : 'spec: { consensus: none, budget: { maxUnavailable: 1 } }\n'}`;
  const several = (count, one) => Array.from({ length: count }, (_, index) => one(index)).join('---\n');
  return [
    ['patchledger.yaml', 'apiVersion: patchledger/v1\nkind: Workspace\nmetadata: { name: fleet }\nspec: {}\n'],
    ['policies/presets/mission-24h.yaml', preset('mission-24h')],
    ['policies/presets/cisa-bod-26-04.yaml', preset('cisa-bod-26-04')],
    [
      'policies/base.yaml',
      'apiVersion: patchledger/v1\nkind: PatchPolicy\nmetadata: { name: base }\n' +
        'spec: { extends: [mission-24h, cisa-bod-26-04], rules: [] }\n',
    ],
    ['schedules/windows.yaml', several(windows, window)],
    ...(clusters === 0 ? [] : [['inventory/clusters.yaml', several(clusters, cluster)]]),
    ...(staged ? [['schedules/rollout.yaml', rollout]] : []),
  ].map(([path, text]) => ({ path, text }));
}

/** The estate as it stands once everything is read and linked. */
export function fleet(product, options) {
  const asOf = product.parseInstant(asOfText);
  const scale = {
    components: 400,
    packages: 3000,
    advisories: 5000,
    lagging: 0.02,
    clusters: 0,
    members: 0,
    ...options,
  };
  const input = { ...scale, asOf, random: seeded(scale.seed ?? 1) };
  const loaded = product.loadResources(resourceFiles(input));
  const wrong = loaded.diagnostics.find(({ severity }) => severity === 'error');
  if (wrong !== undefined) throw new Error(`${wrong.file}: ${wrong.message}`);
  const { resources, rejected, locate } = loaded.value;
  const linked = product.linkEstate({
    resources,
    rejected,
    locate,
    fragments: [],
    observed: { fragments: [], packageLists: new Map() },
    files: new Set(),
    commit: undefined,
    inputsDigest: 'sha256:0',
    asOf,
  });
  // As linked: equal components are one object.
  const images = product.shareComponents(componentSets(input));
  const catalog = { ...linked.value.catalog, documents: documents(input) };
  return {
    asOf,
    locate,
    // Linked without its assets, the estate takes their labels for misspelt.
    estate: { ...linked.value, unread: [], assets: assetsOn(images, input), componentSets: images, catalog },
  };
}
