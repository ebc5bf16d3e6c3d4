/** What a task or command of ours says of itself. */
export interface VisitMarker {
  readonly visit: string;
  /** `undefined`: it is about the whole visit. */
  readonly requirement: string | undefined;
}

const marker = /^patchledger (V-[0-9a-f]{12})(?: (R-[0-9a-f]{12}))?(?![\w-])/;

/**
 * Reads the mark that exports put in front of the names of tasks and comments of commands: `patchledger`, the id of a
 * visit, and the id of the requirement that the task is for. Anything may follow.
 */
export function visitMarker(text: string | undefined): VisitMarker | undefined {
  const match = text === undefined ? null : marker.exec(text);
  return match === null ? undefined : { visit: match[1] ?? '', requirement: match[2] };
}
