import type { ChangeContent, ChangeVisit } from '../../model/change.ts';
import type { ForgeFile } from '../../model/forge.ts';
import type { Change } from '../../model/generated/change.ts';
import type { EditedUpdate, EditVerdict } from '../../model/proposal.ts';
import { loadResources } from '../load/load.ts';
import { formatInstant, parseInstant } from '../time.ts';

/**
 * Judges a Change that somebody edited against the plan: a person's edit stands, and what it leaves open is said. An
 * update counts as there when asset, package and target agree.
 */
export function judgeEdit(content: ChangeContent, files: readonly ForgeFile[]): EditVerdict {
  const loaded = loadResources(files);
  const changes = loaded.value.resources.flatMap((resource) =>
    resource.kind === 'Change' ? [resource.document as Change] : [],
  );
  const errors = loaded.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ file, range, message }) => `${file}:${range?.start.line ?? 1}: ${message}`);
  const theirs = changes.flatMap(({ spec }) => spec.visits);
  const wanted = content.visits.flatMap(wantedUpdates);
  const edited = theirs.flatMap(({ asset, requirements }) =>
    requirements.map(({ component, target }) => ({ asset, name: component.name, target })),
  );
  const missing = without(wanted, edited);
  return {
    errors,
    missing,
    added: without(edited, wanted),
    moved: content.visits.flatMap((visit) => movedVisit(visit, theirs)),
    isCovering: errors.length === 0 && missing.length === 0,
  };
}

const wantedUpdates = ({ asset, requirements }: ChangeVisit): readonly EditedUpdate[] =>
  requirements.map(({ name, target }) => ({ asset, name, target }));

function without(updates: readonly EditedUpdate[], others: readonly EditedUpdate[]): readonly EditedUpdate[] {
  const key = ({ asset, name, target }: EditedUpdate): string => `${asset}\0${name}\0${target}`;
  const known = new Set(others.map(key));
  return updates.filter((update) => !known.has(key(update)));
}

function movedVisit(visit: ChangeVisit, theirs: Change['spec']['visits']): EditVerdict['moved'] {
  const same = theirs.find(({ id }) => id === visit.id);
  if (same === undefined || parseInstant(same.start) === visit.start) return [];
  return [{ asset: visit.asset, from: formatInstant(visit.start), to: same.start }];
}
