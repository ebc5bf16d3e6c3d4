import type { OscalEvidence, OscalResource } from '../../model/oscal.ts';
import type { OscalContext } from './input.ts';

/** Files that are named one by one as evidence of one observation, before the rest is counted. */
const filesNamed = 10;

/** The files that observations rest on: each is a resource once, however many refer to it. */
export interface EvidenceBook {
  /** Files of the estate as evidence. More than ten are counted, and `rest` says where all of them stand. */
  readonly files: (what: string, files: readonly string[], rest: string) => readonly OscalEvidence[];
  /** The CSV twin of a table; nothing where there is no such table. */
  readonly table: (id: string, what: string) => readonly OscalEvidence[];
  /** Everything that was referred to so far, by its UUID. */
  readonly resources: ReadonlyMap<string, OscalResource>;
}

/** Collects what observations refer to, with the SHA-256 of each file that was read. */
export function evidenceBook({ id, digestOf, csv, report }: OscalContext): EvidenceBook {
  const resources = new Map<string, OscalResource>();
  const refer = (uuid: string, make: () => OscalResource): string => {
    if (!resources.has(uuid)) resources.set(uuid, make());
    return `#${uuid}`;
  };
  const fileResource = (uuid: string, file: string): OscalResource => {
    const digest = digestOf(file);
    const link = { href: hrefOf(report.provenance.sourceUrl, file) };
    return {
      uuid,
      title: file,
      rlinks: [digest === undefined ? link : { ...link, hashes: [{ algorithm: 'SHA-256', value: digest }] }],
      ...(digest === undefined && {
        remarks: 'The file was not at hand when this was written; its hash is not known.',
      }),
    };
  };
  return {
    files: (what, files, rest) => {
      const distinct = [...new Set(files)].sort();
      const named = distinct.slice(0, filesNamed).map((file) => {
        const uuid = id('file', file);
        return { href: refer(uuid, () => fileResource(uuid, file)), description: what };
      });
      const more = distinct.length - named.length;
      return more === 0 ? named : [...named, { description: `${what}: ${more} more files, listed in ${rest}.` }];
    },
    table: (table, what) => {
      const twin = csv.get(table);
      if (twin === undefined) return [];
      const uuid = id('table', table);
      const href = refer(uuid, () => ({
        uuid,
        title: twin.path,
        description: what,
        rlinks: [{ href: `../${twin.path}`, hashes: [{ algorithm: 'SHA-256', value: twin.sha256 }] }],
      }));
      return [{ href, description: what }];
    },
    resources,
  };
}

/** Everything that some books refer to, each once, by title. */
export function resourcesIn(books: readonly EvidenceBook[]): readonly OscalResource[] {
  const all = new Map(books.flatMap(({ resources }) => [...resources]));
  return [...all.values()].sort((left, right) => (left.title < right.title ? -1 : 1));
}

/** Where a file of the estate is read: on the forge at the commit, else by its path from the estate's root. */
function hrefOf(sourceUrl: string | undefined, file: string): string {
  const whole = file.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  const path = whole.split('/').map(encodeURIComponent).join('/');
  return sourceUrl === undefined ? path : `${sourceUrl}${path}`;
}
