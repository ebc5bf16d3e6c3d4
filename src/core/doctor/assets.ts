import type { Asset } from '../../model/asset.ts';
import type { HealthFinding, SeenCounts } from '../../model/health.ts';
import { unseenOf } from '../estate/freshness.ts';
import type { Decision } from '../plan/decision.ts';
import { named } from './words.ts';

type Seen = Exclude<keyof SeenCounts, 'total'>;

/** Assets by how lately they were seen, and what to do about those of which too little is known. */
export function examineAssets({ plan, estate }: Decision): {
  readonly counts: SeenCounts;
  readonly findings: readonly HealthFinding[];
} {
  const names: Record<Seen, string[]> = { fresh: [], old: [], missing: [], stated: [], blank: [] };
  for (const asset of estate.assets) names[seenOf(asset, estate, plan.asOf)].push(asset.name);
  const { fresh, old, missing, stated, blank } = names;
  const partly = estate.assets.filter(({ partlyRead }) => partlyRead).map(({ name }) => name);
  const again = 'patchledger import auto <report>, or retire it from the inventory when it is gone';
  const findings = [
    ...about('unwatched', 'asset-blank', blank, 'of which nobody says what runs there', {
      remedy: 'patchledger import auto <report>, or list spec.assets[].components in the Inventory',
    }),
    ...about('unwatched', 'asset-partly-read', partly, 'with software that could not be read', {
      remedy:
        'patchledger import auto <report> says what was left out and why; --ecosystem or --map tells what is missing',
    }),
    ...about('stale', 'asset-stale', old, `not seen for more than ${estate.workspace.staleAfter.text}`, {
      remedy: again,
    }),
    ...about('stale', 'asset-missing', missing, 'no longer reported by the source that saw them', { remedy: again }),
  ];
  const counts = { fresh: fresh.length, old: old.length, missing: missing.length };
  return {
    counts: { total: estate.assets.length, ...counts, stated: stated.length, blank: blank.length },
    findings,
  };
}

function seenOf(asset: Asset, { workspace }: Decision['estate'], asOf: Decision['plan']['asOf']): Seen {
  const unseen = unseenOf(asset, workspace, asOf);
  if (unseen !== undefined) return unseen.kind;
  if (asset.lastSeen !== undefined) return 'fresh';
  return asset.componentSets.length === 0 ? 'blank' : 'stated';
}

function about(
  hurt: HealthFinding['hurt'],
  code: string,
  names: readonly string[],
  words: string,
  { remedy }: Pick<HealthFinding, 'remedy'>,
): readonly HealthFinding[] {
  return names.length === 0 ? [] : [{ hurt, code, text: `${named(names)} ${words}`, weight: names.length, remedy }];
}
