import { type Code, type Diagnostic, diagnosticTable, type SourceLocation } from '../../model/diagnostic.ts';
import { safeText } from '../text-table.ts';

/** Code scanning reads so many results of a run; the rest is told, not shown. Most severe first. */
const resultLimit = 25_000;

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;
const bySeverity = ['error', 'warning', 'info'];

/**
 * Problems as SARIF 2.1.0 (OASIS), one run with the rules that it speaks of. Paths are relative to the estate's root,
 * columns count UTF-16 units, and nothing depends on the host or the hour, so equal problems give equal bytes.
 */
export function renderDiagnosticsSarif(diagnostics: readonly Diagnostic[], version: string): string {
  const worstFirst = [...diagnostics].sort((left, right) => rank(left) - rank(right));
  const shown = worstFirst.slice(0, resultLimit);
  const codes = [...new Set(shown.map(({ code }) => code))].sort();
  const ruleIndex = new Map(codes.map((code, index) => [code, index]));
  const run = {
    tool: {
      driver: { name: 'Patchledger', semanticVersion: version, rules: codes.map(ruleOf) },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { ESTATE: { description: { text: 'The root of the estate.' } } },
    invocations: [invocationOf(diagnostics, shown.length)],
    results: shown.map((problem) => resultOf(problem, ruleIndex.get(problem.code) ?? 0)),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const rank = ({ severity }: Diagnostic): number => bySeverity.indexOf(severity);

function ruleOf(code: Code): object {
  const { severity, summary } = diagnosticTable[code];
  return {
    id: code,
    shortDescription: { text: summary },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [code.slice(0, code.indexOf('/'))] },
  };
}

/** Code scanning refuses a result without a place; what concerns the whole estate stands at the Workspace's usual file. */
function resultOf(problem: Diagnostic, ruleIndex: number): object {
  const { code, severity, message, hint, file, range, related = [] } = problem;
  const text = [message, ...(hint === undefined ? [] : [hint])].map(safeText).join('\n');
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text },
    locations: [{ physicalLocation: physical({ file: file ?? 'patchledger.yaml', range }) }],
    ...(related.length > 0 && {
      relatedLocations: related.map((place, id) => ({
        id,
        message: { text: safeText(place.message) },
        physicalLocation: physical(place),
      })),
    }),
    // Lines move when others are edited above them; what is wrong with what does not.
    partialFingerprints: { 'problem/v1': safeText(`${code} ${file ?? ''} ${message}`).slice(0, 500) },
  };
}

function physical({ file, range }: SourceLocation): object {
  return {
    artifactLocation: { uri: uriOf(file), uriBaseId: 'ESTATE' },
    ...(range && {
      region: {
        startLine: range.start.line,
        startColumn: range.start.column,
        endLine: range.end.line,
        endColumn: range.end.column,
      },
    }),
  };
}

/** A relative URI reference (RFC 3986). A half of a surrogate pair has no bytes to write as percent signs. */
function uriOf(file: string): string {
  const whole = file.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  return whole.split('/').map(encodeURIComponent).join('/');
}

/** Says whether the run could judge all there is, and how many results found no room. */
function invocationOf(diagnostics: readonly Diagnostic[], shown: number): object {
  const dropped = diagnostics.length - shown;
  const text = `${diagnostics.length} problems, of which the ${shown} most severe are listed`;
  return {
    executionSuccessful: true,
    ...(dropped > 0 && { toolExecutionNotifications: [{ level: 'warning', message: { text } }] }),
  };
}
