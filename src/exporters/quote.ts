/**
 * A text as one word of a POSIX shell, whatever it holds. NUL cannot stand in an argument and is left out. Double braces
 * are parted, because engines that carry scripts (AWS SSM) put values in their place.
 */
export function shellWord(text: string): string {
  const quoted = text.replaceAll('\0', '').replaceAll("'", "'\\''");
  return `'${quoted.replace(/\{(?=\{)/g, "{''")}'`;
}

/** A text for a comment: one line, and nothing that a terminal or an editor would act on. */
export function commentText(text: string): string {
  return text
    .replace(/[^\x20-\x7e]/g, '?')
    .replace(/\{(?=\{)/g, '{ ')
    .slice(0, 200);
}

/** A text as a double-quoted scalar of YAML and a string of JSON at once, in ASCII. */
export function quotedText(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
