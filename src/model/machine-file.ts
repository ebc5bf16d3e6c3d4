/** A file of the pack for programs, or why there is none. */
export interface MachineFile {
  readonly path: string;
  /** The format with its version, and what the file holds. */
  readonly what: string;
  /** Who reads it and for what, such as `views of code scanning`. */
  readonly use: string;
  /** `undefined`: it is there. */
  readonly absent: string | undefined;
}
