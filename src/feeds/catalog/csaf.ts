import { parseInstant } from '../../core/time.ts';
import type { AdvisoryDocument, CveFacts, SeverityStatement } from '../../model/advisory.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { CatalogFragment, CatalogReader, FileSample } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import type { VexStatement } from '../../model/vex.ts';
import { documentsOf } from '../documents.ts';
import { problemsOf, type Tell, tellAt } from '../problems.ts';
import { asRecord, recordOf, recordsOf, textOf, type UnknownRecord } from '../shape.ts';
import { readAffectedProducts } from './csaf-affected.ts';
import { readGroups, readProducts } from './csaf-products.ts';
import { cvssStatements, isExploited, scoreEntries, unreadableVectors } from './csaf-scores.ts';
import { readVexStatements } from './csaf-statements.ts';
import { isCveId } from './cve-id.ts';
import { documentPlaces } from './document-places.ts';
import { levelOfWord } from './severity.ts';

const specification = 'https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html';

/** Reads CSAF documents, 2.0 and 2.1: affected products, VEX statements, and what they say about CVEs. */
export const csafReader: CatalogReader = {
  id: 'csaf',
  title: 'CSAF advisories and VEX',
  specification,
  recognises: isCsaf,
  read: readCsaf,
};

function isCsaf({ form, keys, head }: FileSample): boolean {
  if (form !== 'json-object' && form !== 'json-array') return false;
  return (
    keys.has('document') && (keys.has('vulnerabilities') || keys.has('product_tree') || head.includes('"csaf_version"'))
  );
}

/** What one document says. */
interface DocumentRead {
  readonly document: AdvisoryDocument | undefined;
  readonly cves: readonly CveFacts[];
  readonly statements: readonly VexStatement[];
}

function readCsaf(file: SourceFile): Outcome<CatalogFragment> {
  const problems = problemsOf(file.path, 'catalog/further-problems');
  const raw = documentsOf(file);
  for (const problem of raw.diagnostics) problems.add(problem);
  const read: DocumentRead[] = [];
  for (const [index, { value, at }] of raw.documents.entries()) {
    const tell = tellAt(at, problems);
    const one = readDocument(value, file.path, tell);
    if (typeof one !== 'string') read.push(one);
    else tell('catalog/wrong-document', { document: nameOf(value, index), reason: one, specification });
  }
  return {
    value: {
      documents: read.flatMap(({ document }) => document ?? []),
      cves: read.flatMap(({ cves }) => cves),
      statements: read.flatMap(({ statements }) => statements),
      placeOf: documentPlaces(() => documentsOf(file).documents, idsOf),
    },
    diagnostics: problems.list(),
  };
}

/** Its own id, and the CVEs of which it states facts. */
function idsOf(value: unknown): readonly string[] {
  const record = asRecord(value) ?? {};
  const tracking = recordOf(recordOf(record, 'document') ?? {}, 'tracking');
  const cves = recordsOf(record, 'vulnerabilities').map((one) => textOf(one, 'cve')?.trim());
  return [tracking && textOf(tracking, 'id'), ...cves].filter((id) => id !== undefined);
}

/** A vulnerability of a document with its identifiers, the CVE first. */
interface Vulnerability {
  readonly record: UnknownRecord;
  readonly ids: readonly string[];
  readonly cve: string | undefined;
}

