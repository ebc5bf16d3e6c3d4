/** `1 visit`, `2 visits`: a number with what it counts. */
export const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
