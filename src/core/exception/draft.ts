import type { ExceptionDraft, ExceptionEnd } from '../../model/exception-draft.ts';
import type { Exception } from '../../model/generated/exception.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Instant, TimeZone } from '../../model/time.ts';
import { exceptionText } from './file.ts';
import { coveredBy, remarksOn, scopeOf } from './scope.ts';

/** What people say about an exception; everything else is found. */
export interface ExceptionRequest {
  readonly asset: string;
  /** A component, an advisory or the id of a requirement, as typed. */
  readonly subject: string;
  readonly name: string;
  readonly treatment: Exception['spec']['treatment'];
  readonly reason: string;
  readonly controls: readonly string[];
  readonly requestedBy: string;
  readonly end: ExceptionEnd;
}

/** What a draft is found in. */
export interface ExceptionSetting {
  /** All requirements of the asset: an exception may reach further than what was asked about. */
  readonly ofAsset: readonly Requirement[];
  /** Those of them that the subject names. */
  readonly asked: readonly Requirement[];
  /** The folder of exceptions, from the estate's root. */
  readonly folder: string;
  readonly asOf: Instant;
  readonly timeZone: TimeZone;
}

/** Every way to treat a risk, the usual one first. */
export const treatments = [
  'mitigate',
  'accept',
  'avoid',
  'transfer',
  'vendor-pending',
] as const satisfies readonly Exception['spec']['treatment'][];

/** An Exception for what a subject names on one asset, as a file, with what it covers. Nothing in it is invented. */
export function draftException(request: ExceptionRequest, setting: ExceptionSetting): ExceptionDraft {
  const { asset, subject, name, treatment, reason, controls, requestedBy, end } = request;
  const scope = scopeOf(subject, setting.asked);
  const spec: Exception['spec'] = {
    selector: { names: [asset] },
    ...scope,
    treatment,
    reason,
    ...(controls.length > 0 && { compensatingControls: controls.map((control) => ({ control })) }),
    requestedBy,
    expires: end.text,
  };
  const document: Exception = { apiVersion: 'patchledger/v1', kind: 'Exception', metadata: { name }, spec };
  const covers = coveredBy(spec, setting.ofAsset, setting.timeZone);
  const remarks = remarksOn(scope, setting.ofAsset);
  const folder = setting.folder.split('/').filter((part) => part !== '' && part !== '.');
  return {
    document,
    path: [...folder, `${name}.yaml`].join('/'),
    text: exceptionText({ document, covers, remarks, depth: folder.length, asOf: setting.asOf }),
    covers,
    remarks,
  };
}

/** Names of resources are files and parts of branches, so they stay far below what file systems take. */
const longestName = 120;

/** `asset-subject`, with a hyphen for whatever a name cannot hold. */
export function exceptionName(asset: string, subject: string): string {
  return `${asset}-${subject}`
    .replace(/[^A-Za-z0-9._]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .slice(0, longestName)
    .replace(/[^A-Za-z0-9]+$/, '');
}
