import type { CoveredRequirement, ExceptionDraft } from '../../model/exception-draft.ts';
import type { Instant } from '../../model/time.ts';
import { yamlComment, yamlScalar } from '../init/yaml-scalar.ts';
import { formatInstant } from '../time.ts';

/** What the text of an Exception's file is made of. */
export interface ExceptionFile extends Pick<ExceptionDraft, 'document' | 'covers' | 'remarks'> {
  /** Folders between the estate's root and the file. */
  readonly depth: number;
  readonly asOf: Instant;
}

/** The file as people would write it: what it covers today as a comment, one field a line, the optional ones named. */
export function exceptionText({ document, covers, remarks, depth, asOf }: ExceptionFile): string {
  const { metadata, spec } = document;
  const lines = [
    `# yaml-language-server: $schema=${'../'.repeat(depth)}.patchledger/schemas/exception.schema.json`,
    '#',
    `# What it covers as of ${formatInstant(asOf)}:`,
    ...(covers.length === 0 ? ['# nothing by itself.'] : covers.flatMap(coverLines)),
    ...remarks.map((remark) => `# Mind: ${yamlComment(remark, longestComment)}.`),
    '# It has no effect until an ApprovalRecord names it, by somebody other than the person who asks.',
    'apiVersion: patchledger/v1',
    'kind: Exception',
    'metadata:',
    `  name: ${yamlScalar(metadata.name)}`,
    'spec:',
    ...list('selector:\n    names', spec.selector.names ?? [], 6),
    ...list('advisories', spec.advisories ?? [], 4),
    ...packageLines(spec.packages ?? []),
    `  treatment: ${spec.treatment}`,
    `  reason: ${yamlScalar(spec.reason)}`,
    '  # residualRisk: what can still happen meanwhile, in words',
    ...controlLines(spec.compensatingControls ?? []),
    `  requestedBy: ${yamlScalar(spec.requestedBy)}`,
    `  expires: ${yamlScalar(spec.expires)}`,
    '  # reviewBy: a day before that on which somebody looks at it again',
    ...(spec.treatment === 'vendor-pending' ? ['  # vendor: { reference: the case at the vendor }'] : []),
    '',
  ];
  return lines.join('\n');
}

/** Comments may be as long as a sentence; names from strangers are cut all the same. */
const longestComment = 200;

function coverLines({ summary, advisories, isWhole }: CoveredRequirement): readonly string[] {
  return [
    `#   ${yamlComment(isWhole ? summary : `${summary}, in part`, longestComment)}`,
    ...advisories.map((advisory) => `#     ${yamlComment(advisory)}`),
  ];
}

function list(key: string, values: readonly string[], indent: number): readonly string[] {
  if (values.length === 0) return [];
  return [`  ${key}:`, ...values.map((value) => `${' '.repeat(indent)}- ${yamlScalar(value)}`)];
}

function packageLines(packages: NonNullable<ExceptionDraft['document']['spec']['packages']>): readonly string[] {
  if (packages.length === 0) return [];
  const lines = packages.flatMap(({ ecosystem, name }) => [
    ...(ecosystem === undefined ? [] : [`ecosystem: ${yamlScalar(ecosystem)}`]),
    `name: ${yamlScalar(name)}`,
  ]);
  return ['  packages:', ...lines.map((line) => `${line.startsWith('name') ? '      ' : '    - '}${line}`)];
}

function controlLines(
  controls: NonNullable<ExceptionDraft['document']['spec']['compensatingControls']>,
): readonly string[] {
  if (controls.length === 0) return [];
  const lines = controls.flatMap(({ control }) => [
    `    - control: ${yamlScalar(control)}`,
    '      # evidence: a path of the estate or a URL where it can be seen',
  ]);
  return ['  compensatingControls:', ...lines];
}
