import { sha256Hex } from '../digest.ts';
import { type RequirementRow, requirementRows } from '../report/requirements.ts';
import { groupBy } from '../schedule/group.ts';
import type { OscalContext } from './input.ts';

/** Requirements, and assets, that are told one by one. Above it alike ones share what is said of them. */
export const singleLimit = 5_000;

/** Requirements that are told as one: a single one, or all of a large estate that read the same but for the asset. */
export interface Unit {
  /** Names it; the requirement's id where it is one. */
  readonly key: string;
  readonly first: RequirementRow;
  readonly rows: readonly RequirementRow[];
  /** Its assets, each once, sorted. */
  readonly assets: readonly string[];
}

/**
 * What is required, most pressing first. Consumers of OSCAL hold a document whole: of a large estate, requirements that
 * differ by their asset alone are one unit with many subjects, and none is left out.
 */
export function unitsOf({ input }: OscalContext, limit = singleLimit): readonly Unit[] {
  const rows = requirementRows(input.decision).filter(({ requirement }) => requirement.state !== 'done');
  if (rows.length <= limit) {
    return rows.map((row) => ({ key: row.requirement.id, first: row, rows: [row], assets: [row.requirement.asset] }));
  }
  return [...groupBy(rows, ({ line }) => line).values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const ids = alike.map(({ requirement }) => requirement.id).sort();
    const assets = [...new Set(alike.map(({ requirement }) => requirement.asset))].sort();
    return [{ key: sha256Hex(ids.join('\n')), first, rows: alike, assets }];
  });
}
