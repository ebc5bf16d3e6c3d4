import type { DiagnosticText } from './text.ts';

/** Wording of the `observed/…` codes: package lists, observations and foreign inventories. */
export const observedDiagnostics = {
  'observed/unrecognised': {
    severity: 'error',
    summary: 'A file to start an inventory from is in no format that Patchledger reads.',
    message: 'This file cannot be taken in: {reason}.',
    hint: 'Hosts are read from CSV with a header line that has a name or hostname column and from Ansible inventories (INI or YAML); software from the formats that patchledger import --help lists.',
  },
  'observed/syntax': {
    severity: 'error',
    summary: 'An observed file, or one line of it, is not well-formed.',
    message: 'This is not well-formed {format}: {reason}.',
    hint: 'Let the machine or tool report again; a cut-off upload looks like this.',
  },
  'observed/wrong-entry': {
    severity: 'warning',
    summary: 'An entry of a list cannot be read and is left out.',
    message: '{entry} is left out: {reason}.',
    hint: 'Correct what reports it, and let it report again.',
  },
  'observed/wrong-value': {
    severity: 'warning',
    summary: 'A value of an observation cannot be read and counts as unknown.',
    message: '{entry}: "{field}" is not {expected}; it counts as unknown.',
    hint: 'Correct what reports it, and let it report again.',
  },
  'observed/unknown-field': {
    severity: 'warning',
    summary: 'A line of observations has a field that Patchledger does not know.',
    message: '{entry}: "{field}" is no field of an observation; it is ignored.',
    hint: 'Remove it, or write what it means in a field of its own: see the schema `observation`.',
  },
  'observed/wrong-component': {
    severity: 'error',
    summary: 'A component of an observation cannot be read and is left out.',
    message: '{entry}: component {component} is left out: {reason}.',
    hint: 'An asset whose software is not known completely cannot be called compliant.',
  },
  'observed/empty-list': {
    severity: 'error',
    summary: 'A package list names no installed package.',
    message: 'This names no installed package.',
    hint: 'An asset without packages would look clean. Run the command again and keep its whole output: {command}',
  },
  'observed/no-software': {
    severity: 'error',
    summary: 'A report names no software that can be matched with advisories.',
    message: 'This names no software that any ecosystem covers.',
    hint: 'An asset without components would look clean. The remarks on this file say what was left out and why.',
  },
  'observed/no-assets': {
    severity: 'error',
    summary: 'A report that lists assets lists none.',
    message: 'This lists no asset.',
    hint: 'Look whether the query that made the file selects any.',
  },
  'observed/half-installed': {
    severity: 'warning',
    summary: 'A package is neither installed nor removed.',
    message: 'Package {package} {version} is half installed; it is counted as installed.',
    hint: 'Finish or undo the installation on the machine: dpkg --configure -a',
  },
  'observed/no-epoch': {
    severity: 'warning',
    summary: 'A list of RPM packages carries no epochs, so that versions may be judged too old.',
    message: 'None of these {count} packages carries an epoch, which plain "rpm -qa" leaves out.',
    hint: 'Use {command}',
  },
  'observed/no-source': {
    severity: 'warning',
    summary: 'A list of Debian packages does not say which source packages they come from.',
    message: 'None of these {count} packages names its source package, which plain "dpkg-query -W" leaves out.',
    hint: 'Debian and Ubuntu advisories name source packages; without them findings are missed. Use {command}',
  },
  'observed/unmatched': {
    severity: 'warning',
    summary: 'A report names software that belongs to no ecosystem with advisories, or does not say to which.',
    message: '{entry} is left out: {reason}.',
    hint: 'What no ecosystem covers cannot be judged, so its asset is not called compliant. It may stand as a component of the ecosystem "generic" in an Inventory.',
  },
  'observed/not-software': {
    severity: 'info',
    summary: 'A report has entries that are no installed software.',
    message: '{entry} is left out: {reason}.',
    hint: 'Nothing is to be done where that is right.',
  },
  'observed/no-ecosystem': {
    severity: 'error',
    summary: 'A package list does not say which release its packages belong to.',
    message: 'This does not say which ecosystem its {count} packages belong to.',
    hint: 'Advisories hold for one release only. Name it, such as --ecosystem Debian:12 (in an observation: raw.ecosystem).',
  },
  'observed/no-column': {
    severity: 'error',
    summary: 'A CSV file has no column for something that is needed.',
    message: 'No column holds the {what}. The headings are: {headings}.',
    hint: 'Say which it is, such as --map {word}=<heading>',
  },
  'observed/unknown-kernel': {
    severity: 'info',
    summary: 'The running kernel of an asset is not among its packages.',
    message: '{entry}: kernel {release} runs, which none of its packages holds.',
    hint: 'Let it report its packages again; what runs is not judged before.',
  },
  'observed/missing-updates': {
    severity: 'info',
    summary: "A tool's own verdict on missing updates, which decides nothing here.",
    message: 'By this tool {count} updates are missing on {assets} assets.',
    hint: 'Patchledger judges by advisories and versions; this figure is for comparison.',
  },
  'observed/untested-version': {
    severity: 'warning',
    summary: 'A report is of a version of its format that is newer or older than those Patchledger knows.',
    message:
      '{format} {version} is not among the versions that are known ({known}); it is read as far as it is like them.',
    hint: 'Compare what was taken in with what the tool shows.',
  },
  'observed/not-edited': {
    severity: 'warning',
    summary:
      'An Inventory is written in a way that a value of it cannot be changed by a program without touching the rest.',
    message: '{asset}: "{field}" is left as it is: {reason}.',
    hint: 'Change it by hand.',
  },
  'observed/unknown-word': {
    severity: 'warning',
    summary: 'A foreign inventory uses a word that the field does not have.',
    message: '{entry}: "{value}" is no {field}; it is kept as the label "{label}".',
    hint: 'Write one of the known words where the tool keeps it, or leave the label.',
  },
  'observed/renamed': {
    severity: 'warning',
    summary: 'A foreign inventory names a host in a way that no asset can be named.',
    message: '"{given}" cannot name an asset; it is called {name} here.',
    hint: 'Observations and records must use this name as well.',
  },
  'observed/duplicate': {
    severity: 'warning',
    summary: 'A foreign inventory or a file of observations names something twice.',
    message: '{kind} "{name}" stands here twice; {kept}.',
    hint: 'Remove one where it comes from.',
  },
  'observed/too-many-hosts': {
    severity: 'error',
    summary: 'A host range stands for more hosts than an inventory may hold.',
    message: 'The range "{range}" stands for more than {limit} hosts; it is left out.',
    hint: 'Write smaller ranges, or the hosts themselves.',
  },
  'observed/future': {
    severity: 'warning',
    summary: 'Something is said to have been seen at a time that had not come.',
    message: '{asset}: {what} {when}, later than {asOf}{others}.',
    hint: 'Look at the clock of the machine or of what asks it. A plan as of an earlier instant knows less than the files say.',
  },
  'observed/further-problems': {
    severity: 'warning',
    summary: 'A file has more problems than are listed one by one.',
    message: '{count} further problems of this file are not listed.',
    hint: 'Mend what is listed first; the rest shows then.',
  },
} as const satisfies Record<`observed/${string}`, DiagnosticText>;
