import type { ApprovalEvidence } from '../../src/core/prioritise/approval.ts';
import type { ApprovalRecord } from '../../src/model/generated/approval-record.ts';
import type { Assessment } from '../../src/model/generated/assessment.ts';
import type { Exception } from '../../src/model/generated/exception.ts';
import type { Patch } from '../../src/model/generated/patch.ts';
import type { Resource } from '../../src/model/resource.ts';

const apiVersion = 'patchledger/v1';

/** An Exception for CVE-2026-0001 on all assets until the end of 2026, unless stated otherwise. */
export function exception(name: string, spec: Partial<Exception['spec']> = {}): Resource<'Exception'> {
  const document: Exception = {
    apiVersion,
    kind: 'Exception',
    metadata: { name },
    spec: {
      selector: { all: true },
      advisories: ['CVE-2026-0001'],
      treatment: 'accept',
      reason: 'isolated',
      requestedBy: 'p-1',
      expires: '2026-12-31',
      ...spec,
    },
  };
  return { kind: 'Exception', name, document, origin: { file: `exceptions/${name}.yaml`, document: 0 } };
}

/** A VEX statement about CVE-2026-0001 on all assets. */
export function assessment(name: string, spec: Partial<Assessment['spec']>): Resource<'Assessment'> {
  const document: Assessment = {
    apiVersion,
    kind: 'Assessment',
    metadata: { name },
    spec: { selector: { all: true }, advisories: ['CVE-2026-0001'], status: 'affected', ...spec },
  };
  return { kind: 'Assessment', name, document, origin: { file: `exceptions/${name}.yaml`, document: 0 } };
}

/** The record of a merge that brought the Exception `e`, approved by the login `ada`, unless stated otherwise. */
export function approvalRecord(name: string, spec: Partial<ApprovalRecord['spec']> = {}): Resource<'ApprovalRecord'> {
  const document: ApprovalRecord = {
    apiVersion,
    kind: 'ApprovalRecord',
    metadata: { name },
    spec: {
      resources: [{ kind: 'Exception', name: 'e' }],
      reviews: [{ id: '1', state: 'approved', user: { login: 'ada' } }],
      commitAuthors: ['bob@example.org'],
      mergeCommit: 'a'.repeat(40),
      evidence: 'forge',
      ...spec,
    },
  };
  return { kind: 'ApprovalRecord', name, document, origin: { file: `records/approval/${name}.yaml`, document: 0 } };
}

/** A Patch of the npm package `app`, version 1.0.1, unless stated otherwise. */
export function patch(name: string, spec: Partial<Patch['spec']> = {}): Resource<'Patch'> {
  const document: Patch = {
    apiVersion,
    kind: 'Patch',
    metadata: { name },
    spec: { product: { ecosystem: 'npm', name: 'app' }, version: '1.0.1', ...spec },
  };
  return { kind: 'Patch', name, document, origin: { file: `catalog/${name}.yaml`, document: 0 } };
}

/** Evidence that somebody approved. */
export function approval(...approvers: readonly string[]): ApprovalEvidence {
  return { record: 'approval', approvers, isOwn: false, approvedAt: undefined };
}
