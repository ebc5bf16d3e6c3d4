import type { Estate } from '../../model/estate.ts';
import type { Kind } from '../../model/kinds.ts';
import type { ReportSource } from '../../model/report.ts';

/** Files of the inventory: what people say the assets are. */
export function inventorySource(estate: Estate): ReportSource {
  return { what: 'inventory', files: filesOf(estate, ['Inventory', 'Cluster']) };
}

/** Files in which machines reported what is installed. */
export function observedSource(estate: Estate): ReportSource {
  return { what: 'observations', files: distinct(estate.assets.flatMap(({ observedIn }) => observedIn)) };
}

/** Files of the catalogue that were read as advisories or as facts about them. */
export function catalogueSource({ catalog }: Estate): ReportSource {
  const facts = [...catalog.cves.values()].map(({ file }) => file);
  const kev = catalog.kev === undefined ? [] : [catalog.kev.file];
  return { what: 'catalogue', files: distinct([...catalog.documents.map(({ file }) => file), ...facts, ...kev]) };
}

/** Files of the policies and of what governs them: exceptions, assessments, windows, freezes and rollouts. */
export function policySource(estate: Estate): ReportSource {
  const kinds: readonly Kind[] = ['PatchPolicy', 'Exception', 'Assessment', 'MaintenanceWindow', 'Freeze', 'Rollout'];
  return { what: 'policies and schedules', files: filesOf(estate, kinds) };
}

/** The file that says how the estate is run: who approves what, and more. */
export function workspaceSource(estate: Estate): ReportSource {
  return { what: 'workspace', files: filesOf(estate, ['Workspace']) };
}

/** Files of the records of some kinds. */
export function recordSource(estate: Estate, kinds: readonly Kind[]): ReportSource {
  return { what: 'records', files: filesOf(estate, kinds) };
}

function filesOf(estate: Estate, kinds: readonly Kind[]): readonly string[] {
  return distinct(
    kinds.flatMap((kind) => [...(estate.resources[kind]?.values() ?? [])].map(({ origin }) => origin.file)),
  );
}

function distinct(files: readonly string[]): readonly string[] {
  return [...new Set(files)].sort();
}
