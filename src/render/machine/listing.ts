import { markdownCode, markdownTable, markdownText } from '../markdown/escape.ts';

/** A file of the pack for programs, or why there is none. */
export interface MachineFile {
  readonly path: string;
  /** The format with its version, and what the file holds. */
  readonly what: string;
  /** `undefined`: it is there. */
  readonly absent: string | undefined;
}

/** The list of the files for programs, as a page that lies beside them: what each is, and which are not there and why. */
export function renderMachineListing(files: readonly MachineFile[]): string {
  const rows = files.map(({ path, what, absent }) => [
    markdownCode(path),
    markdownText(what),
    markdownText(absent === undefined ? 'yes' : `no: ${absent}`),
  ]);
  return [
    '# Files for programs',
    '',
    'Made from the same decision as the documents, and listed with their SHA-256 in `manifest.json`.',
    'A finding says which evidence is offered for a control; whether the control is met is for an assessor to say.',
    '',
    markdownTable(['File', 'What it is', 'Present'], rows),
    '',
  ].join('\n');
}
