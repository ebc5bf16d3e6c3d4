/**
 * Does a pattern describe the whole text? `*` stands for any characters, none included, `?` for one.
 * Everything else stands for itself. Time grows with the product of both lengths at worst, never faster:
 * patterns and names come from strangers.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let [at, to] = [0, 0];
  let star = -1;
  let retry = 0;
  while (to < text.length) {
    if (pattern[at] === '*') {
      star = at;
      retry = to;
      at += 1;
    } else if (pattern[at] === '?' || (at < pattern.length && pattern[at] === text[to])) {
      at += 1;
      to += 1;
    } else if (star >= 0) {
      // The last star takes one character more; earlier stars need not be tried again.
      retry += 1;
      at = star + 1;
      to = retry;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
