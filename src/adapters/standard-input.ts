/**
 * The lines of standard input without their ends, as many at a time as have come: a step for each of a million lines
 * would cost more than what is done with it.
 */
export async function* inputLines(): AsyncGenerator<readonly string[]> {
  let begun = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) {
    const lines = `${begun}${String(chunk)}`.split('\n');
    begun = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map(withoutReturn);
  }
  if (begun !== '') yield [withoutReturn(begun)];
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
