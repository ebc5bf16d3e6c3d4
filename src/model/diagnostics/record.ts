import type { DiagnosticText } from './text.ts';

/** Wording of the `record/…` codes: what is taken in as evidence, and what is wrong with it. */
export const recordDiagnostics = {
  'record/unrecognised': {
    severity: 'error',
    summary: 'A file cannot be taken in as this kind of record.',
    message: 'This cannot be recorded as {kind}: {reason}.',
    hint: 'Read are {formats}, and JSON or YAML with the fields of the kind (patchledger schema {schema}).',
  },
  'record/syntax': {
    severity: 'error',
    summary: 'The report of a job is not well-formed.',
    message: 'This is not well-formed {format}: {reason}.',
    hint: 'Keep the whole output of the tool, and nothing but its output; a cut-off file looks like this.',
  },
  'record/wrong-report': {
    severity: 'error',
    summary: 'The report of a job lacks what it cannot be recorded without.',
    message: 'The report cannot be used: {reason}.',
    hint: 'Hand over the file as the tool wrote it.',
  },
  'record/not-stated': {
    severity: 'error',
    summary: 'A report leaves out what its record cannot do without.',
    message: 'The report does not say {what}.',
    hint: 'Say it with {option}.',
  },
  'record/wrong-entry': {
    severity: 'warning',
    summary: 'An entry of a report cannot be recorded and is left out.',
    message: '{entry} is left out: {reason}.',
    hint: 'Correct the entry, and record it again with `supersedes`.',
  },
  'record/wrong-value': {
    severity: 'warning',
    summary: 'A value of a report cannot be read and counts as unknown.',
    message: '{entry}: "{field}" is "{value}", not {expected}; it counts as unknown.',
    hint: 'Correct the value, and record it again with `supersedes`.',
  },
  'record/missing-column': {
    severity: 'error',
    summary: 'A CSV file has no column for something that is needed.',
    message: 'No column holds the {what}. The headings are: {headings}.',
    hint: 'Name the column one of: {words}.',
  },
  'record/unknown-asset': {
    severity: 'warning',
    summary: 'A report speaks of an asset that the estate does not have.',
    message:
      '{entry}: no asset is called {asset}; the row is kept, and counts for nothing before an Inventory names it.',
    hint: 'Add the asset to an Inventory, or correct its name in the report.',
  },
  'record/unknown-activity': {
    severity: 'warning',
    summary: 'A record says that an activity was held which the estate does not have.',
    message: 'No Activity is called {activity}; the record is kept, and meets no duty before one is.',
    hint: 'Write the Activity, or correct its name in the record.',
  },
  'record/unknown-visit': {
    severity: 'warning',
    summary: 'A report names a visit that no merged Change has for the asset.',
    message: '{entry}: no merged Change has a visit {visit} of {asset}; the row is kept without it.',
    hint: 'Work that ran before its merge is recorded by export --emergency.',
  },
  'record/outside-plan': {
    severity: 'info',
    summary: 'Work was done that belongs to no approved visit.',
    message:
      '{entry}: no approved visit of {asset} carries this and was under way; it is recorded as work outside any plan.',
    hint: 'Nothing is to be done where the work was meant; reports show it as such.',
  },
  'record/not-approved': {
    severity: 'warning',
    summary: 'A visit installed another version than the approved one.',
    message: '{entry}: {visit} was approved for {approved}, and {version} is reported; the row is kept.',
    hint: 'Propose the version that was installed, or install the one that was approved.',
  },
  'record/superseded-unknown': {
    severity: 'error',
    summary: 'A correction names a record that the estate does not have.',
    message: 'There is no {kind} {name} to correct.',
    hint: 'A correction is of the same kind as what it corrects.',
  },
  'record/further-problems': {
    severity: 'warning',
    summary: 'A report has more problems than are listed one by one.',
    message: '{count} further problems of this file are not listed.',
    hint: 'Mend what is listed first; the rest shows then.',
  },
  'record/review-stale': {
    severity: 'warning',
    summary: 'A review approved something else than what was merged.',
    message: 'The review {review} of {person} approved another content than was merged: {difference}.',
    hint: 'Only a review of what is merged approves it. Ask for it, and record the approval again.',
  },
  'record/review-unread': {
    severity: 'warning',
    summary: 'Nobody can tell whether a review approved what was merged.',
    message: 'What the review {review} of {person} looked at cannot be read: {reason}. It counts for no role.',
    hint: 'Fetch the commits of the pull request, and record the approval again.',
  },
  'record/self-approval': {
    severity: 'warning',
    summary: 'Somebody approved what they wrote themselves.',
    message: '{person} approved {what}, and is among its authors; the review counts for no role.',
    hint: 'Have somebody review it who wrote no part of it.',
  },
  'record/role-missing': {
    severity: 'error',
    summary: 'A merge lacks the approval of a role.',
    message: '{what} was merged without the approval of {role}{why}.',
    hint: 'Have a holder of the role review it; the work it brings is not approved before.',
  },
  'record/roles-conflict': {
    severity: 'error',
    summary: 'One person approved for two roles that must be two people.',
    message: '{person} approved {what} as {roles}, which one person must not.',
    hint: 'Have another holder of one of the roles approve it.',
  },
  'record/merge-differs': {
    severity: 'error',
    summary: 'What was merged is not what base and head of the pull request give.',
    message: 'Commit {merge} holds more or other than the pull request: {paths}.',
    hint: 'Somebody changed files while merging, past every review. Look at the commit, and take back what nobody approved.',
  },
  'record/merge-unverified': {
    severity: 'warning',
    summary: 'Nobody can tell whether what was merged is what was reviewed.',
    message: 'Whether {merge} holds just what the pull request held is not known: {reason}.',
    hint: 'Fetch the whole history of the branch, and record it again.',
  },
} as const satisfies Record<`record/${string}`, DiagnosticText>;
