import type { ResourceByKind } from '../../model/kinds.ts';
import { type RecordKind, recordKinds } from '../../model/record-report.ts';
import type { Instant } from '../../model/time.ts';
import { flow } from '../change/change-file.ts';
import { digestOf } from '../digest.ts';
import { formatInstant, parseInstant } from '../time.ts';

/** Kinds of record that are files of their own; the ledger has its own form. */
export type FiledKind = RecordKind | 'ApprovalRecord' | 'EmergencyRecord' | 'ForgeSettingsRecord' | 'Seal';

/** What a record states, before it has a name. */
export type Statement = { readonly [K in FiledKind]: StatementOf<K> }[FiledKind];

/** What a record of one kind states. */
export interface StatementOf<K extends FiledKind> {
  readonly kind: K;
  readonly spec: ResourceByKind[K]['spec'];
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** A record as a file of the estate. */
export interface RecordFile {
  readonly kind: FiledKind;
  readonly name: string;
  /** Estate-relative. */
  readonly path: string;
  readonly text: string;
}

/** Folder of each kind below `records`, and first part of its names. */
const words: ReadonlyMap<FiledKind, string> = new Map<FiledKind, string>([
  ...Object.entries(recordKinds).map(([word, kind]) => [kind, word] as const),
  ['ApprovalRecord', 'approval'],
  ['EmergencyRecord', 'emergency'],
  ['ForgeSettingsRecord', 'settings'],
  ['Seal', 'seals'],
]);

/**
 * The file of a record: `<folder>/<kind>/<yyyy>/<mm>/<day>-<kind>-<digest>.json`, day and month (UTC) of what it is about.
 * The digest is of the content, so that the same content is one file however often it is recorded, and two records that
 * are written at once are two files that merge without a conflict.
 */
export function recordFile(statement: Statement, folder: string): RecordFile {
  const { kind, spec, labels } = statement;
  const word = words.get(kind) ?? kind;
  const day = formatInstant(momentOf(statement)).slice(0, 10);
  const digest = digestOf({ kind, spec }).slice('sha256:'.length, 'sha256:'.length + 12);
  const name = `${day}-${word}-${digest}`;
  const metadata = { name, ...(labels !== undefined && { labels }) };
  const text = recordText({ apiVersion: 'patchledger/v1', kind, metadata }, spec);
  return { kind, name, path: `${folder}/${word}/${day.slice(0, 4)}/${day.slice(5, 7)}/${name}.json`, text };
}

/** When what a record is about was over. */
function momentOf({ kind, spec }: Statement): Instant {
  const times = ((): readonly (string | undefined)[] => {
    switch (kind) {
      case 'DeploymentRecord':
        return spec.rows.map(({ end }) => end);
      case 'VerificationRecord':
        return spec.rows.map(({ verifiedAt }) => verifiedAt);
      case 'EvaluationRecord':
        return [spec.evaluatedAt];
      case 'ActivityRecord':
        return [spec.heldAt];
      case 'IncidentRecord':
        return [spec.detectedAt];
      case 'ApprovalRecord':
        return [spec.mergedAt ?? spec.claimedAt];
      case 'EmergencyRecord':
        return [spec.exportedAt];
      case 'ForgeSettingsRecord':
        return [spec.readAt];
      case 'Seal':
        return [spec.sealedAt];
      default:
        return [spec.endedAt];
    }
  })();
  const known = times.flatMap((time) => parseInstant(time ?? '') ?? []);
  return Math.max(0, ...known) as Instant;
}

/** JSON with one row a line, and nothing in it that is hidden from who reads the file. */
function recordText(head: object, spec: object): string {
  const heads = Object.entries(head).map(([key, value]) => `  ${flow(key)}: ${flow(value)}`);
  const parts = Object.entries(spec)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `    ${flow(key)}: ${partText(value)}`);
  return `{\n${[...heads, `  "spec": {\n${parts.join(',\n')}\n  }`].join(',\n')}\n}\n`;
}

function partText(value: unknown): string {
  const isRows = Array.isArray(value) && value.some((item) => typeof item === 'object');
  if (!isRows) return flow(value);
  return `[\n${value.map((row) => `      ${flow(row)}`).join(',\n')}\n    ]`;
}
