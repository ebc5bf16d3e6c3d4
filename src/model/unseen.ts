/**
 * Is this a character that a reader does not see, or that makes the others read differently: C0 and C1 controls, DEL,
 * line separators, blanks of no width, the marks that turn the direction of writing (Unicode TR 9), tags, and halves of
 * a pair? Joiners are none: emoji and several scripts need them.
 */
export const isUnseen = (code: number): boolean =>
  code < 0x20 || (code >= 0x7f && unseen.some(([first, last]) => code >= first && code <= last));

const unseen: readonly (readonly [first: number, last: number])[] = [
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x180e, 0x180e],
  [0x200b, 0x200b],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe007f],
];
