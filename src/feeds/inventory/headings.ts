import type { SourceFile } from '../../model/source.ts';
import { csvRows, separatorOf } from './csv-rows.ts';
import { wordOf } from './words.ts';

/** A table with the headings that the user says mean something else replaced by the words of an Inventory. */
export function withHeadings(file: SourceFile, columns: ReadonlyMap<string, string>): SourceFile {
  if (columns.size === 0) return file;
  const [first = ''] = file.text.split(/\r\n|\r|\n/, 1);
  const separator = separatorOf(first);
  const headings = csvRows(first.replace(/^\ufeff/, ''), separator).rows[0]?.cells ?? [];
  const words = new Map([...columns].map(([word, heading]) => [wordOf(heading), word === 'asset' ? 'name' : word]));
  const renamed = headings.map((heading) => words.get(wordOf(heading)) ?? heading);
  const quoted = renamed.map((heading) => `"${heading.replaceAll('"', '""')}"`).join(separator);
  return { path: file.path, text: quoted + file.text.slice(first.length) };
}
