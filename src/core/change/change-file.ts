import type { ChangeContent, ChangeVisit } from '../../model/change.ts';
import type { Change } from '../../model/generated/change.ts';
import type { Instant } from '../../model/time.ts';
import { isUnseen } from '../../model/unseen.ts';
import type { Activation } from '../../model/visit.ts';
import { sha256Hex } from '../digest.ts';
import { formatInstant } from '../time.ts';
import { keyText } from './group.ts';

/** What a Change file says beside its content: which one it is, and when and from what its content was decided. */
export interface ChangeStamp {
  readonly number: number;
  /** The moment at which the fingerprint last changed. */
  readonly asOf: Instant;
  readonly inputsDigest: string;
}

/** Name of the resource and stem of its file: `team-lane-number`, with a short hash of the key where approvers differ. */
export function changeName(content: ChangeContent, number: number): string {
  return `${slug(content.key.team)}-${content.key.lane}-${keyHash(content)}-${number}`;
}

/** Path of the Change file below the estate, in the folder that the Workspace names for them. */
export const changePath = (content: ChangeContent, number: number, folder: string): string =>
  `${folder}/${changeName(content, number)}.yaml`;

/** Branch of the proposal: three segments, never a version or a date. */
export const changeBranch = (content: ChangeContent, prefix = 'patchledger'): string =>
  `${prefix}/change/${slug(content.key.team)}-${content.key.lane}-${keyHash(content)}`;

const keyHash = (content: ChangeContent): string => sha256Hex(keyText(content.key)).slice(0, 8);

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'team';

/** The Change as a resource of the estate. */
export function changeResource(content: ChangeContent, stamp: ChangeStamp): Change {
  const { key } = content;
  return {
    apiVersion: 'patchledger/v1',
    kind: 'Change',
    metadata: { name: changeName(content, stamp.number) },
    spec: {
      key: { team: key.team, approvers: [...key.approvers], lane: key.lane, number: stamp.number },
      asOf: formatInstant(stamp.asOf),
      planFp: content.planFp,
      inputsDigest: stamp.inputsDigest,
      ...(content.policies.length > 0 && { policyRefs: content.policies }),
      ...(content.rollback !== undefined && { rollback: { procedure: content.rollback } }),
      ...(key.approvers.length > 0 && { requiredApprovals: key.approvers.map((role) => ({ role })) }),
      visits: content.visits.map(visitOf),
      ...(content.activations && { activations: content.activations.map(activationOf) }),
    },
  } as Change;
}

function visitOf(visit: ChangeVisit) {
  return {
    id: visit.id,
    asset: visit.asset,
    kind: visit.kind,
    ...(visit.ring !== undefined && { ring: visit.ring }),
    ...(visit.window !== undefined && { window: visit.window, wave: visit.wave }),
    start: formatInstant(visit.start),
    end: formatInstant(visit.end),
    requirements: visit.requirements.map((requirement) => ({
      id: requirement.id,
      component: { ecosystem: requirement.ecosystem, name: requirement.name, version: requirement.version },
      target: requirement.target,
      advisories: requirement.advisories,
      priority: requirement.priority,
      ...(requirement.due !== undefined && { due: formatInstant(requirement.due) }),
    })),
    gates: visit.gates.map(({ gate, needs }) => ({ gate, ...(needs !== '' && { needs }) })),
    ...(visit.retryOf !== undefined && { retryOf: visit.retryOf }),
  };
}

/** What its readers must know of the second phase; who has the release already stands in the plan. */
function activationOf({ patch, ecosystem, version, cluster, members, by, ...activation }: Activation) {
  const { at, height, window, deadline } = activation;
  return {
    patch,
    component: { ecosystem, name: activation.package, version },
    ...(cluster === undefined ? {} : { cluster }),
    members: members.map(({ asset }) => asset),
    by,
    ...(height !== undefined && { height }),
    ...(at !== undefined && { at: formatInstant(at) }),
    ...(window !== undefined && { window }),
    ...(deadline !== undefined && { deadline: formatInstant(deadline) }),
  };
}

/**
 * The Change file's text: block style above, one visit a line below, in the order in which they run, so that the Git
 * diff of the pull request is the plan's diff. JSON is YAML flow style, and needs no quoting rules of its own.
 */
export function changeFileText(content: ChangeContent, stamp: ChangeStamp): string {
  const { metadata, spec } = changeResource(content, stamp);
  const { visits, activations = [], ...head } = spec;
  return [
    '# yaml-language-server: $schema=../.patchledger/schemas/change.schema.json',
    'apiVersion: patchledger/v1',
    'kind: Change',
    `metadata: ${flow(metadata)}`,
    'spec:',
    ...Object.entries(head).map(([name, value]) => `  ${name}: ${flow(value)}`),
    '  visits:',
    ...visits.map((visit) => `    - ${flow(visit)}`),
    ...(activations.length > 0 ? ['  activations:'] : []),
    ...activations.map((activation) => `    - ${flow(activation)}`),
    '',
  ].join('\n');
}

/** JSON on one line in which nothing is hidden from who reads the diff: names come from strangers. */
export function flow(value: unknown): string {
  let text = '';
  for (const character of JSON.stringify(value)) {
    const code = character.codePointAt(0) ?? 0;
    text += isUnseen(code) || code === replacementCharacter ? escaped(character) : character;
  }
  return text;
}

/** What broken UTF-8 decodes to: a file that holds it plainly is refused as no text. */
const replacementCharacter = 0xfffd;

const escaped = (character: string): string =>
  [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');

/** Two texts of one Change say the same when they differ only in when and from what they were decided. */
export function saysTheSame(left: string, right: string): boolean {
  const withoutStamp = (text: string): string =>
    text
      .split('\n')
      .filter((line) => !/^ {2}(asOf|inputsDigest): /.test(line))
      .join('\n');
  return withoutStamp(left) === withoutStamp(right);
}
