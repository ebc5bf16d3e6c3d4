import { inputLines } from '../adapters/standard-input.ts';
import { comparerById, comparerFor, compareVersions } from '../ecosystems/registry.ts';
import type { Comparer } from '../model/comparer.ts';
import type { CommandRun } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';

/** Answers gathered before they are written; a write a line would cost more than the comparison. */
const batchSize = 4096;

/** Orders two versions, or every tab-separated pair of standard input. */
export const run: CommandRun = async ({ terminal }, [ecosystem = '', left, right]) => {
  const comparer = comparerFor(ecosystem) ?? comparerById(ecosystem) ?? comparerFor('generic', ecosystem);
  if (comparer === undefined) {
    throw new CommandError(`no version order is known for ${ecosystem}`, {
      hint: 'write an OSV ecosystem such as Debian:12 or npm, or a generic scheme such as dotted',
    });
  }
  if ((left === undefined) !== (right === undefined))
    throw new CommandError('give two versions, or none to read pairs');
  if (left !== undefined && right !== undefined) terminal.out(`${compareVersions(comparer, left, right)}\n`);
  else await comparePairs(comparer, terminal.out);
  return exitCodes.fine;
};

async function comparePairs(comparer: Comparer, out: (text: string) => void): Promise<void> {
  let batch: string[] = [];
  for await (const line of inputLines()) {
    const tab = line.indexOf('\t');
    batch.push(tab < 0 ? '?' : compareVersions(comparer, line.slice(0, tab), line.slice(tab + 1)));
    if (batch.length < batchSize) continue;
    out(`${batch.join('\n')}\n`);
    batch = [];
  }
  if (batch.length > 0) out(`${batch.join('\n')}\n`);
}
