import type { OpenVexDocument } from '../../model/openvex.ts';
import { safeText } from '../text-table.ts';

/** An OpenVEX document as JSON. Control characters and marks that turn the writing become visible in every text. */
export function renderOpenVex(document: OpenVexDocument): string {
  const visible = (_: string, value: unknown): unknown => (typeof value === 'string' ? safeText(value) : value);
  return `${JSON.stringify(document, visible, 1)}\n`;
}
