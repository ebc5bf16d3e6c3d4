import { basename } from 'node:path';
import { listPackageFiles, readPackageFile } from '../adapters/package-files.ts';
import { assembleEstate, demoSettingsPath, type EstateParts } from '../core/init/assemble.ts';
import { parseInstant } from '../core/time.ts';
import type { Outcome } from '../model/diagnostic.ts';
import type { SourceFile } from '../model/source.ts';
import type { Instant } from '../model/time.ts';
import { schemaFiles } from './schema.ts';

/** Presets that an estate of one's own hosts starts with. */
const minimalPresets = ['mission-24h.yaml'];

/** What one brings along for an estate, and whether it runs in workflows of a forge. */
type NewEstateParts = Pick<EstateParts, 'hosts' | 'baseBranch'> & { readonly hasWorkflows?: boolean };

/** The files of a new estate, from what ships with the program. */
export function newEstate(
  template: 'starter' | 'minimal',
  { hasWorkflows = false, ...own }: NewEstateParts = {},
): Outcome<readonly SourceFile[]> {
  const presets = template === 'minimal' ? minimalPresets : [];
  return assembleEstate({
    template: listPackageFiles('templates', template).map((path) => ({
      path,
      text: shipped('templates', `${template}/${path}`),
    })),
    presets: presets.map((path) => ({ path: basename(path), text: shipped('policies', path) })),
    schemas: schemaFiles(),
    workflows: hasWorkflows
      ? listPackageFiles('templates', 'workflows').map((path) => ({
          path,
          text: shipped('templates', `workflows/${path}`),
        }))
      : undefined,
    ...own,
  });
}

function shipped(folder: 'policies' | 'templates', path: string): string {
  const text = readPackageFile(folder, path);
  if (text === undefined) throw new Error(`${folder}/${path} is missing from the package`);
  return text;
}

/** What the starter says of itself. */
export interface StarterSettings {
  /** The moment at which its lists and advisories were taken: its clock, wherever it is shown. */
  readonly asOf: Instant;
  readonly asOfText: string;
  /** An asset and one of its components that are worth explaining. */
  readonly explain: readonly string[];
}

/** Reads the starter's own settings. They ship with the program, so a wrong one is a bug. */
export function starterSettings(): StarterSettings {
  const settings = JSON.parse(shipped('templates', `starter/${demoSettingsPath}`)) as Readonly<Record<string, unknown>>;
  const { asOf: asOfText, explain } = settings;
  const asOf = typeof asOfText === 'string' ? parseInstant(asOfText) : undefined;
  if (typeof asOfText !== 'string' || asOf === undefined || !Array.isArray(explain)) {
    throw new Error(`templates/starter/${demoSettingsPath} has no asOf, or nothing to explain`);
  }
  return { asOf, asOfText, explain: explain.map(String) };
}
