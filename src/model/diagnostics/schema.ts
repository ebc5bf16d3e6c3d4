import type { DiagnosticText } from './text.ts';

/** Wording of the `schema/…` codes. */
export const schemaDiagnostics = {
  'schema/not-a-resource': {
    severity: 'error',
    summary: 'A document is not a mapping with `apiVersion`, `kind`, `metadata` and `spec`.',
    message: 'expected a resource, found {found}',
    hint: 'A resource is a mapping with `apiVersion`, `kind`, `metadata` and `spec`.',
  },
  'schema/missing-api-version': {
    severity: 'error',
    summary: 'A document does not say which version of the file format it is written in.',
    message: 'the key `apiVersion` is missing',
    hint: 'Write `apiVersion: {known}`.',
  },
  'schema/unknown-api-version': {
    severity: 'error',
    summary: 'A document is written in a version of the file format that is not known.',
    message: '`{found}` is not a known apiVersion',
    hint: 'Write `apiVersion: {known}`.',
  },
  'schema/missing-kind': {
    severity: 'error',
    summary: 'A document does not say what kind of resource it is.',
    message: 'the key `kind` is missing',
    hint: 'Kinds are {kinds}.',
  },
  'schema/unknown-kind': {
    severity: 'error',
    summary: 'A document is of a kind that does not exist.',
    message: '`{found}` is not a kind of resource',
    hint: 'Kinds are {kinds}.',
  },
  'schema/unknown-key': {
    severity: 'error',
    summary: 'A mapping has a key that its schema does not know.',
    message: 'unknown key `{key}` in {place}',
    hint: 'Known keys: {known}.',
  },
  'schema/missing-key': {
    severity: 'error',
    summary: 'A mapping lacks a key that it must have.',
    message: '{place} lacks {keys}',
    hint: '`patchledger schema` prints every key of a kind with what it means.',
  },
  'schema/missing-companion': {
    severity: 'error',
    summary: 'A key needs another one beside it.',
    message: '{place} has `{key}`, which needs {keys} as well',
    hint: 'Add it, or take both away.',
  },
  'schema/missing-alternative': {
    severity: 'error',
    summary: 'A mapping lacks every one of several keys of which it needs at least one.',
    message: '{place} needs one of {keys}',
    hint: 'Write exactly what is meant; `patchledger schema` prints what each one says.',
  },
  'schema/wrong-type': {
    severity: 'error',
    summary: 'A value is of another type than its schema asks for.',
    message: '`{key}` must be {expected}, not {found}',
    hint: '`patchledger schema` prints what each key of a kind takes.',
  },
  'schema/number-for-text': {
    severity: 'error',
    summary: 'A number, boolean or nothing stands where text belongs.',
    message: '`{key}` must be text, but {raw} without quotes is {found}',
    hint: 'Write {key}: "{raw}".',
  },
  'schema/unknown-value': {
    severity: 'error',
    summary: 'A value is none of those that its schema lists.',
    message: '`{found}` is not a value of `{key}`',
    hint: 'Use {allowed}.',
  },
  'schema/malformed': {
    severity: 'error',
    summary: 'A text is not of the form that its schema asks for.',
    message: '`{found}` does not have the form of `{key}`',
    hint: '`patchledger schema` prints the form, with examples.',
  },
  'schema/malformed-duration': {
    severity: 'error',
    summary: 'A length of time is not written as one.',
    message: '`{found}` is not a length of time',
    hint: 'Write `30min`, `24h`, `14d`, `2w`, `1mo`, `10bd` (business days) or ISO 8601 such as `PT24H`.',
  },
  'schema/ambiguous-duration': {
    severity: 'error',
    summary: 'The unit `m` could mean minutes or months.',
    message: '`{found}` could be minutes or months',
    hint: 'Write `{minutes}` for minutes or `{months}` for months.',
  },
  'schema/out-of-range': {
    severity: 'error',
    summary: 'A number is smaller or larger than its schema allows.',
    message: '`{key}` is {found}, but must be {limit}',
  },
  'schema/wrong-size': {
    severity: 'error',
    summary: 'A text, list or mapping is longer or shorter than its schema allows.',
    message: '`{key}` must have {limit}',
  },
  'schema/repeated-item': {
    severity: 'error',
    summary: 'A list has the same item twice.',
    message: 'item {second} of `{key}` repeats item {first}',
    hint: 'Keep one.',
  },
  'schema/invalid': {
    severity: 'error',
    summary: 'A value does not fit its schema in a way that has no wording of its own.',
    message: '`{key}` does not fit its schema ({keyword})',
    hint: '`patchledger schema` prints what each key of a kind takes.',
  },
} as const satisfies Record<`schema/${string}`, DiagnosticText>;
