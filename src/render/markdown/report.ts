import { formatInstant, formatZoned } from '../../core/time.ts';
import type { CsvTwin, GapCheck, Report, ReportDocument, ReportFile } from '../../model/report.ts';
import { count, thousands } from '../words.ts';
import { markdownCode, markdownTable, markdownText } from './escape.ts';
import { markdownSentence } from './report-cell.ts';
import { renderTable } from './report-table.ts';

/** Things found by one check that a document names before it counts the rest. */
const gapsNamed = 20;

/** The CSV twin of every table, by the table's id. */
export type CsvTwins = ReadonlyMap<string, CsvTwin>;

/** The report as GitHub-flavoured Markdown: an index, and a file a document. Equal reports give equal bytes. */
export function renderReportMarkdown(report: Report, csv: CsvTwins = new Map()): readonly ReportFile[] {
  return [
    { path: 'README.md', text: joined(indexBlocks(report)) },
    ...report.documents.map((document) => ({
      path: fileOf(document),
      text: joined(documentBlocks(report, document, csv)),
    })),
  ];
}

const joined = (blocks: readonly string[]): string => `${blocks.join('\n\n')}\n`;

const fileOf = ({ id, slug }: ReportDocument): string => `${id.toLowerCase()}-${slug}.md`;

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

function indexBlocks(report: Report): readonly string[] {
  const [first = '', ...others] = report.verdict;
  return [
    `# ${markdownText(report.title)}: ${markdownText(report.organisation)}`,
    [`**${markdownSentence(first)}**`, ...others.map(markdownSentence)].join('\n\n'),
    '## Gaps',
    ...indexGaps(report),
    '## Documents',
    markdownTable(['Document', 'Question it answers', 'In short'], report.documents.map(documentLine)),
    '## What this was made from',
    provenanceBlock(report),
    'Every file of this folder stands with its SHA-256 in [manifest.json](manifest.json).',
  ];
}

function documentLine(document: ReportDocument): readonly string[] {
  const link = `[${document.id} ${markdownText(document.title)}](${fileOf(document)})`;
  return [link, markdownText(document.question), document.summary.map(markdownText).join(' ')];
}

/** What was found, each once, though several documents rest on it. */
function indexGaps({ documents }: Report): readonly string[] {
  const lines = new Map<string, { readonly check: GapCheck; readonly documents: string[] }>();
  for (const document of documents) {
    for (const check of document.gaps) {
      const key = JSON.stringify([check.check, check.found]);
      const line = lines.get(key) ?? { check, documents: [] };
      line.documents.push(`[${document.id}](${fileOf(document)}#gaps)`);
      lines.set(key, line);
    }
  }
  const all = [...lines.values()];
  const open = all.filter(({ check }) => check.found.length > 0);
  const checked = `${count(all.length, 'check')} made, ${thousands(open.length)} found something against what should hold.`;
  if (open.length === 0) return [`${checked} The documents name each check.`];
  const rows = open.map(({ check, documents: links }) => [
    markdownText(check.check),
    thousands(check.found.length),
    markdownText(check.lookedAt),
    links.join(', '),
  ]);
  return [checked, markdownTable(['What should hold', 'Found against it', 'Looked at', 'Listed in'], rows)];
}

function documentBlocks(report: Report, document: ReportDocument, csv: CsvTwins): readonly string[] {
  return [
    `[${markdownText(report.title)}](README.md) › ${document.id}`,
    `# ${document.id} ${markdownText(document.title)}`,
    `*${markdownText(document.question)}*`,
    ...document.summary.map(markdownSentence),
    provenanceBlock(report),
    '## Gaps',
    ...gapBlocks(document),
    ...document.sections.flatMap(({ title, text, tables }) => [
      `## ${markdownText(title)}`,
      ...text.map(markdownSentence),
      ...tables.flatMap((table) => renderTable(table, report.provenance, csv.get(table.id))),
    ]),
    '## What this document cannot show',
    bullets(document.limits.map(markdownSentence)),
  ];
}

/** Every check with its answer; "none" stands beside what was looked at. */
function gapBlocks({ gaps }: ReportDocument): readonly string[] {
  const rows = gaps.map(({ check, lookedAt, found }) => [
    markdownText(check),
    markdownText(lookedAt),
    found.length === 0 ? 'none' : `**${thousands(found.length)}**`,
  ]);
  const details = gaps
    .filter(({ found }) => found.length > 0)
    .flatMap(({ check, found }) => {
      const rest = found.length - gapsNamed;
      const named = found.slice(0, gapsNamed).map(markdownSentence);
      return [
        `Against "${markdownText(check)}":`,
        bullets(rest > 0 ? [...named, `and ${thousands(rest)} more`] : named),
      ];
    });
  return [markdownTable(['What should hold', 'Looked at', 'Found against it'], rows), ...details];
}

function provenanceBlock({ organisation, provenance }: Report): string {
  const { commit, asOf, inputsDigest, tool, timeZone } = provenance;
  const zone = timeZone === 'UTC' ? 'UTC' : `UTC, and below it the local clock of ${markdownText(timeZone)}`;
  const local = timeZone === 'UTC' ? '' : ` (${formatZoned(asOf, timeZone)}, ${markdownText(timeZone)})`;
  return bullets([
    `Estate: ${markdownText(organisation)}`,
    `As of: ${formatInstant(asOf)}${local}`,
    `Source: ${commit === undefined ? 'files that are not committed' : `commit ${markdownCode(commit)}`}; places are file:line there`,
    `Inputs: ${markdownCode(inputsDigest)}`,
    `Tool: patchledger ${markdownText(tool.version)}, time zone data ${markdownText(tool.tzdata)}`,
    `Instants: ${zone}`,
  ]);
}
