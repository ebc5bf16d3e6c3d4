import type { ClosedPull, Closing, ForgeFile } from '../../model/forge.ts';
import type { Change } from '../../model/generated/change.ts';
import type { DeclineRecord } from '../../model/generated/decline-record.ts';
import type { Priority } from '../../model/requirement.ts';
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
  const changes = loadResources(files).value.resources.flatMap((resource) =>
    resource.kind === 'Change' ? [resource.document as Change] : [],
  );
  const rows = changes.flatMap(rowsOf);
  const [change] = changes;
  if (change === undefined || rows.length === 0) return undefined;
  const name = declineName(branch, pull);
  const { by, words } = closing;
  const record = {
    apiVersion: 'patchledger/v1',
    kind: 'DeclineRecord',
    metadata: { name },
    spec: {
      change: change.metadata.name,
      pullRequest: { number: pull.number, url: pull.url },
      // GitHub shows the work of accounts that are gone under this name.
      declinedBy: by === undefined ? { login: 'ghost' } : { id: by.id, login: by.login },
      declinedAt: formatInstant(closedAt),
      ...(words !== undefined && { reason: words }),
      rows,
    },
  } as DeclineRecord;
  const [year, month] = record.spec.declinedAt.split('-');
  return { name, path: `${folder}/decline/${year}/${month}/${name}.yaml`, text: recordText(record), record };
}

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
