import { compareText } from '../../ecosystems/parts/digits.ts';
import type { EcosystemHealth, HealthFinding } from '../../model/health.ts';
import { counted } from '../counted.ts';
import type { Decision } from '../plan/decision.ts';
import { advisoriesToAdd } from './known-sources.ts';
import { named } from './words.ts';

/** Ecosystems of which assets carry components: for which of them an advisory would be known if there were one. */
export function examineEcosystems({ plan, estate }: Decision): {
  readonly ecosystems: readonly EcosystemHealth[];
  readonly findings: readonly HealthFinding[];
} {
  const unwatched = new Map(plan.summary.unwatched.map((one) => [one.ecosystem, one]));
  const ecosystems = [...countComponents(estate)]
    .sort(([left], [right]) => compareText(left, right))
    .map(([ecosystem, components]): EcosystemHealth => {
      const gap = unwatched.get(ecosystem);
      const state = gap === undefined ? 'watched' : gap.components === components ? 'unwatched' : 'partly';
      return { ecosystem, state, components, unwatched: gap?.components ?? 0 };
    });
  const findings = [...unwatched.values()].map(({ ecosystem, components, assets, packages }): HealthFinding => {
    const what =
      packages === undefined
        ? `${ecosystem}: ${counted(components, 'component')}`
        : `${ecosystem}: ${named(packages, 'package')} came after the catalogue was synced,`;
    return {
      ...{ hurt: 'unwatched', code: 'ecosystem-unwatched', subject: ecosystem, weight: assets.length },
      text: `${what} on ${named(assets)} and no source that watches ${components === 1 ? 'it' : 'them'}: not clean, unknown`,
      remedy: packages === undefined ? sourceHint(ecosystem) : 'patchledger feeds sync',
    };
  });
  return { ecosystems, findings };
}

function countComponents({ assets, componentSets }: Decision['estate']): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { componentSets: digests } of assets) {
    for (const digest of digests) times.set(digest, (times.get(digest) ?? 0) + 1);
  }
  const counts = new Map<string, number>();
  for (const [digest, factor] of times) {
    for (const { ecosystem } of componentSets.get(digest)?.components ?? []) {
      counts.set(ecosystem, (counts.get(ecosystem) ?? 0) + factor);
    }
  }
  return counts;
}

/** Nobody publishes for all of `generic`. */
function sourceHint(ecosystem: string): string {
  if (ecosystem === 'generic') {
    return "add the vendor's advisories (OSV or CSAF) below catalog/, named as the components are";
  }
  return `${advisoriesToAdd(ecosystem)}, then patchledger feeds sync`;
}
