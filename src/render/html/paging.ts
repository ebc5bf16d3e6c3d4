/** A page stays below 300 kB, so that a phone opens it; what surrounds the rows needs some of that. */
const pageBytes = 200_000;
/** Rows that pages show before the CSV alone goes on: nobody turns more pages than these. */
const rowsShown = 20_000;

/** The rows of a table, dealt out to pages. */
export interface PagedRows {
  /** Bodies in order; the first one stands in the document itself. */
  readonly bodies: readonly string[];
  /** Rows on all pages together. */
  readonly shown: number;
}

/** Deals rows out to pages by the bytes they take. The first page may be smaller; every page has a row at least. */
export function dealRows(rows: Iterable<string>, firstBytes: number): PagedRows {
  const bodies: string[] = [];
  let body: string[] = [];
  let bytes = 0;
  let shown = 0;
  for (const row of rows) {
    if (shown === rowsShown) break;
    const size = bytesIn(row);
    const limit = bodies.length === 0 ? firstBytes : pageBytes;
    if (body.length > 0 && bytes + size > limit) {
      bodies.push(body.join(''));
      body = [];
      bytes = 0;
    }
    body.push(row);
    bytes += size;
    shown += 1;
  }
  if (body.length > 0) bodies.push(body.join(''));
  return { bodies, shown };
}

/** How many bytes of rows each of so many tables may put into a document. */
export const firstPageBytes = (tables: number): number => Math.floor((pageBytes * 0.8) / Math.max(1, tables));

const encoder = new TextEncoder();
const scratch = new Uint8Array(32_768);

/** How many bytes a text takes as UTF-8; where it is short no buffer is made for it. */
const bytesIn = (text: string): number =>
  text.length * 3 <= scratch.length ? encoder.encodeInto(text, scratch).written : encoder.encode(text).length;
