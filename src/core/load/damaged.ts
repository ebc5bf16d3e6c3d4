import type { Origin, SourceFile } from '../../model/source.ts';

/** What a document that cannot be parsed seems to be. */
export interface DamagedDocument {
  /** As written, were it readable. */
  readonly kind: string;
  readonly name: string;
  readonly origin: Origin;
}

const kindLine = /(?:^|[{,])[ \t]*["']?kind["']?[ \t]*[: \t][ \t]*["']?([A-Za-z]\w*)/m;
const nameLine = /(?:^|[{,\s])["']?name["']?[ \t]*:[ \t]*["']?([A-Za-z0-9][A-Za-z0-9._-]*)/;

/**
 * The documents of a file that no parser can make out, as far as their text tells what they were to be: a Freeze with a
 * bracket left open is still a Freeze. `parsed`: places of the documents that could be parsed.
 */
export function damagedDocuments({ path, text }: SourceFile, parsed: ReadonlySet<number>): readonly DamagedDocument[] {
  return textsIn(text).flatMap((part, document): DamagedDocument[] => {
    const kind = parsed.has(document) ? undefined : kindLine.exec(part)?.[1];
    if (kind === undefined) return [];
    return [{ kind, name: nameLine.exec(part)?.[1] ?? path, origin: { file: path, document } }];
  });
}

/** The texts between `---`; what stands before the first may be nothing but remarks, and is no document then. */
function textsIn(text: string): readonly string[] {
  const [first = '', ...others] = text.split(/^---(?=\s|$)/m);
  const isBare = first.split('\n').every((line) => /^\uFEFF?\s*(?:[#%].*)?$/.test(line));
  return others.length > 0 && isBare ? others : [first, ...others];
}
