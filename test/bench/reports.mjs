// What the whole audit pack costs from the files on disk to the last file written, as a user runs it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asOfText, writeEstate } from './report-estate.mjs';

const usageHook = fileURLToPath(new URL('report-usage.cjs', import.meta.url));

/** A page is to open on a phone. */
const pageBytes = 300_000;

/** Rows of the table. `REPORT_ASSETS` measures another size in place of the usual ones. */
export function reports({ dist, quick }) {
  const own = Number(process.env['REPORT_ASSETS'] ?? 0);
  const sizes = own > 0 ? [own] : quick ? [1_000] : [1_000, 100_000];
  return sizes.flatMap((assets) => measured(dist, assets));
}

function measured(dist, assets) {
  const folder = mkdtempSync(join(tmpdir(), 'patchledger-bench-'));
  try {
    const [estate, out, usage] = ['estate', 'pack', 'usage.json'].map((name) => join(folder, name));
    writeEstate(estate, { assets, rowsPerWeek: 100 });
    const args = ['report', '-C', estate, '--as-of', asOfText, '--out', out];
    const startedAt = performance.now();
    const run = spawnSync(process.execPath, ['--require', usageHook, join(dist, 'cli.cjs'), ...args], {
      encoding: 'utf8',
      env: { ...process.env, USAGE_FILE: usage },
    });
    const wallMs = performance.now() - startedAt;
    if (run.status !== 0 && run.status !== 6) throw new Error(`report ended with ${run.status}\n${run.stderr}`);
    const { cpuMs, rssMb } = JSON.parse(readFileSync(usage, 'utf8'));
    const pages = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));
    const largest = Math.max(...pages.map((path) => statSync(join(out, path)).size));
    if (largest > pageBytes) throw new Error(`a page of ${largest} bytes`);
    const isLarge = assets >= 100_000;
    const what = `pack of ${assets} assets`;
    return [
      row(`${what}, from start to end`, wallMs / 1000, 's', isLarge ? 90 : 10),
      row(`${what}, processor`, cpuMs / 1000, 's', isLarge ? 90 : 10),
      row(`${what}, memory`, rssMb, 'MB', 2_048),
      row(`${what}, largest of ${pages.length} pages`, largest / 1000, 'kB', pageBytes / 1000),
    ];
  } finally {
    if (process.env['REPORT_KEEP'] === undefined) rmSync(folder, { recursive: true });
    else console.log(`kept ${folder}`);
  }
}

const row = (what, ours, unit, limit) => ({
  what,
  peer: 'the goal',
  ours,
  theirs: limit,
  unit,
  ratio: ours / limit,
  limit,
});
