import type { ForgeProblem } from '../model/forge.ts';
import { withoutCredentials } from './secrets.ts';

/**
 * What a forge did not do. `moved`: somebody else wrote meanwhile. `unavailable`: it may or may not have done it. After
 * either, reading the state again tells what is left. `refused`: it will not, for the reason it gave.
 */
export type ForgeErrorKind =
  | 'unauthorised'
  | 'forbidden'
  | 'archived'
  | 'missing'
  | 'protected'
  | 'locked'
  | 'refused'
  | 'rate-limited'
  | 'moved'
  | 'unavailable';

/** A forge that did not do what it was asked: what happened, and what can be done about it. */
export class ForgeError extends Error {
  readonly kind: ForgeErrorKind;
  readonly remedy: string;

  constructor(kind: ForgeErrorKind, { cause, remedy }: ForgeProblem, error?: unknown) {
    super(withoutCredentials(cause), { cause: error });
    this.name = 'ForgeError';
    this.kind = kind;
    this.remedy = withoutCredentials(remedy);
  }

  /** Is it worth looking at what stands there now, and going on from that? */
  get isPassing(): boolean {
    return this.kind === 'moved' || this.kind === 'unavailable';
  }

  /** Will every other call fail as well? */
  get isForAll(): boolean {
    return this.kind === 'unauthorised' || this.kind === 'archived' || this.kind === 'rate-limited';
  }
}
