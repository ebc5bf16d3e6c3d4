import { canonicalJson } from '../digest.ts';

/**
 * What the text of a pull request remembers: which Change it speaks of, and what the program did to it last. What
 * people changed since is the difference to what stands there now. Nothing else is stored anywhere.
 */
export interface ProposalMarker {
  readonly change: string;
  readonly path: string;
  readonly planFp: string;
  /** Fingerprint with which the pull request was opened. */
  readonly openedFp: string;
  /** Fingerprint that a comment told of last. */
  readonly toldFp: string;
  /** Digest of the text below the marker, as it was rendered. */
  readonly textFp: string;
  /** Title as it was set last. */
  readonly title: string;
  /** Commit that was put onto the branch last; empty where the branch needs none to be remembered. */
  readonly head: string;
  /** Git's id of the file's content there. */
  readonly blob: string;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly assignees: readonly string[];
  /** People the forge would not ask or assign. */
  readonly refused: readonly string[];
  readonly isDraft: boolean;
  /** It asked for something else at some time. */
  readonly hasMoved?: true;
  /** Address of the pull request of the same branch that was closed before this one was opened. */
  readonly follows?: string;
  /** The program closed it itself. */
  readonly closed?: 'obsolete';
}

const form = /^<!-- patchledger:v1 ([A-Za-z0-9_-]+) -->$/;

/** The marker as one line of HTML comment, which no page shows. The same marker is always the same line. */
export function markerLine(marker: ProposalMarker): string {
  const ascii = canonicalJson(marker).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `<!-- patchledger:v1 ${btoa(ascii).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')} -->`;
}

/** Reads a line as a marker; `undefined`: it is none, or holds something else. What is missing in it counts as unset. */
export function readMarkerLine(line: string): ProposalMarker | undefined {
  const encoded = form.exec(line.trim())?.[1];
  if (encoded === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof read === 'object' && read !== null ? markerOf(read as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function markerOf(read: Readonly<Record<string, unknown>>): ProposalMarker | undefined {
  const text = (key: keyof ProposalMarker): string => (typeof read[key] === 'string' ? read[key] : '');
  const list = (key: keyof ProposalMarker): readonly string[] =>
    Array.isArray(read[key]) ? read[key].filter((one) => typeof one === 'string') : [];
  if (text('change') === '' || text('path') === '') return undefined;
  return {
    ...{ change: text('change'), path: text('path'), planFp: text('planFp'), openedFp: text('openedFp') },
    ...{ toldFp: text('toldFp'), textFp: text('textFp'), title: text('title'), head: text('head'), blob: text('blob') },
    ...{ labels: list('labels'), reviewers: list('reviewers'), assignees: list('assignees'), refused: list('refused') },
    isDraft: read['isDraft'] === true,
    ...(text('follows') !== '' && { follows: text('follows') }),
    ...(read['hasMoved'] === true && { hasMoved: true as const }),
    ...(read['closed'] === 'obsolete' && { closed: 'obsolete' as const }),
  };
}
