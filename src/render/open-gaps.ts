import type { GapCheck, GapLines, ReportDocument } from '../model/report.ts';

/** A check that was made, and the documents that rest on it. */
export interface SharedCheck {
  readonly check: GapCheck;
  readonly documents: readonly ReportDocument[];
}

/** Every check of a report once, though several documents rest on it: checks are one that look for and found the same. */
export function sharedChecks(documents: readonly ReportDocument[]): readonly SharedCheck[] {
  const all: Collected[] = [];
  const byName = new Map<string, Collected[]>();
  for (const document of documents) {
    for (const check of document.gaps) {
      const alike = byName.get(check.check) ?? [];
      byName.set(check.check, alike);
      const known = alike.find((one) => isSame(one.check.found, check.found));
      if (known !== undefined) {
        known.documents.push(document);
        continue;
      }
      const first = { check, documents: [document] };
      all.push(first);
      alike.push(first);
    }
  }
  return all;
}

interface Collected extends SharedCheck {
  readonly documents: ReportDocument[];
}

function isSame(left: GapLines, right: GapLines): boolean {
  if (left.length !== right.length) return false;
  const others = right[Symbol.iterator]();
  for (const line of left) if (line !== others.next().value) return false;
  return true;
}
