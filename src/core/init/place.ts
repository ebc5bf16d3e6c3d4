import { workspacePath } from '../../model/estate-files.ts';
import type { EstateTarget } from '../../model/estate-target.ts';
import type { SourceFile } from '../../model/source.ts';

/** How an estate is written into a folder, or why it is not. */
export type Placing =
  /** The folder is made. `commit`: as a Git repository with a first commit. */
  | { readonly how: 'create'; readonly commit: boolean }
  | { readonly how: 'fill'; readonly commit: boolean }
  /** Onto a branch of the repository, based on `head`; `kept` are files of ours that the repository has already. */
  | { readonly how: 'branch'; readonly head: string; readonly kept: readonly string[] }
  | { readonly how: 'refuse'; readonly why: string; readonly hint: string };

/** Folders whose files would be read as part of the estate. */
const estateFolders =
  /^(?:policies|inventory|schedules|exceptions|directory|changes|records)\/.*\.(?:ya?ml|json)$|^(?:observed|catalog)\//;

const refuse = (why: string, hint: string): Placing => ({ how: 'refuse', why, hint });

/**
 * Decides where a new estate goes (a branch, not a mess). Nothing that stands there is ever overwritten:
 * a folder of its own is filled, a repository gets a branch, everything else is refused before anything is written.
 */
export function placeEstate(target: EstateTarget, files: readonly SourceFile[]): Placing {
  const { state, repository, hasWorkspace } = target;
  const elsewhere = 'choose an empty folder, or one that does not exist: patchledger init <directory>';
  if (state === 'no-folder') return refuse(`${target.folder} is not a folder, or lies below a file`, elsewhere);
  if (repository.kind === 'refused') return refuse(`git refuses ${target.folder}: ${repository.reason}`, elsewhere);
  if (repository.kind === 'commit') return placeOnBranch(target, repository, files);
  if (hasWorkspace && state === 'occupied') return estateAlready(target);
  if (state === 'occupied') {
    return repository.kind === 'no-commit'
      ? refuse(
          `${target.folder} has files, but its Git repository has no commit to put a branch on`,
          'commit what is there, then run again',
        )
      : refuse(`${target.folder} is not empty, and no Git repository`, elsewhere);
  }
  // Inside somebody's repository the first commit is theirs to make; a repository that is all ours gets it.
  const commit = repository.kind === 'none' || (repository.kind === 'no-commit' && repository.isTop);
  return { how: state === 'missing' ? 'create' : 'fill', commit };
}

function placeOnBranch(
  target: EstateTarget,
  { head, files: present }: { readonly head: string; readonly files: readonly string[] },
  files: readonly SourceFile[],
): Placing {
  if (target.hasWorkspace || present.includes(workspacePath)) return estateAlready(target);
  const inTheWay = present.filter((path) => estateFolders.test(path));
  if (inTheWay.length > 0) {
    const more = inTheWay.length > 1 ? ` and ${inTheWay.length - 1} more` : '';
    return refuse(
      `${inTheWay[0] ?? ''}${more} would be read as part of the estate`,
      'give the estate a folder of its own in this repository: patchledger init patches',
    );
  }
  const known = new Set(present);
  return { how: 'branch', head, kept: files.map(({ path }) => path).filter((path) => known.has(path)) };
}

const estateAlready = ({ folder }: EstateTarget): Placing =>
  refuse(`there is an estate already in ${folder}`, `patchledger validate and patchledger plan work on it`);
