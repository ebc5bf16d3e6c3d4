import type { DiagnosticText } from './text.ts';

/** Wording of the `assess/…` codes: what keeps components and advisories from being judged. */
export const assessDiagnostics = {
  'assess/unknown-ecosystem': {
    severity: 'warning',
    summary: 'Components of an ecosystem whose version order is not known.',
    message: 'nobody knows how versions of {ecosystem} are ordered; its advisories leave components unknown',
    hint: 'correct the name to the one OSV uses, or declare ecosystem generic and a scheme',
  },
  'assess/unknown-scheme': {
    severity: 'warning',
    summary: 'A component without a version scheme that is known, in an ecosystem that has none of its own.',
    message: '{ecosystem} {component} declares no known version scheme; its advisories leave it unknown',
    hint: 'declare the scheme that its vendor follows',
  },
  'assess/version-unordered': {
    severity: 'warning',
    summary: 'An installed version that its ecosystem cannot order.',
    message: '{component} {version} is no version of {ecosystem} ({order}), so whether it is affected is unknown',
    hint: 'the plan lists its assets as UNKNOWN; a person must judge the advisories there',
  },
  'assess/range-unjudged': {
    severity: 'warning',
    summary: 'A range of an advisory that its ecosystem cannot judge.',
    message: '{document}: a range of {ecosystem} {component} cannot be judged: {reason}',
    hint: 'tell the publisher; until it is corrected, versions that nothing else matches are unknown',
  },
  'assess/duplicate-document': {
    severity: 'warning',
    summary: 'Two revisions of one document speak of one package. Both count.',
    message: '{document} stands in the catalogue in two revisions; what either says counts',
    hint: 'keep the newer one',
  },
  'assess/cvss-invalid': {
    severity: 'warning',
    summary: 'A CVSS vector that lacks base metrics or holds values that do not exist.',
    message: '{owner}: {vector} is no complete CVSS vector and says nothing',
    hint: 'tell the publisher; the next step of the severity chain speaks',
  },
  'assess/cvss-mismatch': {
    severity: 'warning',
    summary: 'A stated CVSS base score that does not follow from its vector. The vector holds.',
    message: '{owner}: stated base score {stated}, but {vector} is {computed}',
    hint: 'tell the publisher',
  },
} as const satisfies Record<`assess/${string}`, DiagnosticText>;
