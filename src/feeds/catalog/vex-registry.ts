import type { CatalogReader, FileSample } from '../../model/feed.ts';
import { csafReader } from './csaf.ts';
import { cycloneDxVexReader } from './cyclonedx-vex.ts';
import { openVexReader } from './openvex.ts';

/** A format that states how vulnerabilities concern products. */
export interface VexFormat {
  readonly reader: CatalogReader;
  /** Is such a file nothing else? A CycloneDX document may be a bill of materials at the same time. */
  readonly isOnlyVex: boolean;
}

/** Every format of VEX. A new one is a reader of the catalogue and a line here. */
export const vexFormats: readonly VexFormat[] = [
  { reader: openVexReader, isOnlyVex: true },
  { reader: csafReader, isOnlyVex: true },
  { reader: cycloneDxVexReader, isOnlyVex: false },
];

/** The VEX format of a file, by its content; `undefined` when it is none. */
export function recogniseVex(sample: FileSample): VexFormat | undefined {
  const format = vexFormats.find(({ reader }) => reader.recognises(sample));
  if (format === undefined || format.isOnlyVex) return format;
  return { ...format, isOnlyVex: !sample.keys.has('components') };
}
