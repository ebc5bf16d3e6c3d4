import { compareText } from '../../ecosystems/parts/digits.ts';
import type { AdvisoryDocument } from '../../model/advisory.ts';

/** Documents that speak of one problem: their ids or `aliases` meet, directly or through one another. */
export interface Advisory {
  /** The CVE when ids and aliases name exactly one, else the first document id in code unit order. Never shared. */
  readonly name: string;
  /** Every document, also the withdrawn ones, by id and file. */
  readonly documents: readonly AdvisoryDocument[];
  /** CVEs whose facts hold for it, sorted: ids, `aliases` and `upstream`, and `related` of errata, of what still stands. */
  readonly cves: readonly string[];
}

const cvePattern = /^CVE-\d{4}-\d{4,}$/;

/** Is this the id of a CVE record? */
function isCve(id: string): boolean {
  return cvePattern.test(id);
}

/**
 * Merges documents into advisories. Only ids and `aliases` merge; `upstream` and `related` join CVE facts and nothing
 * else, because one erratum carries many CVEs and two errata that share one are still two patches.
 * The result does not depend on the order of the documents.
 */
export function mergeAdvisories(documents: readonly AdvisoryDocument[]): readonly Advisory[] {
  const sorted = [...documents].sort((a, b) => compareText(a.id, b.id) || compareText(a.file, b.file));
  const parents = sorted.map((_, at) => at);
  const firstWith = new Map<string, number>();
  for (const [at, document] of sorted.entries()) {
    for (const id of [document.id, ...document.aliases]) {
      const first = firstWith.get(id);
      if (first === undefined) firstWith.set(id, at);
      else unite(parents, first, at);
    }
  }
  const groups = new Map<number, AdvisoryDocument[]>();
  for (const [at, document] of sorted.entries()) {
    const root = rootOf(parents, at);
    const group = groups.get(root);
    if (group) group.push(document);
    else groups.set(root, [document]);
  }
  return [...groups.values()].map(advisoryOf);
}

function rootOf(parents: number[], start: number): number {
  let at = start;
  for (let parent = parents[at]; parent !== undefined && parent !== at; parent = parents[at]) {
    // Halving the path keeps long alias chains flat.
    parents[at] = parents[parent] ?? parent;
    at = parent;
  }
  return at;
}

/** The smaller root wins, so that groups come out in the order of their first document. */
function unite(parents: number[], left: number, right: number): void {
  const a = rootOf(parents, left);
  const b = rootOf(parents, right);
  parents[Math.max(a, b)] = Math.min(a, b);
}

function advisoryOf(documents: readonly AdvisoryDocument[]): Advisory {
  const own = new Set(documents.flatMap((document) => [document.id, ...document.aliases]).filter(isCve));
  const [only] = own;
  // What a withdrawn document says of CVEs is withdrawn with it.
  const live = documents.filter(({ withdrawn }) => withdrawn === undefined);
  const cves = [...new Set((live.length > 0 ? live : documents).flatMap(factCves))].sort(compareText);
  return { name: own.size === 1 && only !== undefined ? only : (documents[0]?.id ?? ''), documents, cves };
}

/** An erratum names its CVEs under `related` only; where a document names CVEs of its own, `related` are other problems. */
function factCves(document: AdvisoryDocument): readonly string[] {
  const stated = [document.id, ...document.aliases, ...document.upstream].filter(isCve);
  return stated.length > 0 ? stated : document.related.filter(isCve);
}
