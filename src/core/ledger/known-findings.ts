import type { Asset } from '../../model/asset.ts';
import type { KnownFinding } from '../../model/explanation.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { SharedRequirement } from '../../model/requirement.ts';
import { advisoryIds, findingId, meet, requirementKey } from './identity.ts';

/** Ids of a requirement's findings on an asset, and when the ledger first had each open, by advisory. */
export function knownFindings(
  { uid }: Asset,
  { component: { ecosystem, name, path }, findings }: SharedRequirement,
  ledger: Ledger,
): ReadonlyMap<string, KnownFinding> {
  const key = requirementKey(ecosystem, name, path);
  const recorded = ledger.assets.get(uid)?.get(key)?.findings ?? [];
  return new Map(
    findings.map((finding) => {
      const known = recorded.find(({ advisories }) => meet(advisories, advisoryIds(finding)));
      const id = findingId(uid, key, known?.name ?? finding.advisory);
      const opened = known?.closed === undefined ? known : undefined;
      return [finding.advisory, { id, opened: opened && { at: opened.openedAt, record: opened.record } }] as const;
    }),
  );
}
