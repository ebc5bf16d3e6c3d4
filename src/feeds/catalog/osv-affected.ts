import type { AffectedPackage, VersionRange } from '../../model/advisory.ts';
import type { Tell } from '../problems.ts';
import { asRecord, listOf, recordOf, textListOf, textOf, type UnknownRecord } from '../shape.ts';
import { isKnownEcosystem } from './osv-ecosystems.ts';
import { readRange } from './osv-range.ts';
import { merge, severityList, specificSeverity, urgencySeverity } from './severity.ts';

/**
 * Reads OSV `affected[]`. An entry without a package (a bare Git history) cannot be matched with anything installed
 * and is left out without a word; `catalog/nothing-to-judge` speaks when no entry remains.
 */
export function readAffected(document: UnknownRecord, id: string, tell: Tell): readonly AffectedPackage[] {
  return listOf(document, 'affected').items.flatMap((raw, index) => {
    const entry = asRecord(raw);
    const read = entry === undefined ? 'it is not an object' : readEntry(entry, id, tell);
    if (typeof read !== 'string') return read;
    tell('catalog/wrong-affected', { document: id, entry: index + 1, reason: read });
    return [];
  });
}

function readEntry(entry: UnknownRecord, id: string, tell: Tell): readonly AffectedPackage[] | string {
  if (!Object.hasOwn(entry, 'package')) return [];
  const stated = recordOf(entry, 'package');
  const ecosystem = stated && textOf(stated, 'ecosystem');
  const name = stated && textOf(stated, 'name');
  if (ecosystem === undefined || name === undefined) return 'its package lacks an ecosystem or a name';
  if (!isKnownEcosystem(ecosystem)) tell('catalog/unknown-ecosystem', { document: id, ecosystem });
  const versions = textListOf(entry, 'versions');
  const ranges = listOf(entry, 'ranges');
  const left: { readonly field: string; readonly reason: string }[] = [];
  if (versions.isWrong) left.push({ field: '"versions"', reason: 'it must be a list of texts' });
  if (ranges.isWrong) left.push({ field: '"ranges"', reason: 'it must be a list' });
  const read = ranges.items.flatMap((raw, index): readonly VersionRange[] => {
    const range = readRange(raw);
    if ('range' in range) return [range.range];
    left.push({ field: `range ${index + 1}`, reason: range.reason });
    return [];
  });
  for (const part of left) tell('catalog/wrong-versions', { document: id, package: name, ...part });
  const severity = readSeverity(entry, id, tell);
  const isIncomplete = left.length > 0;
  return [{ ecosystem, name, versions: versions.items, ranges: read, severity, ...(isIncomplete && { isIncomplete }) }];
}

function readSeverity(entry: UnknownRecord, id: string, tell: Tell): AffectedPackage['severity'] {
  const ecosystemSpecific = recordOf(entry, 'ecosystem_specific');
  const { statements, unreadable } = merge([
    severityList('affected', listOf(entry, 'severity').items),
    specificSeverity(recordOf(entry, 'database_specific')),
    specificSeverity(ecosystemSpecific),
    urgencySeverity(ecosystemSpecific),
  ]);
  for (const value of unreadable) tell('catalog/unreadable-severity', { document: id, value });
  return statements;
}
