const longest = 60;

/** A piece of source text for use inside a message: one line, at most 60 characters. */
export function quoteSource(raw: string): string {
  const line = raw.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
