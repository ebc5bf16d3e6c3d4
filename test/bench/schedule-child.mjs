// One schedule of one synthetic fleet, in a process of its own: prints time, memory and visits on time as JSON.
import { earliestDueFirst } from './edf.mjs';
import { fleet } from './fleet.mjs';
import { seeded, timed, withMemory } from './measure.mjs';
import { loadProduct } from './product.mjs';

const options = JSON.parse(process.argv[2]);
const product = await loadProduct();
const { estate, asOf } = fleet(product, { ...options, sets: 0, advisories: 0, seed: 2 });
const day = 86_400_000;

/** A requirement as the product decides it, to be varied. */
function template() {
  const small = fleet(product, { assets: 5, sets: 1, windows: 1, maxConcurrent: 5, lagging: 0.2 });
  const tool = { version: 'bench', tzdata: 'bench' };
  const { value } = product.decide({ ...small, tool, proposals: [], problems: [] });
  const found = value.plan.requirements.find(({ target, jump }) => target !== undefined && jump === 'patch');
  return { ...found, state: 'open', priority: 'scheduled', overdue: false };
}

/** One requirement an asset, due at a random time within the horizon; in a staged fleet one in ten is more urgent. */
function requirements() {
  const random = seeded(3);
  const one = template();
  return estate.assets.map((asset, index) => ({
    ...one,
    id: `R-${index.toString(16).padStart(12, '0')}`,
    asset: asset.name,
    priority: options.staged && index % 10 === 3 ? 'out-of-cycle' : 'scheduled',
    due: asOf + Math.floor((5 + random() * 85) * day),
  }));
}

function exact(book) {
  const { value } = product.schedule({ estate, book, asOf });
  const onTime = value.visits.filter(({ deadline, end, state }) => state !== 'late' && end <= deadline).length;
  return { visits: value.visits.length, onTime, upperBound: value.bound.upperBound };
}

/** Windows and freezes alone, of a whole year. */
function expansion() {
  const context = product.contextOf(estate, asOf, undefined);
  const year = { ...context, span: { start: asOf, end: asOf + 365 * day } };
  const { value } = product.readWindows(year);
  return { occurrences: value.reduce((sum, { occurrences }) => sum + occurrences.length, 0) };
}

function measured() {
  if (options.what === 'expansion') return { ...timed(expansion).value, ...withMemory(expansion) };
  const wanted = requirements();
  if (options.what === 'edf')
    return withMemory(() => earliestDueFirst(product, { estate, requirements: wanted, asOf, staged: options.staged }));
  const book = product.bookFrom(estate.assets, wanted);
  return withMemory(() => exact(book));
}

const { value, ...cost } = measured();
console.log(JSON.stringify({ ...value, ...cost }));
