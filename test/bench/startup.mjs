// What a start costs: --version, --help and validate against bare Node and the YAML library.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, paired, processTime, root } from './measure.mjs';
import { writeSmallEstate } from './small-estate.mjs';

const bareNode = () => processTime({ args: ['-e', '0'] }).ms;

/** Rows of the table; `dist` is the folder of the built command line. */
export function startup({ dist, pairs, quick }) {
  const cli = join(dist, 'cli.cjs');
  const run = (...args) => processTime({ args: [cli, ...args] }).ms;
  return [
    row(
      'patchledger --version',
      'node -e 0',
      1.15,
      paired(() => run('--version'), bareNode, pairs),
    ),
    row(
      'patchledger --help',
      'node -e 0',
      undefined,
      paired(() => run('--help'), bareNode, pairs),
    ),
    ...validation(cli, pairs),
    ...growth(cli, quick),
  ];
}

function validation(cli, pairs) {
  const { folder, paths } = writeSmallEstate(100);
  const list = join(root, 'node_modules/.cache/bench/paths');
  writeFileSync(list, paths.join('\n'));
  const validate = () => processTime({ args: [cli, 'validate', '-C', folder] }).ms;
  const parsing = [];
  const peer = () => {
    const { ms, stdout } = processTime({ args: [join(import.meta.dirname, 'parse-only.cjs'), list] });
    parsing.push(Number(stdout));
    return ms;
  };
  const whole = paired(validate, peer, pairs);
  // The stricter reading: bare Node and the time inside `parse`, with the library itself loaded for nothing.
  const strict = paired(validate, bareNode, pairs);
  const floor = strict.peer + median(parsing);
  return [
    row('validate 100 small files', 'node + yaml parsing them', 1.3, whole),
    row('', 'node -e 0, plus ms inside yaml', undefined, { ...strict, peer: floor, ratio: strict.ours / floor }),
  ];
}

/** Time a file at two sizes: it must not grow. */
function growth(cli, quick) {
  const sizes = quick ? [200, 1000] : [1000, 10_000];
  const [few, many] = sizes.map((files) => {
    const { folder } = writeSmallEstate(files);
    const times = Array.from({ length: 3 }, () => processTime({ args: [cli, 'validate', '-C', folder] }).ms);
    return median(times) / files;
  });
  const what = `validate ${sizes[1]} files, ms a file`;
  return [{ what, peer: `the same of ${sizes[0]}`, ours: many, theirs: few, unit: 'ms', ratio: many / few, goal: 1.2 }];
}

const row = (what, peer, goal, { ours, peer: theirs, ratio }) => ({
  what,
  peer,
  goal,
  ours,
  theirs,
  ratio,
  unit: 'ms',
});
