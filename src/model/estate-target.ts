/** What stands in the folder that an estate is to be written into. */
export type TargetState =
  | 'missing'
  | 'empty'
  /** Nothing but files of the new estate, each with the very text: an earlier run was interrupted. */
  | 'begun'
  | 'occupied'
  /** A file, a device or a link that leads nowhere stands in the way. */
  | 'no-folder';

/** What git says about that folder. */
export type TargetRepository =
  | { readonly kind: 'git-missing' }
  | { readonly kind: 'none' }
  /** Git will not work there: somebody else's repository, a bare one, the inside of `.git`. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** A repository without a commit; `isTop`: the folder is its top. */
  | { readonly kind: 'no-commit'; readonly isTop: boolean; readonly branch: string | undefined }
  | {
      readonly kind: 'commit';
      readonly head: string;
      /** The branch that is checked out; `undefined` when none is. */
      readonly branch: string | undefined;
      readonly isTop: boolean;
      /** Paths of the commit's files below the folder, relative to it with `/`, sorted. */
      readonly files: readonly string[];
    };

/** The folder that an estate is to be written into, as it is before anything is written. */
export interface EstateTarget {
  /** Absolute path, every link resolved. */
  readonly folder: string;
  /** The deepest folder on the way there that exists: where git can be run. */
  readonly anchor: string;
  readonly state: TargetState;
  /** Whether a Workspace file stands there already, committed or not. */
  readonly hasWorkspace: boolean;
  readonly repository: TargetRepository;
}
