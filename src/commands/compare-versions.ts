import { inputLines } from '../adapters/standard-input.ts';
import type { Terminal } from '../adapters/terminal.ts';
import { comparerById, comparerFor, compareVersions } from '../ecosystems/registry.ts';
import type { Comparer } from '../model/comparer.ts';
import type { CommandRun } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';

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
  else await comparePairs(comparer, terminal);
  return exitCodes.fine;
};

/** A line that is no pair is answered as well, so that answers stay beside their lines, and counted aloud. */
async function comparePairs(comparer: Comparer, { out, note }: Terminal): Promise<void> {
  let number = 0;
  const odd = { count: 0, first: 0 };
  for await (const lines of inputLines()) {
    let answers = '';
    for (const line of lines) {
      number += 1;
      const tab = line.indexOf('\t');
      if (tab < 0 && odd.count++ === 0) odd.first = number;
      answers += tab < 0 ? '?\n' : `${compareVersions(comparer, line.slice(0, tab), line.slice(tab + 1))}\n`;
    }
    out(answers);
  }
  if (odd.count === 0) return;
  const which = odd.count === 1 ? `line ${odd.first} is` : `${odd.count} lines, from line ${odd.first} on, are`;
  note(`${which} no two versions with a tab between them: answered ?\n`);
}
