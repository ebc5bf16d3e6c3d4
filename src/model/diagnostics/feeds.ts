import type { DiagnosticText } from './text.ts';

/** Wording of the `feeds/…` codes: what can go wrong between a source and the catalogue. */
export const feedsDiagnostics = {
  'feeds/wrong-source': {
    severity: 'error',
    summary: 'A source of the catalogue is described in a way that cannot work.',
    message: 'Source {source} cannot be synced: {reason}.',
    hint: 'Correct the source in `catalog.sources` of the Workspace.',
  },
  'feeds/missing-secret': {
    severity: 'error',
    summary: 'The environment variable that holds a token is not set.',
    message: 'Source {source} needs a token, and the environment variable {variable} is not set.',
    hint: 'Set it where `feeds sync` runs; it is never written down and never printed.',
  },
  'feeds/unreachable': {
    severity: 'error',
    summary: 'A source could not be fetched.',
    message: 'Source {source} could not be fetched: {reason}.',
    hint: 'What the catalogue held of it stays as it was. Run again later, or look at the address.',
  },
  'feeds/refused-address': {
    severity: 'error',
    summary: 'A source leads to an address that it may not lead to.',
    message: 'Source {source} is not followed: {reason}.',
    hint: 'Where this is meant, give the source `allowPrivate: true`.',
  },
  'feeds/too-large': {
    severity: 'error',
    summary: 'A source is larger than it may be.',
    message: 'Source {source} is larger than it may be: {reason}.',
    hint: 'Where this is meant, give the source a larger `maxBytes`.',
  },
  'feeds/wrong-digest': {
    severity: 'error',
    summary: 'The fetched bytes are not those that the Workspace pins.',
    message: 'Source {source} has the SHA-256 {found}, and {pinned} is pinned.',
    hint: 'Find out which of the two is right before you change the Workspace.',
  },
  'feeds/broken-download': {
    severity: 'error',
    summary: 'What was fetched is damaged or cut off.',
    message: 'What source {source} sent cannot be unpacked: {reason}.',
    hint: 'What the catalogue held of it stays as it was. Run again: a cut-off download looks like this.',
  },
  'feeds/wrong-format': {
    severity: 'error',
    summary: 'A source holds another format than the Workspace says.',
    message: 'Source {source} holds {found}, and the Workspace says {stated}.',
    hint: 'Correct `format` of the source in the Workspace, or its `url`.',
  },
  'feeds/nothing-read': {
    severity: 'error',
    summary: 'Nothing that a source sent could be read.',
    message: 'Nothing that source {source} sent could be read, so the catalogue keeps what it had.',
    hint: 'Look at what the address really sends: a page of errors looks like this.',
  },
  'feeds/shrunk': {
    severity: 'error',
    summary: 'A source holds less than half of what it held before.',
    message: 'Source {source} held {before} before and {after} now; this is refused.',
    hint: 'A feed that empties overnight is broken far more often than right. Where it is right, say --accept-shrink.',
  },
  'feeds/empty': {
    severity: 'warning',
    summary: 'A source holds nothing.',
    message: 'Source {source} holds nothing.',
    hint: 'Look at the address: what is not listed reads as "nothing known", and nothing is listed.',
  },
  'feeds/refused-entry': {
    severity: 'error',
    summary: 'An entry of an archive is left out.',
    message: 'Entry {entry} is left out: {reason}.',
    hint: 'Fetch it again; if it stays so, tell its publisher.',
  },
  'feeds/not-text': {
    severity: 'error',
    summary: 'A file of a source is not text in UTF-8 and is left out.',
    message: 'This is not text in UTF-8: {reason}. It is left out.',
    hint: 'Save it as UTF-8 and fetch it again.',
  },
  'feeds/byte-order-mark': {
    severity: 'info',
    summary: 'A file of a source begins with a byte order mark, which is passed over.',
    message: 'The text begins with a byte order mark; it is passed over.',
    hint: 'Nothing is to be done; save it as plain UTF-8 to end this remark.',
  },
  'feeds/carriage-returns': {
    severity: 'info',
    summary: 'Lines of a file of a source end with CRLF, which is read like LF.',
    message: 'Lines end with CRLF; they are read as if they ended with LF.',
    hint: 'Nothing is to be done; save it with LF to end this remark.',
  },
  'feeds/duplicate-document': {
    severity: 'warning',
    summary: 'A source holds a document twice with different contents.',
    message: '{document} stands twice with different contents; {kept}.',
    hint: 'Tell its publisher which of the two is meant.',
  },
  'feeds/foreign-file': {
    severity: 'warning',
    summary: 'Beside the documents of a source lies a file that no sync wrote.',
    message: '{path} was not written by a sync of source {source} and stays; what both say counts twice.',
    hint: 'Remove it when the source holds the same, or move it to a folder of its own.',
  },
  'feeds/further-problems': {
    severity: 'warning',
    summary: 'A source has more problems than are listed one by one.',
    message: '{count} further problems of source {source} are not listed ({kinds}).',
    hint: 'Mend what is listed first; the rest shows then.',
  },
} as const satisfies Record<`feeds/${string}`, DiagnosticText>;
