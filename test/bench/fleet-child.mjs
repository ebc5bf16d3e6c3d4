// One plan of one synthetic fleet, in a process of its own: prints time by stage and memory as JSON.
//
// Reading is left out: the estate is built in memory as it stands once everything is read and linked, and nothing of it
// has been asked for before the clock starts. The clock stops when the last byte of the lines is written to a file.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleet } from './fleet.mjs';
import { timed, withMemory } from './measure.mjs';
import { naiveLines, naiveRequirements } from './naive-decide.mjs';
import { loadProduct } from './product.mjs';

const options = JSON.parse(process.argv[2]);
const product = await loadProduct();
const { estate, locate, asOf } = fleet(product, options);
const tool = { version: 'bench', tzdata: 'bench' };

/** The three steps of `decide`, then the lines as `plan --format ndjson` writes them. */
function ours(out) {
  const input = { estate, locate, asOf, tool, proposals: [], problems: [] };
  const judged = timed(() => product.judge(input).value);
  const scheduled = timed(() => product.planVisits(input, judged.value.book).value);
  const planned = timed(() => product.planOf(input, judged.value, scheduled.value));
  const software = product.softwareIn(estate.componentSets);
  const lines = timed(() => written(out, product.renderPlanNdjson(planned.value, software)));
  const { requirements, visits } = planned.value.summary;
  return {
    requirements: requirements.total,
    visits: visits.total,
    bytes: lines.value,
    stages: { decision: judged.ms + planned.ms, schedule: scheduled.ms, lines: lines.ms },
  };
}

function naive(out) {
  const found = timed(() => naiveRequirements(product, estate));
  const lines = timed(() => written(out, naiveLines(found.value)));
  return { requirements: found.value.length, bytes: lines.value, stages: { decision: found.ms, lines: lines.ms } };
}

function written(out, pieces) {
  let bytes = 0;
  for (const piece of pieces) bytes += writeSync(out, piece);
  return bytes;
}

const folder = mkdtempSync(join(tmpdir(), 'patchledger-bench-'));
const out = openSync(join(folder, 'plan.ndjson'), 'w');
const { value, ...cost } = withMemory(() => (options.what === 'naive' ? naive : ours)(out));
closeSync(out);
rmSync(folder, { recursive: true });
console.log(JSON.stringify({ ...value, ...cost }));
