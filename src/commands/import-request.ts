import { parseDate, parseInstant } from '../core/time.ts';
import { fieldNames } from '../feeds/inventory/words.ts';
import { reportColumns } from '../feeds/observed/csv-columns.ts';
import { reportReaderFor, reportReaders } from '../feeds/observed/report-registry.ts';
import type { ReportReader } from '../model/feed.ts';
import { scannerFields } from '../model/scanner.ts';
import type { Instant } from '../model/time.ts';
import type { CommandOptions } from './command.ts';
import { CommandError } from './exit.ts';

/** A command line of `import`, understood. */
export interface ImportRequest {
  /** `undefined` = each file's content decides. */
  readonly reader: ReportReader | undefined;
  /** Are the files statements about vulnerabilities, and no reports? `undefined` = their content decides. */
  readonly isVex: boolean | undefined;
  readonly files: readonly string[];
  readonly asset: string | undefined;
  readonly source: string | undefined;
  readonly ecosystem: string | undefined;
  readonly columns: ReadonlyMap<string, string>;
  readonly seen: Instant | undefined;
  /** Whether the files list every asset of their source; `undefined` = the format decides. */
  readonly isComplete: boolean | undefined;
  readonly keepsRaw: boolean;
  readonly writes: boolean;
  readonly inventory: string | undefined;
  readonly reconcileWith: string | undefined;
  /** Reports of scanners to set beside the plan. */
  readonly compareWith: readonly string[];
  /** Whether what agrees is listed too. */
  readonly showsAll: boolean;
  readonly isDryRun: boolean;
  readonly isAgreed: boolean;
  readonly exitCode: boolean;
}

const textOf = (options: CommandOptions, name: string): string | undefined => {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
};

/** Reads a command line; what cannot be meant is told before anything is read. */
export function importRequest(args: readonly (string | undefined)[], options: CommandOptions): ImportRequest {
  const [format, ...given] = args;
  const files = given.flatMap((file) => file ?? []);
  const reconcileWith = textOf(options, 'reconcile');
  const compareWith = textsOf(options['compare']);
  if (reconcileWith === undefined && compareWith.length === 0 && (format === undefined || files.length === 0)) {
    throw new CommandError('say which format and which files', {
      hint: 'patchledger import auto web-1.cdx.json; patchledger import --help lists the formats',
    });
  }
  if (options['partial'] === true && options['complete'] === true) {
    throw new CommandError('--partial and --complete exclude each other');
  }
  return {
    reader: format === undefined ? undefined : readerOf(format),
    isVex: format === undefined || format === 'auto' ? undefined : format === 'vex',
    files,
    asset: textOf(options, 'asset'),
    source: sourceOf(textOf(options, 'source')),
    ecosystem: ecosystemOf(textOf(options, 'ecosystem')),
    columns: columnsOf(options['map']),
    seen: momentOf(textOf(options, 'seen')),
    isComplete: options['complete'] === true ? true : options['partial'] === true ? false : undefined,
    keepsRaw: options['raw'] === true,
    writes: options['write'] === true,
    inventory: textOf(options, 'inventory'),
    reconcileWith,
    compareWith,
    showsAll: options['all'] === true,
    isDryRun: options['dryRun'] === true,
    isAgreed: options['yes'] === true,
    exitCode: options['exitCode'] === true,
  };
}

function readerOf(format: string): ReportReader | undefined {
  if (format === 'auto' || format === 'vex') return undefined;
  const reader = reportReaderFor(format);
  if (reader !== undefined) return reader;
  throw new CommandError(`there is no format "${format}"`, {
    hint: `formats are auto, vex, ${reportReaders.map(({ id }) => id).join(', ')}; reports of scanners are read by patchledger import --compare <report>`,
  });
}

/** A source names a file, so it is written as assets are. */
function sourceOf(source: string | undefined): string | undefined {
  if (source === undefined || /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(source)) return source;
  throw new CommandError(`--source ${source} is no name`, {
    hint: 'letters, digits, ".", "_" and "-", such as ssm-eu-west-1',
  });
}

function ecosystemOf(ecosystem: string | undefined): string | undefined {
  if (ecosystem === undefined || /^[A-Za-z][^\s](?:.*\S)?$/.test(ecosystem)) return ecosystem;
  throw new CommandError(`--ecosystem ${ecosystem} is none`, { hint: 'write it with its release, such as Debian:12' });
}

function momentOf(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const moment = parseInstant(text) ?? parseDate(text);
  if (moment !== undefined) return moment;
  throw new CommandError(`--seen ${text} is no instant`, {
    hint: 'write 2026-12-01T08:00:00Z, or 2026-12-01 (00:00 UTC)',
  });
}

/** The values of an option that may be given several times. */
const textsOf = (given: CommandOptions[string]): readonly string[] =>
  Array.isArray(given) ? (given as readonly string[]) : typeof given === 'string' ? [given] : [];

/** `name=Host,version=Ver`; a heading with a comma takes an option of its own. */
function columnsOf(given: CommandOptions[string]): ReadonlyMap<string, string> {
  const columns = new Map<string, string>();
  for (const option of textsOf(given)) {
    for (const pair of option.split(/,(?=[A-Za-z]+=)/)) {
      const at = pair.indexOf('=');
      const [word, heading] = [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()];
      const isKnown = [...reportColumns, ...fieldNames, ...scannerFields].some((known) => known === word);
      if (!isKnown || heading === '') {
        throw new CommandError(`--map ${pair} is not <word>=<heading>`, {
          hint: `words are ${reportColumns.join(', ')}, and the fields of an asset: ${fieldNames.join(', ')}`,
        });
      }
      columns.set(word, heading);
    }
  }
  return columns;
}
