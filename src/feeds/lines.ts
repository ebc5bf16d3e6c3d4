/** Lines of a text with their numbers from 1, without line ends and byte order mark. */
export function* numberedLines(text: string): Generator<readonly [number: number, line: string]> {
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let number = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    number += 1;
    yield [number, text.slice(start, text.charCodeAt(end - 1) === 0x0d ? end - 1 : end)];
    start = end + 1;
  }
}
