/**
 * What went wrong when git was asked something, in git's own words. `moved`: a branch is not where it was when it was
 * looked at, because somebody else wrote to it meanwhile.
 */
export class GitError extends Error {
  readonly kind: 'missing' | 'failed' | 'moved';

  constructor(kind: 'missing' | 'failed' | 'moved', message: string) {
    super(message);
    this.name = 'GitError';
    this.kind = kind;
  }
}
