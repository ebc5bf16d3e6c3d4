// What a sync costs: a dump of OSV against a plain loop that unpacks and parses it, KEV and EPSS against a clock.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { median, processTime, seeded } from './measure.mjs';

/** Rows of the table; `dist` is the folder of the built command line. */
export function feeds({ dist, quick }) {
  const folder = mkdtempSync(join(tmpdir(), 'patchledger-bench-'));
  try {
    return [...dump({ dist, folder, documents: quick ? 20_000 : 200_000, quick }), ...tables({ dist, folder, quick })];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function dump({ dist, folder, documents, quick }) {
  const zip = join(folder, 'all.zip');
  // In a process of its own: what it holds would count as held by every process that this one starts.
  const { stdout } = processTime({ args: [join(import.meta.dirname, 'feeds-dump.mjs'), zip, String(documents)] });
  const bytes = Number(stdout);
  const what = `${documents / 1000}k documents, ${Math.round(bytes / 1e6)} MB zip`;
  const rounds = quick ? 1 : 3;
  const ours = Array.from({ length: rounds }, () => syncOnce(dist, folder, `{ name: osv, url: "file:${zip}" }`));
  const peer = Array.from(
    { length: rounds },
    () => processTime({ args: [join(import.meta.dirname, 'unzip-parse.mjs'), zip] }).ms,
  );
  const [ms, theirs] = [median(ours.map((run) => run.ms)), median(peer)];
  const mb = Math.max(...ours.map((run) => run.mb));
  return [
    {
      what,
      peer: 'unzip and JSON.parse alone',
      ours: ms / 1000,
      theirs: theirs / 1000,
      ratio: ms / theirs,
      unit: 's',
      goal: 3,
      limit: quick ? 4 : 20,
    },
    { what: 'memory of it', peer: 'allowed', ours: mb, theirs: 700, ratio: mb / 700, unit: 'MB', limit: 700 },
  ];
}

function tables({ dist, folder, quick }) {
  const rows = quick ? 30_000 : 300_000;
  const epss = join(folder, 'epss.csv.gz');
  const kev = join(folder, 'kev.json');
  const text = epssText(rows);
  writeFileSync(epss, gzipSync(text));
  writeFileSync(kev, kevText(1500));
  const sources = `{ name: kev, url: "file:${kev}" }, { name: epss, url: "file:${epss}", format: epss }`;
  const { ms } = syncOnce(dist, folder, sources);
  const script = `const rows = new Map(); for (const line of require('node:zlib').gunzipSync(require('node:fs').readFileSync(${JSON.stringify(epss)})).toString().split('\\n')) { const [cve, score] = line.split(','); rows.set(cve, Number(score)); }`;
  const bare = processTime({ args: ['-e', script] }).ms;
  return [
    {
      what: `KEV and ${rows / 1000}k rows of EPSS`,
      peer: 'gunzip and a Map of it alone',
      ours: ms / 1000,
      theirs: bare / 1000,
      ratio: ms / bare,
      unit: 's',
      limit: 1.5,
    },
  ];
}

/** One sync of an estate that carries 300 packages; milliseconds and the most memory it held. */
function syncOnce(dist, folder, sources) {
  const root = join(folder, 'estate');
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'inventory'), { recursive: true });
  const head = (kind) => `apiVersion: patchledger/v1\nkind: ${kind}\nmetadata: { name: bench }\n`;
  writeFileSync(join(root, 'patchledger.yaml'), `${head('Workspace')}spec: { catalog: { sources: [${sources}] } }\n`);
  const components = Array.from(
    { length: 300 },
    (_, at) => `{ ecosystem: npm, name: package-${at * 7}, version: 1.0.0 }`,
  );
  writeFileSync(
    join(root, 'inventory/hosts.yaml'),
    `${head('Inventory')}spec: { assets: [{ name: host, components: [${components.join(', ')}] }] }\n`,
  );
  execFileSync('git', ['init', '-q', root]);
  const report = join(folder, 'memory');
  const watch = join(folder, 'watch.cjs');
  writeFileSync(
    watch,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(report)}, String(process.resourceUsage().maxRSS)));`,
  );
  const { ms } = processTime({
    args: ['--require', watch, join(dist, 'cli.cjs'), 'feeds', 'sync', '-C', root, '--quiet'],
  });
  const mb = Number(execFileSync('cat', [report], { encoding: 'utf8' })) / 1000;
  return { ms, mb };
}

function epssText(rows) {
  const random = seeded(11);
  const lines = Array.from(
    { length: rows },
    (_, at) => `CVE-20${10 + (at % 16)}-${10_000 + at},${random().toFixed(5)},${random().toFixed(5)}`,
  );
  return `#model_version:v2025.03.14,score_date:2026-11-22T00:00:00+0000\ncve,epss,percentile\n${lines.join('\n')}\n`;
}

function kevText(entries) {
  const vulnerabilities = Array.from({ length: entries }, (_, at) => ({
    cveID: `CVE-20${10 + (at % 16)}-${10_000 + at}`,
    dateAdded: '2026-01-10',
    dueDate: '2026-01-31',
    knownRansomwareCampaignUse: 'Unknown',
  }));
  return JSON.stringify({
    catalogVersion: '2026.11.22',
    dateReleased: '2026-11-22T00:00:00Z',
    count: entries,
    vulnerabilities,
  });
}
