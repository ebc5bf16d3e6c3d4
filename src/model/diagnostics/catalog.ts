import type { DiagnosticText } from './text.ts';

/** Wording of the `catalog/…` codes. */
export const catalogDiagnostics = {
  'catalog/unrecognised': {
    severity: 'error',
    summary: 'A catalogue file is in no format that Patchledger reads.',
    message: 'No catalogue reader recognises this file: {reason}.',
    hint: 'Read are OSV (JSON, NDJSON, YAML), CSAF, OpenVEX and CycloneDX VEX (JSON), CISA KEV (JSON), EPSS (CSV) and CVE records (JSON). The content decides, not the name.',
  },
  'catalog/syntax': {
    severity: 'error',
    summary: 'A catalogue file, or one document of it, is not well-formed.',
    message: 'This is not well-formed {format}: {reason}.',
    hint: 'Fetch the file again; a cut-off download looks like this.',
  },
  'catalog/wrong-document': {
    severity: 'error',
    summary: 'A document lacks what it cannot be used without, and is left out.',
    message: '{document} is left out: {reason}.',
    hint: 'Compare it with {specification}.',
  },
  'catalog/wrong-list': {
    severity: 'warning',
    summary: 'A list of identifiers is something else, or has elements that are no text.',
    message: '{document}: "{field}" must be a list of texts; what is none is ignored.',
    hint: 'Fetch the file again; if it stays so, tell its publisher.',
  },
  'catalog/wrong-timestamp': {
    severity: 'warning',
    summary: 'An instant cannot be read and counts as unknown.',
    message: '{document}: "{field}" is "{value}", not a date-time such as 2026-03-01T08:00:00Z; it counts as unknown.',
    hint: 'Fetch the file again; if it stays so, tell its publisher. Clocks that need it start by the next date that is known.',
  },
  'catalog/wrong-affected': {
    severity: 'warning',
    summary: 'An entry of "affected" names no package and is left out.',
    message: '{document}: entry {entry} of "affected" is left out: {reason}.',
    hint: 'Fetch the file again; if it stays so, tell its publisher. What it names cannot be called unaffected.',
  },
  'catalog/wrong-versions': {
    severity: 'warning',
    summary: 'Part of what a document says about a package cannot be read.',
    message: '{document}: {field} of package "{package}" is left out: {reason}.',
    hint: 'Installed versions that nothing else in the document matches cannot be called unaffected.',
  },
  'catalog/unknown-ecosystem': {
    severity: 'warning',
    summary: 'An advisory names an ecosystem that nobody knows.',
    message: '{document}: "{ecosystem}" is no known ecosystem, so no component will match it.',
    hint: 'Write the name as OSV does, such as AlmaLinux:9, Debian:12, npm or Go.',
  },
  'catalog/nothing-to-judge': {
    severity: 'info',
    summary: 'An advisory states no versions that can be compared with installed ones.',
    message: '{document} names no package with versions or version ranges; it can give no finding.',
    hint: 'Where it concerns you, look for the same advisory from a source that states versions.',
  },
  'catalog/unreadable-severity': {
    severity: 'warning',
    summary: 'A stated severity is neither a CVSS vector nor a known word.',
    message: '{document}: severity "{value}" is neither a CVSS vector nor a known word; it is ignored.',
    hint: 'Fetch the file again; if it stays so, tell its publisher. The next step of the severity chain speaks.',
  },
  'catalog/wrong-entry': {
    severity: 'warning',
    summary: 'An entry of a list or a row of a table cannot be read and is left out.',
    message: '{entry} is left out: {reason}.',
    hint: 'Fetch the file again; if it stays so, tell its publisher. What it says of a flaw counts as unknown.',
  },
  'catalog/wrong-value': {
    severity: 'warning',
    summary: 'A value cannot be read and counts as unknown.',
    message: '{entry}: "{field}" is "{value}", expected {expected}; it counts as unknown.',
    hint: 'Fetch the file again; if it stays so, tell its publisher.',
  },
  'catalog/count-differs': {
    severity: 'warning',
    summary: 'A catalogue holds another number of entries than it says.',
    message: 'The catalogue says that it has {stated} entries; {found} could be read.',
    hint: 'Fetch the file again: an entry that is missing reads as "not known to be exploited".',
  },
  'catalog/unmatched-products': {
    severity: 'info',
    summary: 'An advisory names products in a way that no component can be matched with.',
    message: '{document}: {count} of {total} products give no finding, such as "{product}": {reason}.',
    hint: 'Matched are products with a package URL, and products whose branches name vendor, product and version.',
  },
  'catalog/unjudged-range': {
    severity: 'warning',
    summary: 'A range of versions is written in a way that cannot be evaluated.',
    message: '{document}: the versions "{range}" of {product} cannot be judged: {reason}.',
    hint: 'Components of this product need a person unless another statement of the document covers their version.',
  },
  'catalog/widened-range': {
    severity: 'info',
    summary: 'A range begins above a version; the version itself is counted as affected.',
    message: '{document}: "{range}" of {product} begins above {version}; {version} itself is counted as affected.',
    hint: 'Nothing is to be done; a version too many is looked at rather than one too few.',
  },
  'catalog/wrong-statement': {
    severity: 'warning',
    summary: 'A VEX statement, or one product of it, cannot be used and is left out.',
    message: '{document}: statement {statement} is left out: {reason}.',
    hint: 'Compare it with {specification}.',
  },
  'catalog/further-problems': {
    severity: 'warning',
    summary: 'A file has more problems than are listed one by one.',
    message: '{count} further problems of this file are not listed.',
    hint: 'Mend or fetch again what is listed first; the rest shows then.',
  },
} as const satisfies Record<`catalog/${string}`, DiagnosticText>;
