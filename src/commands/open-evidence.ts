import { parseDate, parseInstant } from '../core/time.ts';
import type { CommandContext } from './command.ts';
import { CommandError } from './exit.ts';
import { type OpenEstate, openEstate } from './open-estate.ts';
import { noteProblems } from './outcome.ts';

/**
 * Opens the work tree as a place to put evidence into. An estate with errors takes none: documents with errors are left
 * out, and what belongs to them would be recorded as belonging to nothing.
 */
export function openEvidence(context: CommandContext): OpenEstate {
  refuseRevision(context);
  const opened = openEstate(context);
  noteProblems(context, opened.diagnostics, opened.sources);
  if (!opened.diagnostics.some(({ severity }) => severity === 'error')) return opened;
  throw new CommandError('an estate with errors takes no records', { hint: 'run patchledger validate and mend them' });
}

/** What is written goes into the work tree, so it must be the work tree that it is held against. */
function refuseRevision({ global: { asOf } }: CommandContext): void {
  if (asOf === undefined || (parseInstant(asOf) ?? parseDate(asOf)) !== undefined) return;
  throw new CommandError(`records go into the work tree and cannot be held against the commit ${asOf}`, {
    hint: 'check that commit out, or give --as-of an instant',
  });
}
