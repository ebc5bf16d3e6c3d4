import { formatInstant, formatZoned } from '../../core/time.ts';
import type { Report } from '../../model/report.ts';
import { redactionText } from '../words.ts';
import { markdownCode, markdownText } from './escape.ts';

/** What a report was made from, as terms and Markdown. */
export function provenanceView({ organisation, provenance }: Report): readonly object[] {
  const { commit, asOf, period, inputsDigest, tool, timeZone, isRedacted } = provenance;
  const zone = timeZone === 'UTC' ? 'UTC' : `UTC, and below it the local clock of ${markdownText(timeZone)}`;
  const local = timeZone === 'UTC' ? '' : ` (${formatZoned(asOf, timeZone)}, ${markdownText(timeZone)})`;
  const lines: readonly (readonly [string, string])[] = [
    ['Estate', markdownText(organisation)],
    ['As of', `${formatInstant(asOf)}${local}`],
    [
      'Period',
      period === undefined
        ? 'all that is recorded'
        : `${formatInstant(period.from)} to ${formatInstant(period.to)}, the end excluded`,
    ],
    [
      'Source',
      `${commit === undefined ? 'files that are not committed' : `commit ${markdownCode(commit)}`}; places are file:line there`,
    ],
    ['Inputs', markdownCode(inputsDigest)],
    ['Tool', `patchledger ${markdownText(tool.version)}, time zone data ${markdownText(tool.tzdata)}`],
    ['Instants', zone],
    ...(isRedacted === true ? [['Redacted', redactionText] as const] : []),
  ];
  return lines.map(([term, text]) => ({ term, text }));
}
