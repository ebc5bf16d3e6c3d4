/** Plain words that some reader of YAML takes for something other than text. */
const reserved = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n', 'nan', 'inf']);

/** Letters first, and nothing that YAML gives a meaning inside a value. */
const plain = /^[A-Za-z][A-Za-z0-9 _./-]*$/;

/**
 * A text as one YAML scalar on one line that every reader takes for exactly this text: plain where that is safe,
 * double-quoted otherwise.
 */
export function yamlScalar(text: string): string {
  if (plain.test(text) && !text.endsWith(' ') && !reserved.has(text.toLowerCase())) return text;
  // JSON leaves DEL, C1 controls, line separators and the byte order mark as they are; YAML does not take them raw.
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** A text for use inside a comment: one line, nothing a terminal or a reader of YAML would act on, cut to a length. */
export function yamlComment(text: string, longest = 80): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
