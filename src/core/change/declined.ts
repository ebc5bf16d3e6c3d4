import type { ClosedPull, Closing, ForgeFile } from '../../model/forge.ts';
import type { Change } from '../../model/generated/change.ts';
import type { DeclineRecord } from '../../model/generated/decline-record.ts';
import type { Priority } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { sha256Hex } from '../digest.ts';
import { loadResources } from '../load/load.ts';
import { formatInstant, parseInstant } from '../time.ts';
import { readBody } from './body.ts';
import { flow } from './change-file.ts';

/** A pull request that a person closed, with what it asked for and who closed it. */
export interface HumanNo {
  readonly pull: ClosedPull;
  readonly closing: Closing;
  /** The Change files it proposed. */
  readonly files: readonly ForgeFile[];
}

/** A record that was made of it. */
export interface NewDecline {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly record: DeclineRecord;
}

/** Is a closed pull request worth asking who closed it? Not when it was merged, nor when the program closed it itself. */
export const mayBeDeclined = ({ isMerged, body }: ClosedPull): boolean =>
  !isMerged && readBody(body).marker?.closed === undefined;

/** Name of the record of a closed pull request of a branch: the same in every run. */
export const declineName = (branch: string, { number }: ClosedPull): string =>
  `decline-${branch.slice(branch.lastIndexOf('/') + 1)}-${number}`;

/**
 * The record of a person's no: every (requirement, target) that the pull request asked for. A pull request that an
 * automation closed says nothing about the work. `undefined`: nothing of what was asked can be read any more.
 */
export function declineRecord(
  branch: string,
  { pull, closing, files }: HumanNo,
  folder: string,
): NewDecline | undefined {
  const closedAt = parseInstant(pull.closedAt);
  if (closing.by?.isBot === true || closedAt === undefined) return undefined;
  const { by, words } = closing;
  return recordOf(declineName(branch, pull), files, folder, {
    pullRequest: { number: pull.number, url: pull.url },
    // GitHub shows the work of accounts that are gone under this name.
    declinedBy: by === undefined ? { login: 'ghost' } : { id: by.id, login: by.login },
    declinedAt: formatInstant(closedAt),
    ...(words !== undefined && { reason: words }),
  });
}

/** A person's no where no forge shows one. */
export interface StatedNo {
  /** Id of the person, as a Team lists it. */
  readonly by: string;
  readonly at: Instant;
  readonly reason: string | undefined;
}

/**
 * The record of a no that somebody states, on a forge that has nothing to close: `claimedAt` says that no forge confirms
 * it. `taken` are names of records that there are. `undefined`: there is no Change in the files.
 */
export function statedDecline(
  files: readonly ForgeFile[],
  { by, at, reason }: StatedNo,
  { folder, taken }: { readonly folder: string; readonly taken: ReadonlySet<string> },
): NewDecline | undefined {
  const [change] = changesIn(files);
  if (change === undefined) return undefined;
  const stem = `decline-${change.metadata.name}`;
  let name = stem;
  for (let again = 2; taken.has(name); again += 1) name = `${stem}-again-${again}`;
  return recordOf(name, files, folder, {
    declinedBy: { login: by },
    declinedAt: formatInstant(at),
    ...(reason !== undefined && { reason }),
    claimedAt: formatInstant(at),
  });
}

type DeclineSpec = Omit<DeclineRecord['spec'], 'change' | 'rows' | 'claimedAt'>;

function recordOf(
  name: string,
  files: readonly ForgeFile[],
  folder: string,
  { claimedAt, ...spec }: DeclineSpec & { readonly claimedAt?: string },
): NewDecline | undefined {
  const changes = changesIn(files);
  const rows = changes.flatMap(rowsOf);
  const [change] = changes;
  if (change === undefined || rows.length === 0) return undefined;
  const record = {
    apiVersion: 'patchledger/v1',
    kind: 'DeclineRecord',
    metadata: { name },
    spec: { change: change.metadata.name, ...spec, rows, ...(claimedAt !== undefined && { claimedAt }) },
  } as DeclineRecord;
  const [year, month] = record.spec.declinedAt.split('-');
  return { name, path: `${folder}/decline/${year}/${month}/${name}.yaml`, text: recordText(record), record };
}

const changesIn = (files: readonly ForgeFile[]): readonly Change[] =>
  loadResources(files).value.resources.flatMap((resource) =>
    resource.kind === 'Change' ? [resource.document as Change] : [],
  );

function rowsOf({ spec }: Change): DeclineRecord['spec']['rows'] {
  return spec.visits.flatMap(({ id, asset, requirements }) =>
    requirements.map(({ id: requirement, component, target, priority, due }) => ({
      ...{ requirement, visit: id, asset, component, target, priority: priority as Priority },
      ...(due !== undefined && { due }),
    })),
  );
}

/** Block style above, one row a line below: JSON is YAML flow style. */
function recordText({ spec: { rows, ...spec }, ...head }: DeclineRecord): string {
  return [
    ...Object.entries(head).map(([key, value]) => `${key}: ${flow(value)}`),
    'spec:',
    ...Object.entries(spec).map(([key, value]) => `  ${key}: ${flow(value)}`),
    '  rows:',
    ...rows.map((row) => `    - ${flow(row)}`),
    '',
  ].join('\n');
}

/** Fingerprint of what a branch of records proposes. */
export const recordsFingerprint = (files: readonly ForgeFile[]): string =>
  `sha256:${sha256Hex(
    files
      .map(({ path, text }) => `${path}\n${text}`)
      .sort()
      .join('\n'),
  )}`;
