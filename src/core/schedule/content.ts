import type { SharedRequirement } from '../../model/requirement.ts';
import { versionToInstall } from '../evidence/needs.ts';
import { createTrie } from '../trie.ts';

/** Stands for the packages that a visit carries and the versions that they are to get: who has the same, brings the same. */
export type Content = object;

/** Finds what stands for some requirements. Bundles of several are shared by all who want the same, so they speak for themselves. */
export function createContents(): (requirements: readonly SharedRequirement[]) => Content {
  const singles = createTrie<string, Content>();
  return (requirements) => {
    const [only, second] = requirements;
    if (only === undefined || second !== undefined) return requirements;
    const { ecosystem, name } = only.component;
    return singles.at([ecosystem, name, versionToInstall(only) ?? ''], () => ({}));
  };
}
