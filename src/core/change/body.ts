import { sha256Hex } from '../digest.ts';
import { markerLine, type ProposalMarker, readMarkerLine } from './marker.ts';

/** The text of a pull request, taken apart: what people wrote around it is theirs. */
export interface ProposalBody {
  /** `undefined`: none stands there, or none that can be read. */
  readonly marker: ProposalMarker | undefined;
  /** Between the marker and the end line. */
  readonly text: string;
  /** What people wrote above the marker and below the end line. */
  readonly before: string;
  readonly after: string;
}

const markerBegin = '<!-- patchledger:v1 ';
const endLine = '<!-- patchledger:end -->';

/** GitHub refuses texts above 65,536 UTF-16 units; people need room for words of their own. */
const longestText = 58_000;
const longestBody = 65_000;

/**
 * Takes the text of a pull request apart. Editors on the web end lines with CR LF. A marker that cannot be read still
 * says where our text begins.
 */
export function readBody(body: string): ProposalBody {
  const lines = plainLines(body).split('\n');
  const start = lines.findIndex((line) => line.startsWith(markerBegin));
  if (start === -1) return { marker: undefined, text: '', before: '', after: lines.join('\n').trim() };
  const end = lines.indexOf(endLine, start);
  const inside = end === -1 ? lines.slice(start + 1) : lines.slice(start + 1, end);
  return {
    marker: readMarkerLine(lines[start] ?? ''),
    text: inside.join('\n').trim(),
    before: lines.slice(0, start).join('\n').trim(),
    after:
      end === -1
        ? ''
        : lines
            .slice(end + 1)
            .join('\n')
            .trim(),
  };
}

/** Do two bodies say the same, whatever became of line ends and white space at their ends? */
export const isSameBody = (left: string, right: string): boolean =>
  plainLines(left).trim() === plainLines(right).trim();

const plainLines = (text: string): string => text.replaceAll('\r\n', '\n');

/**
 * Puts the text of a pull request together: the marker comes first, so that nothing that cuts a tail can lose it, then
 * the text, then what people wrote. Text that is too long for the forge is cut in its middle, and says so.
 */
export function writeBody({ marker, text, before, after }: ProposalBody & { readonly marker: ProposalMarker }): string {
  const first = markerLine(marker);
  const people = [before, after].filter((part) => part !== '').join('\n\n');
  // What people wrote is never cut: it stood in a text that the forge took.
  const room = Math.min(longestText, longestBody - people.length) - first.length - endLine.length;
  const ours = [first, '', withinLimit(text.trim(), marker.path, room), '', endLine].join('\n');
  return people === '' ? `${ours}\n` : `${ours}\n\n${people}\n`;
}

/** Digest of a rendered text; the same for texts that differ in the white space at their ends. */
export const textFingerprint = (text: string): string => `sha256:${sha256Hex(text.trim())}`;

function withinLimit(text: string, path: string, room: number): string {
  if (text.length <= room) return text;
  const note = `\n\n*This text is too long for the forge and was cut here. Everything stands in \`${path}\`.*\n\n`;
  const half = Math.max(Math.floor((room - note.length) / 2), 0);
  const [head, tail] = [text.slice(0, half), text.slice(text.length - half)];
  return `${head.slice(0, head.lastIndexOf('\n'))}${note}${tail.slice(tail.indexOf('\n') + 1)}`;
}
