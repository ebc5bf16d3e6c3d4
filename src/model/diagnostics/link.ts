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
    message: 'asset {name} {how}',
    hint: 'each asset stands in one Inventory; give the second another name, or another uid where it states one',
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
  'link/duplicate-item': {
    severity: 'error',
    summary: 'A list of a resource names one thing twice.',
    message: '{kind} {name} has two {what} named {item}',
    hint: 'rename one, or remove the copy',
  },
  'link/freeze-two-forms': {
    severity: 'error',
    summary: 'A freeze is either single or recurring.',
    message: 'freeze {name} has both from and to, and start and duration; only from and to are used',
    hint: 'make two freezes of it',
  },
  'link/forge-without-repository': {
    severity: 'error',
    summary: 'A Workspace whose forge is GitHub names no repository.',
    message: 'the forge is github, but no repository is named',
    hint: 'write `repository: owner/name`, or `kind: local`',
  },
  'link/cluster-mismatch': {
    severity: 'error',
    summary: 'A cluster lists a member whose own `cluster` names another.',
    message: 'asset {asset} belongs to {stated}, yet {cluster} lists it as a member',
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
  'link/wrong-set-digest': {
    severity: 'error',
    summary: 'A component set has other content than its digest says.',
    message: 'component set {set} has another content: its digest is {digest}',
    hint: 'import the observation again; whoever changed the line by hand changed what assets are judged by',
  },
  'link/wrong-list-digest': {
    severity: 'error',
    summary: 'A package list has other content than the observation that names it says.',
    message: '{path} is not the file that {asset} was observed with: its SHA-256 is {digest}',
    hint: 'import the list again',
  },
  'link/unknown-list-format': {
    severity: 'error',
    summary: 'An observation names a package list in a format that Patchledger does not read.',
    message: '{path}: {format} is no format of a package list',
    hint: 'read are {known}',
  },
  'link/unknown-running': {
    severity: 'warning',
    summary: 'An observation says which version of a package runs, but no list names that package.',
    message: '{asset} is said to run {package} {version}, which none of its package lists names',
    hint: 'write the name as the list does, or ecosystem/name',
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
