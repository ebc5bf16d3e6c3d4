import type { Lane } from './kinds.ts';
import type { SourceFile } from './source.ts';

/** A file of the estate with the lane that its folder belongs to, and its size before decoding. */
export interface EstateFile extends SourceFile {
  readonly lane: Lane;
  readonly bytes: number;
}

/** Where the parts of an estate stand, as paths from its root with `/` (`folders` of the Workspace). */
export interface EstateFolders {
  readonly policies: string;
  readonly inventory: string;
  readonly schedules: string;
  readonly exceptions: string;
  readonly directory: string;
  readonly changes: string;
  readonly observed: string;
  readonly catalog: string;
  readonly records: string;
}

/** The file that holds the Workspace; it stands at the root, because it says where the rest is. */
export const workspacePath = 'patchledger.yaml';

/** The folders of an estate whose Workspace names no others. */
export const defaultFolders: EstateFolders = {
  policies: 'policies',
  inventory: 'inventory',
  schedules: 'schedules',
  exceptions: 'exceptions',
  directory: 'directory',
  changes: 'changes',
  observed: 'observed',
  catalog: 'catalog',
  records: 'records',
};
