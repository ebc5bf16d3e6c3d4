import type { Assessment } from '../../model/generated/assessment.ts';
import type { AssessmentDraft } from '../../model/vex-draft.ts';
import { yamlComment, yamlScalar } from '../init/yaml-scalar.ts';

/** What the text of an Assessment's file is made of. */
export interface AssessmentFile {
  readonly draft: AssessmentDraft;
  /** Folders between the estate's root and the file. */
  readonly depth: number;
}

/** Assets named in a comment; a fleet has more. */
const assetsNamed = 10;

/** The file as people would write it: who states it and what it concerns today as a comment, then one field a line. */
export function assessmentText({ draft, depth }: AssessmentFile): string {
  const { document, source, statement, assets } = draft;
  const { metadata, spec } = document;
  const author = source.author === undefined ? 'An author without a name' : source.author;
  const more = assets.length > assetsNamed ? ` and ${assets.length - assetsNamed} more` : '';
  return [
    `# yaml-language-server: $schema=${'../'.repeat(depth)}.patchledger/schemas/assessment.schema.json`,
    '#',
    `# ${yamlComment(author)} states this: statement ${statement} of ${yamlComment(source.document, 160)}.`,
    `# Carried today by: ${yamlComment(assets.slice(0, assetsNamed).join(', '), 200)}${more}`,
    '# It has effect once it is merged. Whoever reviews it answers for it.',
    'apiVersion: patchledger/v1',
    'kind: Assessment',
    'metadata:',
    `  name: ${yamlScalar(metadata.name)}`,
    ...mapping('annotations', metadata.annotations ?? {}),
    'spec:',
    ...selectorLines(spec.selector.names),
    ...list('advisories', spec.advisories),
    ...packageLines(spec.packages ?? []),
    `  status: ${spec.status}`,
    ...optional('justification', spec.justification),
    ...optional('impactStatement', spec.impactStatement),
    ...optional('actionStatement', spec.actionStatement),
    '  # assessedBy: the person who checked it',
    ...optional('assessedAt', spec.assessedAt),
    '',
  ].join('\n');
}

function mapping(key: string, values: Readonly<Record<string, string>>): readonly string[] {
  const entries = Object.entries(values);
  if (entries.length === 0) return [];
  return [`  ${key}:`, ...entries.map(([name, value]) => `    ${yamlScalar(name)}: ${yamlScalar(value)}`)];
}

function selectorLines(names: readonly string[] | undefined): readonly string[] {
  if (names === undefined) return ['  selector:', '    all: true'];
  return ['  selector:', '    names:', ...names.map((name) => `      - ${yamlScalar(name)}`)];
}

function list(key: string, values: readonly string[]): readonly string[] {
  return [`  ${key}:`, ...values.map((value) => `    - ${yamlScalar(value)}`)];
}

function packageLines(packages: NonNullable<Assessment['spec']['packages']>): readonly string[] {
  const lines = packages.flatMap(({ ecosystem, name, versions }) => [
    ...(ecosystem === undefined
      ? [`    - name: ${yamlScalar(name)}`]
      : [`    - ecosystem: ${yamlScalar(ecosystem)}`, `      name: ${yamlScalar(name)}`]),
    ...(versions === undefined ? [] : [`      versions: [${versions.map(yamlScalar).join(', ')}]`]),
  ]);
  return lines.length === 0 ? [] : ['  packages:', ...lines];
}

function optional(key: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`  ${key}: ${yamlScalar(value)}`];
}
