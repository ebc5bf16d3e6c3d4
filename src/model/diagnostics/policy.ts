import type { DiagnosticText } from './text.ts';

/** Wording of the `policy/…` codes. */
export const policyDiagnostics = {
  'policy/extends-cycle': {
    severity: 'error',
    summary: 'A policy extends itself, directly or through others.',
    message: 'policy {policy} extends itself: {cycle}',
    hint: 'remove one of these names from `extends`; the rules of every policy on the way still count once',
  },
  'policy/exception-expired': {
    severity: 'warning',
    summary: 'An exception has ended. What it covered is required again, with its original due.',
    message: 'exception {exception} expired {expires}; what it covered is required again',
    hint: 'patch, or propose a new exception with its own approval; never move the date of an approved one',
  },
  'policy/exception-unapproved': {
    severity: 'warning',
    summary: 'An exception that nobody is recorded to have approved has no effect.',
    message: 'exception {exception} is proposed only: no ApprovalRecord names it, so it covers nothing',
    hint: 'record the approval of the merge that brought it; its `resources` must name the exception',
  },
  'policy/exception-self-approved': {
    severity: 'warning',
    summary: 'The person who asked for an exception, or wrote it, cannot be the one who approves it.',
    message: 'exception {exception} was approved only by {person}, who asked for it or wrote it, so it covers nothing',
    hint: 'let someone else review the exception',
  },
  'policy/assessment-unjustified': {
    severity: 'warning',
    summary: 'A statement that assets are not affected needs a justification or an impact statement.',
    message: 'assessment {assessment} says not-affected without saying why, so it changes nothing',
    hint: 'add `justification` (OpenVEX) or `impactStatement`',
  },
} as const satisfies Record<`policy/${string}`, DiagnosticText>;
