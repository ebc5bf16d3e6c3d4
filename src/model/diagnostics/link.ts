import type { DiagnosticText } from './text.ts';

/** Wording of the `link/…` codes: how resources fit together. */
export const linkDiagnostics = {
  'link/duplicate-name': {
    severity: 'error',
    summary: 'Two resources of one kind share a name.',
    message: '{kind} {name} is defined twice',
    hint: 'names are unique per kind; rename one, or remove the copy',
  },
  'link/duplicate-asset': {
    severity: 'error',
    summary: 'Two assets share a name or a uid.',
    message: 'asset {name} is defined twice',
    hint: 'each asset stands in one Inventory; give the second another name',
  },
  'link/several-workspaces': {
    severity: 'error',
    summary: 'An estate has one Workspace.',
    message: 'a second Workspace, {name}; the first one is used',
    hint: 'merge the two into patchledger.yaml',
  },
  'link/unknown-reference': {
    severity: 'error',
    summary: 'A name leads nowhere.',
    message: 'there is no {kind} named {name}',
    hint: 'define it, or correct the name',
  },
  'link/unknown-time-zone': {
    severity: 'error',
    summary: 'A time zone that the IANA database does not know.',
    message: '{zone} is not an IANA time zone',
    hint: 'write a name such as Europe/Zurich or UTC',
  },
  'link/unknown-label-key': {
    severity: 'error',
    summary: 'A selector asks for a label key that no asset carries.',
    message: 'no asset has a label {key}',
    hint: 'give an asset the label, or correct the key',
  },
  'link/unknown-label-value': {
    severity: 'warning',
    summary: 'A selector asks for a label value that no asset carries.',
    message: 'no asset has the label {key}: {value}',
    hint: 'if the value is right, assets with it are still to come',
  },
  'link/selects-nothing': {
    severity: 'warning',
    summary: 'A selector that no asset meets.',
    message: '{kind} {name} selects no asset',
    hint: 'run with the selector loosened, or remove the resource',
  },
  'link/self-mirror': {
    severity: 'error',
    summary: 'An asset that mirrors itself stands for nothing.',
    message: 'asset {name} mirrors itself',
    hint: 'name the production assets it stands for',
  },
  'link/cluster-mismatch': {
    severity: 'error',
    summary: 'A cluster lists a member whose own `cluster` names another.',
    message: 'asset {asset} says it belongs to {stated}, yet {cluster} lists it as a member',
    hint: 'an asset belongs to one cluster; correct one of the two',
  },
  'link/observed-unknown-asset': {
    severity: 'warning',
    summary: 'An observation of something that no Inventory names.',
    message: '{asset} is observed, but no Inventory names it',
    hint: 'add it to inventory/, or find out why it reports',
  },
  'link/missing-component-set': {
    severity: 'error',
    summary: 'An observation refers to a component set that is nowhere written.',
    message: 'component set {set} of {asset} is missing below observed/',
    hint: 'import the observation again',
  },
  'link/missing-raw-list': {
    severity: 'error',
    summary: 'An observation names a raw file that does not exist.',
    message: '{path}, the package list of {asset}, is missing',
    hint: 'paths are relative to the estate; import the list again',
  },
  'link/unnamed-observation': {
    severity: 'warning',
    summary: 'A file below observed/ that is no observation and that none names as its package list.',
    message: '{path} says nothing: no observation names it, and it is none itself',
    hint: 'add an observation line that names it as `raw`, with its format and ecosystem',
  },
  'link/missing-file': {
    severity: 'error',
    summary: 'The catalogue index names a file that is not there.',
    message: '{path} is named by the index but missing',
    hint: 'import the source again',
  },
  'link/component-without-version': {
    severity: 'error',
    summary: 'A component needs an ecosystem, a name and a version.',
    message: 'component {component} of {asset} has no {missing}',
    hint: 'give ecosystem, name and version, or a purl with a version',
  },
  'link/bad-purl': {
    severity: 'error',
    summary: 'A package URL that cannot be read as a component.',
    message: '{purl}: {reason}',
    hint: 'write pkg:type/namespace/name@version, or ecosystem, name and version',
  },
} as const satisfies Record<`link/${string}`, DiagnosticText>;
