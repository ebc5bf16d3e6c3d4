import type { Estate } from '../../model/estate.ts';
import type { Change } from '../../model/generated/change.ts';
import type { Resource } from '../../model/resource.ts';
import { digestOf, sha256Hex } from '../digest.ts';
import { loadResources } from '../load/load.ts';
import type { ApprovalSubject } from './approval.ts';
import type { ChangedPath } from './lanes.ts';

/** A decision that is changed: what stands in its file on the head, and on the base where the head has it no more. */
export interface DecisionFile {
  readonly changed: ChangedPath;
  /** Text on the head; `undefined`: removed. */
  readonly text: string | undefined;
  readonly resources: readonly Resource[];
}

/**
 * What must be approved, and by whom: a Change by the roles of its key, everything else by those that the Workspace **of
 * the base branch** names for its kind, so that nobody changes the rules and profits from them in one step.
 */
export function approvalSubjects(files: readonly DecisionFile[], base: Estate): readonly ApprovalSubject[] {
  return files.flatMap(({ changed, text, resources }) => {
    const roles = new Set(resources.flatMap((resource) => rolesOf(resource, base)));
    if (roles.size === 0) return [];
    return [{ path: changed.path, roles: [...roles].sort(), digest: subjectDigest(changed.path, text) }];
  });
}

function rolesOf(resource: Resource, base: Estate): readonly string[] {
  const named = base.workspace.approvals.get(resource.kind) ?? [];
  if (resource.kind !== 'Change') return named;
  const { key, requiredApprovals = [] } = (resource as Resource<'Change'>).document.spec;
  return [...named, ...key.approvers, ...requiredApprovals.flatMap(({ role }) => role ?? [])];
}

/**
 * What an approval is bound to. For a Change: assets, targets, windows with start and end, gates and roles, so that a
 * mere rebase, a due or a word keeps it; for everything else every byte.
 */
export function subjectDigest(path: string, text: string | undefined): string {
  if (text === undefined) return 'removed';
  const changes = loadResources([{ path, text }]).value.resources.filter(({ kind }) => kind === 'Change');
  if (changes.length === 0) return `sha256:${sha256Hex(text)}`;
  return digestOf(changes.map(({ document }) => approvedContent(document as Change)));
}

function approvedContent({ spec: { key, requiredApprovals = [], visits } }: Change): unknown {
  return {
    key,
    approvals: requiredApprovals.map(({ role, team }) => [role ?? '', team ?? '']),
    visits: visits.map(({ id: _id, requirements, gates = [], retryOf: _retryOf, ...visit }) => ({
      ...visit,
      targets: requirements.map(({ component, target }) => [component.ecosystem, component.name, target]),
      gates: gates.map(({ gate }) => gate),
      late: requirements.some(({ due }) => due !== undefined && due < visit.end),
    })),
  };
}