function readDocument(value: unknown, file: string, tell: Tell): DocumentRead | string {
  const record = asRecord(value);
  const head = record && recordOf(record, 'document');
  const tracking = head && recordOf(head, 'tracking');
  const id = tracking && textOf(tracking, 'id');
  if (record === undefined || head === undefined || tracking === undefined || id === undefined) {
    return 'it has no "document.tracking.id"';
  }
  const version = textOf(head, 'csaf_version');
  if (version !== '2.0' && version !== '2.1') return `its "csaf_version" is ${version ?? 'absent'}, not 2.0 or 2.1`;
  const vulnerabilities = recordsOf(record, 'vulnerabilities').map(vulnerabilityOf);
  const tree = recordOf(record, 'product_tree');
  const context = { document: id, products: readProducts(tree), groups: readGroups(tree), tell };
  const affected = readAffectedProducts(
    vulnerabilities.map((one) => one.record),
    context,
  );
  const modified = readInstant(tracking, 'current_release_date', id, tell);
  const dates = { published: readInstant(tracking, 'initial_release_date', id, tell), modified };
  const source = {
    format: 'csaf' as const,
    document: id,
    author: textOf(recordOf(head, 'publisher') ?? {}, 'name'),
    file,
  };
  const isAdvisory = affected.length > 0;
  const statements = readVexStatements(vulnerabilities, { ...context, source, statedAt: modified });
  if (!isAdvisory && statements.length === 0) tell('catalog/nothing-to-judge', { document: id });
  return {
    document: isAdvisory
      ? {
          id,
          ...namesOf(vulnerabilities, id),
          summary: textOf(head, 'title') ?? '',
          ...dates,
          ...lifeOf(head, modified),
          affected,
          severity: severityOf(head),
          file,
        }
      : undefined,
    cves: vulnerabilities.flatMap((one) => factsOf(one, file, id, tell)),
    statements,
  };
}

function vulnerabilityOf(record: UnknownRecord): Vulnerability {
  const stated = textOf(record, 'cve')?.trim();
  const cve = stated !== undefined && isCveId(stated) ? stated : undefined;
  const others = recordsOf(record, 'ids').flatMap((entry) => textOf(entry, 'text') ?? []);
  return { record, cve, ids: [...new Set([...(cve === undefined ? [] : [cve]), ...others])] };
}

/**
 * A document about one vulnerability is one of its names; a document about several is an erratum, whose CVEs lend it
 * their facts and nothing else.
 */
function namesOf(
  vulnerabilities: readonly Vulnerability[],
  id: string,
): Pick<AdvisoryDocument, 'aliases' | 'related' | 'upstream'> {
  const [only] = vulnerabilities;
  const others = (ids: readonly string[]): readonly string[] => [...new Set(ids)].filter((one) => one !== id);
  if (vulnerabilities.length === 1 && only !== undefined)
    return { aliases: others(only.ids), related: [], upstream: [] };
  return { aliases: [], related: [], upstream: others(vulnerabilities.flatMap(({ ids }) => ids)) };
}

/** CSAF 2.1 has categories for documents that no longer hold. */
function lifeOf(head: UnknownRecord, modified: Instant | undefined): Pick<AdvisoryDocument, 'withdrawn'> {
  const category = textOf(head, 'category');
  if (category !== 'csaf_withdrawn' && category !== 'csaf_superseded') return {};
  return modified === undefined ? {} : { withdrawn: modified };
}

/** The publisher's word for the whole document, such as Red Hat's and Microsoft's. */
function severityOf(head: UnknownRecord): readonly SeverityStatement[] {
  const word = levelOfWord(textOf(recordOf(head, 'aggregate_severity') ?? {}, 'text') ?? '');
  return word === undefined ? [] : [{ step: 'source-word', word }];
}

function factsOf({ record, cve }: Vulnerability, file: string, document: string, tell: Tell): readonly CveFacts[] {
  const scores = scoreEntries(record);
  for (const value of scores.flatMap(unreadableVectors)) {
    tell('catalog/unreadable-severity', { document, value: value.slice(0, 60) });
  }
  if (cve === undefined) return [];
  // Products of one document usually share a vector; it speaks once.
  const severity = new Map(
    scores.flatMap((score) => cvssStatements(score, 'cve')).map((one) => [JSON.stringify(one), one] as const),
  );
  const exploitation = isExploited(record) ? ({ exploitation: 'active' } as const) : {};
  if (severity.size === 0 && exploitation.exploitation === undefined) return [];
  return [{ cve, severity: [...severity.values()], ...exploitation, file }];
}

function readInstant(tracking: UnknownRecord, field: string, document: string, tell: Tell): Instant | undefined {
  const text = textOf(tracking, field) ?? '';
  const instant = parseInstant(text);
  if (instant === undefined) tell('catalog/wrong-timestamp', { document, field, value: text.slice(0, 60) });
  return instant;
}

function nameOf(value: unknown, index: number): string {
  const record = asRecord(value);
  const tracking = recordOf((record && recordOf(record, 'document')) ?? {}, 'tracking');
  return textOf(tracking ?? {}, 'id') ?? `Document ${index + 1}`;
}
