import type { MachineFile } from '../../model/machine-file.ts';
import { markdownCode, markdownTable, markdownText } from '../markdown/escape.ts';

/** Where the list of the files for programs lies in a pack. */
export const machineListingPath = 'machine/README.md';

/** The list of the files for programs, as a page that lies beside them: what each is, and which are not there and why. */
export function renderMachineListing(files: readonly MachineFile[]): string {
  const rows = files.map(({ path, what, use, absent }) => [
    markdownCode(path),
    markdownText(what),
    markdownText(use),
    markdownText(absent === undefined ? 'yes' : `no: ${absent}`),
  ]);
  return [
    '# Files for programs',
    '',
    'Made from the same decision as the documents, and listed with their SHA-256 in `manifest.json`.',
    'A finding says which evidence is offered for a control; whether the control is met is for an assessor to say.',
    '',
    markdownTable(['File', 'What it is', 'Read by', 'Present'], rows),
    '',
  ].join('\n');
}
