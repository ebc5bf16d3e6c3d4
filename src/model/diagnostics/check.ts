import type { DiagnosticText } from './text.ts';

/** Wording of the `check/…` codes, which only `patchledger check` gives. */
export const checkDiagnostics = {
  'check/overdue': {
    severity: 'error',
    summary: 'Something required is past its deadline, and no exception covers it.',
    message: '{requirement}: {component} on {asset} is overdue since {due}',
    hint: 'patch it, or file an exception: patchledger except {asset} {component}',
  },
  'check/evidence-missing': {
    severity: 'error',
    summary: 'A visit of a Change that is proposed lacks evidence that its policies ask for.',
    message: '{change}: the visit to {asset} lacks {gate}: {needs}',
    hint: 'record it: patchledger record',
  },
  'check/plan-stale': {
    severity: 'error',
    summary: 'A Change no longer says what the plan says: what would be approved is not what is required.',
    message: '{change} no longer matches the plan: {difference}',
    hint: 'run patchledger propose, which updates it, or mend the Change by hand',
  },
  'check/change-edited': {
    severity: 'error',
    summary: 'A Change that was merged is edited or removed. What was approved stays as it was approved.',
    message: '{path} was merged before and is {how} here',
    hint: 'take that back; what must be done otherwise is a new Change',
  },
  'check/record-edited': {
    severity: 'error',
    summary: 'A record is edited or removed. Records only grow.',
    message: '{path} is a record and is {how} here',
    hint: 'take that back; a correction is a new record that supersedes it',
  },
  'check/approval-missing': {
    severity: 'error',
    summary: 'A role that must approve has not approved what would be merged.',
    message: '{role} has not approved: {subject}',
    hint: 'who may: {people}',
  },
  'check/approval-stale': {
    severity: 'error',
    summary: 'What was approved is not what would be merged.',
    message: '{person} approved {commit}, which is not what {subject} is now: {difference}',
    hint: 'ask for another review of the commit as it is now',
  },
  'check/self-approval': {
    severity: 'error',
    summary: 'Somebody approved what they wrote themselves.',
    message: '{person} wrote a part of this and cannot approve it as {role}',
    hint: 'somebody else who holds the role must approve',
  },
  'check/approval-unknown': {
    severity: 'warning',
    summary: 'Nobody can say here who approved: the reviews are not at hand.',
    message: 'the reviews are not at hand, so approvals are not judged',
    hint: 'run it in the workflow of a pull request, or with a token and --pull-request',
  },
  'check/policy-changed': {
    severity: 'warning',
    summary: 'A policy, an exception or the Workspace changes: what was promised may be loosened.',
    message: '{what}: {effect}',
    hint: 'patchledger diff {base} shows what it does to each asset',
  },
  'check/owner-missing': {
    severity: 'error',
    summary: 'No owner in CODEOWNERS stands for a role that must approve changes of a path.',
    message: '{path} has no owner in CODEOWNERS that stands for {role}',
    hint: 'add {owner} to the line that decides for this path',
  },
  'check/owners-absent': {
    severity: 'warning',
    summary: 'Roles must approve, and no CODEOWNERS file asks them to.',
    message: 'there is no CODEOWNERS file, so the forge asks nobody to review',
    hint: 'write .github/CODEOWNERS; the roles of the Workspace and the policies say for whom',
  },
} as const satisfies Record<`check/${string}`, DiagnosticText>;
