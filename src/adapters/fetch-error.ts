/** Which diagnostic tells of a source that could not be fetched or unpacked. */
export type FetchErrorCode =
  | 'feeds/broken-download'
  | 'feeds/refused-address'
  | 'feeds/too-large'
  | 'feeds/unreachable';

/**
 * A source could not be had. The message is a reason that fits behind a colon and never holds a secret.
 * `retryAfterMs` is set when another attempt may help: how long the server asks to wait, 0 when it does not say.
 */
export class FetchError extends Error {
  readonly code: FetchErrorCode;
  readonly retryAfterMs: number | undefined;

  constructor(code: FetchErrorCode, message: string, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'FetchError';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}
