// One decision over one synthetic fleet, in a process of its own: prints time and memory as JSON.
import { fleet } from './fleet.mjs';
import { withMemory } from './measure.mjs';
import { naiveRequirements } from './naive-decide.mjs';
import { loadProduct } from './product.mjs';

const options = JSON.parse(process.argv[2]);
const product = await loadProduct();
const { estate, locate, asOf } = fleet(product, options);
const tool = { version: 'bench', tzdata: 'bench' };

function decided() {
  const { value } = product.decide({ estate, locate, asOf, tool, proposals: [], problems: [] });
  return { requirements: value.plan.requirements.length, visits: value.plan.schedule.visits.length };
}

const naive = () => ({ requirements: naiveRequirements(product, estate) });

const { value, ...cost } = withMemory(options.what === 'naive' ? naive : decided);
console.log(JSON.stringify({ ...value, ...cost }));
