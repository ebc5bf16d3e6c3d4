import type { DiagnosticText } from './text.ts';

/** Wording of the `scan/…` codes: reports of vulnerability scanners. */
export const scanDiagnostics = {
  'scan/unrecognised': {
    severity: 'error',
    summary: 'A file is the report of no scanner that Patchledger reads.',
    message: 'No scanner reader recognises this file: {reason}.',
    hint: 'Read are reports of {formats}. Any other CSV is read when its columns are named.',
  },
  'scan/syntax': {
    severity: 'error',
    summary: 'A scanner report is not well-formed.',
    message: 'This is not well-formed {format}: {reason}.',
    hint: 'Export the report again; a cut-off file looks like this.',
  },
  'scan/wrong-report': {
    severity: 'error',
    summary: 'A scanner report lacks what it cannot be used without.',
    message: 'The report cannot be used: {reason}.',
    hint: 'Compare it with {specification}.',
  },
  'scan/wrong-entry': {
    severity: 'warning',
    summary: 'A result of a scanner cannot be read and is left out.',
    message: '{entry} is left out: {reason}.',
    hint: 'Let the scanner write its report again; what is left out is compared with nothing.',
  },
  'scan/wrong-value': {
    severity: 'warning',
    summary: 'A value of a scanner report cannot be read and counts as unknown.',
    message: '{entry}: "{field}" is "{value}", not {expected}; it counts as unknown.',
    hint: 'Let the scanner write its report again.',
  },
  'scan/not-vulnerabilities': {
    severity: 'info',
    summary: 'A scanner report holds results that are no vulnerabilities of software.',
    message: 'Not read, because they are no vulnerabilities of software: {what} ({count}).',
    hint: 'Nothing is to be done: look at them in the scanner.',
  },
  'scan/missing-column': {
    severity: 'error',
    summary: 'A column that was named, or that is needed, is not in the CSV file.',
    message: 'The file has no column for the {field}: {reason}.',
    hint: 'Its columns are {columns}.',
  },
  'scan/further-problems': {
    severity: 'warning',
    summary: 'A report has more problems than are listed one by one.',
    message: '{count} further problems of this file are not listed.',
    hint: 'Mend what is listed first; the rest shows then.',
  },
} as const satisfies Record<`scan/${string}`, DiagnosticText>;
