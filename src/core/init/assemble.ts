import type { Diagnostic, Outcome } from '../../model/diagnostic.ts';
import { workspacePath } from '../../model/estate-files.ts';
import type { InventoryDraft } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import { loadResources } from '../load/load.ts';
import { codeownersText } from './codeowners-file.ts';
import { inventoryYaml, ownersYaml } from './inventory-file.ts';
import { yamlScalar } from './yaml-scalar.ts';

/** What a new estate is put together from; every path is relative to the folder it comes from. */
export interface EstateParts {
  readonly template: readonly SourceFile[];
  /** Shipped policies to copy below `policies/presets/`. */
  readonly presets: readonly SourceFile[];
  readonly schemas: readonly SourceFile[];
  /** Hosts of one's own, and the file they were read from. */
  readonly hosts?:
    | {
        readonly draft: InventoryDraft;
        readonly source: string;
        /** What is installed on them, where the file says so. */
        readonly observed?: SourceFile | undefined;
      }
    | undefined;
  /** The branch that proposals go to, where it is not `main`. */
  readonly baseBranch?: string | undefined;
  /** Workflows of the forge and the script that they share; absent: the estate gets none. */
  readonly workflows?: readonly SourceFile[] | undefined;
}

/** Settings of the demonstration; they are no part of an estate. */
export const demoSettingsPath = 'demo.json';

const presetsFolder = 'policies/presets/';

const ignored = `# Rendered documents are published, not committed.
/docs/patchledger/
# Working files of the program; the schemas beside them serve editors and belong to the estate.
/.patchledger/cache/
`;

/**
 * The files of a new estate, sorted by path: the template, presets pinned by copy, schemas for editors, ignore rules.
 * Hosts of one's own take the place of the template's inventory; what is wrong with them is told in the diagnostics.
 */
export function assembleEstate(parts: EstateParts): Outcome<readonly SourceFile[]> {
  const files = new Map<string, string>([['.gitignore', ignored]]);
  for (const { path, text } of parts.presets) files.set(`${presetsFolder}${path}`, text);
  for (const { path, text } of parts.schemas) files.set(`.patchledger/schemas/${path}`, text);
  for (const { path, text } of parts.template) if (path !== demoSettingsPath) files.set(path, text);
  for (const [path, text] of files) if (path.startsWith(presetsFolder)) files.set(path, pinnedPreset(text));
  const workspace = files.get(workspacePath);
  if (workspace !== undefined && parts.baseBranch !== undefined) {
    files.set(workspacePath, withBaseBranch(workspace, parts.baseBranch));
  }
  const diagnostics = parts.hosts === undefined ? [] : placeHosts(files, parts.hosts);
  if (parts.workflows !== undefined) placeWorkflows(files, parts.workflows, parts.baseBranch);
  const sorted = [...files]
    .map(([path, text]) => ({ path, text }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  return { value: sorted, diagnostics };
}

function placeHosts(
  files: Map<string, string>,
  { draft, source, observed }: NonNullable<EstateParts['hosts']>,
): readonly Diagnostic[] {
  if (observed !== undefined) files.set(observed.path, observed.text);
  for (const path of [...files.keys()]) if (path.startsWith('inventory/')) files.delete(path);
  const inventory = inventoryYaml(draft, source);
  files.set('inventory/hosts.yaml', inventory.value);
  const owners = ownersYaml(draft, source, teamsOf(files));
  if (owners !== undefined) files.set('directory/owners.yaml', owners);
  return inventory.diagnostics;
}

function teamsOf(files: ReadonlyMap<string, string>): ReadonlySet<string> {
  const written = [...files].filter(([path]) => path.startsWith('directory/')).map(([path, text]) => ({ path, text }));
  const { resources } = loadResources(written).value;
  return new Set(resources.filter(({ kind }) => kind === 'Team').map(({ name }) => name));
}

/** Workflows run on the branch that proposals go to, and the forge asks those who must approve. */
function placeWorkflows(files: Map<string, string>, workflows: readonly SourceFile[], baseBranch = 'main'): void {
  for (const { path, text } of workflows) {
    const folder = path.endsWith('.yml') ? '.github/workflows/' : '.github/';
    files.set(
      `${folder}${path}`,
      text.replaceAll('branches: [main]', () => `branches: [${yamlScalar(baseBranch)}]`),
    );
  }
  files.set('.github/CODEOWNERS', codeownersText([...files].map(([path, text]) => ({ path, text }))));
}

const modeline = '# yaml-language-server: $schema=../../.patchledger/schemas/patch-policy.schema.json\n';

/** A copy is pinned by the id and date that stand in it; editors find its schema in the estate. */
const pinnedPreset = (text: string): string =>
  text.startsWith('# yaml-language-server:') ? text : `${modeline}${text}`;

/** States the base branch in a Workspace as the templates write one. */
function withBaseBranch(workspace: string, branch: string): string {
  const [quoted, stated] = [yamlScalar(branch), /^([^#\n]*\bbaseBranch: *)[\w./-]+/m];
  if (stated.test(workspace)) return workspace.replace(stated, (_line, before: string) => `${before}${quoted}`);
  return workspace.replace(/^spec:.*$/m, () => `spec:\n  forge:\n    baseBranch: ${quoted}`);
}
