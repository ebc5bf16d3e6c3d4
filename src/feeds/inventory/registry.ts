import { diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { InventoryDraft, InventoryReader } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import { sampleOf } from '../sample.ts';
import { ansibleIniReader, ansibleYamlReader } from './ansible.ts';
import { csvInventoryReader } from './csv.ts';

/** Every foreign inventory format. A new one is a file beside this one and a line here. */
export const inventoryReaders = Object.freeze([
  csvInventoryReader,
  ansibleIniReader,
  ansibleYamlReader,
] as const satisfies readonly InventoryReader[]);

/** Reads a foreign inventory for `init --from`. Content no reader recognises is `observed/unrecognised`. */
export function readInventoryFile(file: SourceFile): Outcome<InventoryDraft> {
  const sample = sampleOf(file);
  const reader = inventoryReaders.find((candidate) => candidate.recognises(sample));
  if (reader !== undefined) return reader.read(file);
  const reason = sample.head.trim() === '' ? 'it is empty' : 'its content looks like none of them';
  return {
    value: { assets: [] },
    diagnostics: [diagnostic('observed/unrecognised', { reason }, { at: { file: file.path } })],
  };
}
