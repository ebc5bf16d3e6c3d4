import { renderDiagnostics } from '../render/diagnostics/registry.ts';
import { fitLines } from '../render/fit-lines.ts';
import { count } from '../render/words.ts';
import type { CommandRun } from './command.ts';
import { exitCodes } from './exit.ts';
import { openLinted } from './open-linted.ts';

/**
 * Checks every file of the estate and shows every problem where it stands: what is wrong with a file, with how files fit
 * together, and with what they ask for, which only deciding finds out.
 */
export const run: CommandRun = async ({ terminal, global }, _args, _options) => {
  const opened = openLinted({ terminal, global });
  const { diagnostics, sources, estate } = opened;
  const format = global.format ?? 'text';
  const errors = diagnostics.some(({ severity }) => severity === 'error');
  if (diagnostics.length > 0 || isDocument(format)) {
    const options = { sources, paint: terminal.paint, version: PATCHLEDGER_VERSION };
    const rendered = renderDiagnostics(format, diagnostics, options);
    const isForPeople = format === 'text' || format === 'summary';
    terminal.out(isForPeople ? fitLines(rendered, terminal.columns) : rendered);
  }
  if (!errors && (format === 'text' || format === 'summary') && !global.quiet) {
    const what = `${count(sources.size, 'file')}, ${count(estate.assets.length, 'asset')}`;
    terminal.out(`${terminal.paint.green('valid')}: ${what}, ${count(estate.catalog.documents.length, 'advisory')}\n`);
  }
  return errors ? exitCodes.invalid : exitCodes.fine;
};

/** A document says that nothing was found; a list of lines says it by being empty. */
const isDocument = (format: string): boolean => format === 'json' || format === 'sarif' || format === 'junit';
