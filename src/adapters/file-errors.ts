const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EDQUOT: 'no space is left',
  ELOOP: 'it is a symbolic link',
  ENOTDIR: 'part of its path is not a folder',
  ENOENT: 'it does not exist',
  EEXIST: 'something of that name exists already',
  ENOTEMPTY: 'it is not empty',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
};

/** Why the file system refused, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return reasons[code] ?? code;
}

/** Did the file system refuse, as against a bug of ours? */
export const isFileError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && 'syscall' in error && typeof error.code === 'string';
