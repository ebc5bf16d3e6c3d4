/**
 * The longest version any comparer reads, in UTF-16 units.
 * Real versions stay below 200; a longer text is an attack or a mistake and cannot be ordered.
 */
export const maximumVersionLength = 1_000;

/**
 * Orders two runs of decimal digits by value, whatever their length, without turning them into numbers:
 * the longer run without its leading zeros is the greater one, and runs of equal length compare as text.
 */
export function compareDigits(left: string, right: string): number {
  const a = stripZeros(left);
  const b = stripZeros(right);
  if (a.length !== b.length) return a.length - b.length;
  return compareText(a, b);
}

/** Orders two texts by code unit: the same on every machine and in every locale. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The digits without leading zeros; zero itself becomes the empty text. */
export function stripZeros(digits: string): string {
  let start = 0;
  while (start < digits.length && digits.charCodeAt(start) === 48) start++;
  return start === 0 ? digits : digits.slice(start);
}

/** Whether a text is a non-empty run of ASCII digits. */
export function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (!isDigitCode(text.charCodeAt(at))) return false;
  }
  return text.length > 0;
}

/** Whether a UTF-16 unit is an ASCII digit. */
export function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether a UTF-16 unit is an ASCII letter. */
export function isLetterCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** Where the run of ASCII digits that begins at `from` ends; `from` itself when there is none. */
export function digitsEnd(text: string, from: number): number {
  let at = from;
  while (isDigitCode(text.charCodeAt(at))) at++;
  return at;
}

/** `compareDigits` for the stretches `[fromLeft, endLeft)` and `[fromRight, endRight)`, without copying them. */
export function compareDigitRuns(
  left: string,
  fromLeft: number,
  endLeft: number,
  right: string,
  fromRight: number,
  endRight: number,
): number {
  let a = fromLeft;
  let b = fromRight;
  while (a < endLeft && left.charCodeAt(a) === 48) a++;
  while (b < endRight && right.charCodeAt(b) === 48) b++;
  const length = endLeft - a - (endRight - b);
  if (length !== 0) return length;
  for (; a < endLeft; a++, b++) {
    const difference = left.charCodeAt(a) - right.charCodeAt(b);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** How many UTF-16 units two texts share from their beginning. */
export function commonPrefix(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  let at = 0;
  while (at < length && left.charCodeAt(at) === right.charCodeAt(at)) at++;
  return at;
}
