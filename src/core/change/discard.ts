import type { ForgePull } from '../../model/forge.ts';
import { readBody } from './body.ts';

const marker = '<!-- patchledger:discard -->';
const box = '**Discard what others committed here** and have Patchledger write this branch anew, in its next run';

/** Lines of ours that offer to write an edited branch anew: a marker, and a box below it for people to tick. */
const offer = `${marker}\n- [ ] ${box}`;
const form = /^<!-- patchledger:discard -->\n- \[([ xX])\] .*(?:\n\n?|$)/m;

/** A text with the offer above it; once only, and as it stands when somebody ticked it. */
export const withOffer = (text: string): string => (form.test(text) ? text : `${offer}\n\n${text}`);

/** A text without the offer. */
export const withoutOffer = (text: string): string => text.replace(form, '').trim();

/**
 * Did somebody tick the box? Only one in our own part of the text counts, below our own marker: names cannot write HTML
 * comments there, and what people wrote around it is theirs.
 */
export function isDiscarded({ body }: ForgePull): boolean {
  return /[xX]/.test(form.exec(readBody(body).text)?.[1] ?? '');
}
