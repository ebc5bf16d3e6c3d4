import type { Outcome } from '../../model/diagnostic.ts';
import type { InventoryDraft } from '../../model/feed.ts';
import { type SettledAsset, settleDraft } from './draft-fields.ts';
import { yamlComment, yamlScalar } from './yaml-scalar.ts';

/** What a plan gains most from, with what may stand there. */
const worthKnowing = [
  ['owner', 'a Team of directory/: who is asked to approve'],
  ['type', 'server, workstation, container-image, network-device, embedded-system, application, ledger-node'],
  ['environment', 'production, staging, test, development'],
  ['criticality', 'mission-critical, high, medium, low'],
  ['exposure', 'internet, internal, isolated'],
] as const;

/**
 * The Inventory of a draft as a YAML file for `inventory/`, with comments that say what to fill in next.
 * `source` names the file the draft was read from, for the comment and for diagnostics.
 * Every value that is no word of its field is kept as a label and reported (`settleDraft`).
 */
export function inventoryYaml(draft: InventoryDraft, source: string): Outcome<string> {
  const { assets, diagnostics } = settleDraft(draft, source);
  const lines = [
    '# yaml-language-server: $schema=../.patchledger/schemas/inventory.schema.json',
    `# ${assets.length} ${assets.length === 1 ? 'asset' : 'assets'} from ${fileName(source)}. This file is yours from here on: nothing writes it again.`,
    ...missingNotes(assets),
    'apiVersion: patchledger/v1',
    'kind: Inventory',
    'metadata:',
    '  name: hosts',
    'spec:',
    '  # What holds for every asset of this file that does not say otherwise:',
    '  # defaults:',
    '  #   environment: production',
    assets.length === 0 ? '  assets: []' : '  assets:',
    ...assets.flatMap(assetLines),
  ];
  return { value: `${lines.join('\n')}\n`, diagnostics };
}

/** The file's name for a comment; where it lay is nobody's business. */
const fileName = (source: string): string => yamlComment(source.slice(source.search(/[^/\\]*$/)));

/** What nobody has said yet. Unknown is not harmless: policies take the strictest rule that might hold. */
function missingNotes(assets: readonly SettledAsset[]): readonly string[] {
  const missing = worthKnowing.flatMap(([field, meaning]) => {
    const without = assets.filter(({ fields }) => !fields.has(field)).length;
    return without === 0 ? [] : [`#   ${field.padEnd(12)} ${meaning} (missing: ${without} of ${assets.length})`];
  });
  if (missing.length === 0) return [];
  return [
    '#',
    '# Fill in next. What is not said is unknown, and the strictest rule that might hold then does:',
    ...missing,
  ];
}

function assetLines({ name, fields, labels }: SettledAsset): readonly string[] {
  return [
    `    - name: ${yamlScalar(name)}`,
    ...[...fields].map(([field, value]) => `      ${field}: ${yamlScalar(value)}`),
    ...(labels.size === 0 ? [] : ['      labels:']),
    ...[...labels].map(([key, value]) => `        ${yamlScalar(key)}: ${yamlScalar(value)}`),
  ];
}

/**
 * The Teams that a draft names as owners, as a YAML file for `directory/`, so that every owner leads somewhere.
 * `known` are Teams that exist already. `undefined` when there is none to write.
 */
export function ownersYaml(draft: InventoryDraft, source: string, known: ReadonlySet<string>): string | undefined {
  const { assets } = settleDraft(draft, source);
  const owners = new Set(assets.flatMap(({ fields }) => fields.get('owner') ?? []));
  const names = [...owners].filter((name) => !known.has(name)).sort();
  if (names.length === 0) return undefined;
  const documents = names.map((name) =>
    [
      'apiVersion: patchledger/v1',
      'kind: Team',
      'metadata:',
      `  name: ${yamlScalar(name)}`,
      'spec:',
      '  people: []',
      '',
    ].join('\n'),
  );
  return [
    '# yaml-language-server: $schema=../.patchledger/schemas/team.schema.json\n',
    `# The owners that ${fileName(source)} names. Say who they are: people by a stable id, with their login at the forge.\n`,
    documents.join('---\n'),
  ].join('');
}
