/** What went wrong when git was asked something, in git's own words. */
export class GitError extends Error {
  readonly kind: 'missing' | 'failed';

  constructor(kind: 'missing' | 'failed', message: string) {
    super(message);
    this.name = 'GitError';
    this.kind = kind;
  }
}
