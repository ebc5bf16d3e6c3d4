import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate, Pointer } from '../../model/source.ts';
import { nearest } from './nearest.ts';

/** A place that names something else: from a kind, along a path (`*` = every item), to a kind or an asset. */
interface ReferenceRule {
  readonly from: Kind;
  readonly path: readonly string[];
  /** What the name may belong to; any of them will do. */
  readonly to: readonly Target[];
}

type Target = Kind | 'Asset' | 'Person';

const rule = (from: Kind, path: string, ...to: readonly Target[]): ReferenceRule => ({
  from,
  path: path.split('.'),
  to,
});

/** Every reference between resources. A new field that names something is one line here. */
const referenceRules: readonly ReferenceRule[] = [
  rule('Workspace', 'spec.approvals.*.*', 'Role'),
  rule('Workspace', 'spec.approvals.*.*.role', 'Role'),
  rule('Workspace', 'spec.approvals.*.*.team', 'Team'),
  rule('Workspace', 'spec.catalog.sources.*.owner', 'Team', 'Role'),
  rule('Inventory', 'spec.defaults.owner', 'Team'),
  rule('Inventory', 'spec.defaults.cluster', 'Cluster'),
  rule('Inventory', 'spec.assets.*.owner', 'Team'),
  rule('Inventory', 'spec.assets.*.cluster', 'Cluster'),
  rule('Inventory', 'spec.assets.*.mirrors.*', 'Asset'),
  rule('Cluster', 'spec.members.*.asset', 'Asset'),
  rule('PatchPolicy', 'spec.owner', 'Team', 'Role'),
  rule('PatchPolicy', 'spec.extends.*', 'PatchPolicy'),
  rule('PatchPolicy', 'spec.approvals.*.roles.*', 'Role'),
  rule('PatchPolicy', 'spec.escalation.*.role', 'Role'),
  rule('Freeze', 'spec.overrideRole', 'Role'),
  rule('Exception', 'spec.patches.*', 'Patch'),
  rule('Exception', 'spec.owner', 'Team', 'Role'),
  rule('Exception', 'spec.requestedBy', 'Person'),
  rule('Assessment', 'spec.assessedBy', 'Person'),
  rule('Activity', 'spec.owner', 'Team', 'Role'),
  rule('Activity', 'spec.audience.*', 'Team', 'Role'),
  rule('Team', 'spec.lead', 'Person'),
  rule('Role', 'spec.holders.*.person', 'Person'),
  rule('Role', 'spec.teams.*', 'Team'),
  rule('Role', 'spec.conflictsWith.*', 'Role'),
  rule('Patch', 'spec.supersedes.*', 'Patch'),
];

/** The names that references may lead to. */
export interface KnownNames {
  readonly has: (kind: Target, name: string) => boolean;
  readonly list: (kind: Target) => readonly string[];
}

/** Names every reference that leads nowhere. */
export function checkReferences(
  resources: readonly Resource[],
  known: KnownNames,
  locate: Locate,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const resource of resources) {
    for (const reference of referenceRules.filter((candidate) => candidate.from === resource.kind)) {
      for (const { pointer, name } of namesAt(resource.document, reference.path)) {
        if (reference.to.some((kind) => known.has(kind, name))) continue;
        diagnostics.push(unknownReference(reference.to, name, resource, pointer, known, locate));
      }
    }
  }
  return diagnostics;
}

function unknownReference(
  to: readonly Target[],
  name: string,
  resource: Resource,
  pointer: Pointer,
  known: KnownNames,
  locate: Locate,
): Diagnostic {
  const near = nearest(
    name,
    to.flatMap((kind) => known.list(kind)),
  );
  const at = { file: resource.origin.file, range: locate(resource.origin, pointer) };
  return diagnostic(
    'link/unknown-reference',
    { kind: to.map(wordFor).join(' or '), name },
    near === undefined ? { at } : { at, hint: `did you mean ${near}?` },
  );
}

/** Assets and people are no resources of their own, so they are not written like kinds. */
const wordFor = (target: Target): string => (target === 'Asset' || target === 'Person' ? target.toLowerCase() : target);

/** Every text that a path leads to, with its exact place. */
function namesAt(value: unknown, path: readonly string[], base: Pointer = []): { pointer: Pointer; name: string }[] {
  const [step, ...rest] = path;
  if (step === undefined) return typeof value === 'string' ? [{ pointer: base, name: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (step !== '*') {
    const next = Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined;
    return namesAt(next, rest, [...base, step]);
  }
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : Object.entries(value);
  return entries.flatMap(([key, item]) => namesAt(item, rest, [...base, key]));
}
