import type { CheckReport, CheckResult } from '../../model/check.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { markdownCode, markdownTable, markdownText } from '../markdown/escape.ts';

/** A step's summary is thrown away whole when it is over 1 MiB. */
const summaryBytes = 1_000_000;

const signs = { pass: '✅', fail: '❌', unknown: '❔' } as const;
const words = { pass: 'pass', fail: 'fail', unknown: 'not judged' } as const;

/**
 * The report as Markdown for the summary of a workflow's step: the verdict first, a line a check, then every problem as
 * far as there is room. What finds none is counted.
 */
export function renderCheckSummary({ verdict, mode, lane, results }: CheckReport): string {
  const rows = results.map(({ verdict: one, title }) => [`${signs[one]} ${words[one]}`, markdownText(title)]);
  const head = [
    `## Patchledger: ${markdownText(verdict)}`,
    mode === 'estate' ? 'The whole estate.' : `Only what is new against the base counts. Lane: ${lane}.`,
    markdownTable(['Verdict', 'Check'], rows),
  ].join('\n\n');
  const blocks = results.filter(({ problems }) => problems.length > 0).map(blockOf);
  return withinBudget(`${head}\n`, blocks.flat());
}

function blockOf({ title, problems }: CheckResult): readonly string[] {
  return [`\n### ${markdownText(title)}\n\n`, ...problems.map((problem) => `- ${lineOf(problem)}\n`)];
}

function lineOf({ severity, code, message, hint, file, range }: Diagnostic): string {
  const place =
    file === undefined ? '' : `${markdownCode(range === undefined ? file : `${file}:${range.start.line}`)}: `;
  const help = hint === undefined ? '' : ` *${markdownText(hint)}*`;
  return `${severity === 'error' ? '**error** ' : ''}${place}${markdownText(message)} (${markdownCode(code)})${help}`;
}

function withinBudget(head: string, lines: readonly string[]): string {
  const encoder = new TextEncoder();
  let text = head;
  let bytes = encoder.encode(head).length;
  for (const [index, line] of lines.entries()) {
    const size = encoder.encode(line).length;
    if (bytes + size > summaryBytes)
      return `${text}\n…and ${lines.length - index} lines more: run \`patchledger check\`.\n`;
    text += line;
    bytes += size;
  }
  return text;
}
