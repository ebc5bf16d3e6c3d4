import type { OwedDuty, SharedRequirement, TestDemand } from '../../model/requirement.ts';

/** Targets that a gate names before it says how many more there are. */
const namedTargets = 3;

/**
 * What the test-evidence gate of a visit needs, in words: every demand of every policy with the versions it is about.
 * The words say what must hold, never what is on record, so that evidence that arrives rewrites no approved Change.
 * `undefined`: no policy asks for a test.
 */
export function testNeeds(asset: string, requirements: readonly SharedRequirement[]): string | undefined {
  const updates = new Map<string, string[]>();
  for (const requirement of requirements) {
    for (const demand of requirement.governance.testing) {
      const words = demandWords(demand, asset);
      const key = JSON.stringify([words.what, words.where]);
      updates.set(key, [...(updates.get(key) ?? []), updateText(requirement)]);
    }
  }
  const texts = [...updates].map(([key, targets]) => {
    const [what, where] = JSON.parse(key) as readonly [string, string];
    return `${what} of ${someOf([...new Set(targets)].sort())}${where}`;
  });
  return texts.length === 0 ? undefined : texts.sort().join('; ');
}

/** What the rollback-drill gate of a visit needs. `undefined`: no policy asks how recent the drill must be. */
export function drillNeeds(requirements: readonly SharedRequirement[]): string | undefined {
  const withins = drillAges(requirements);
  return withins.length === 0 ? undefined : `the way back drilled within ${withins.join(' and within ')}`;
}

/** How recent the policies of a visit want the drill, in their words, sorted. */
export function drillAges(requirements: readonly SharedRequirement[]): readonly string[] {
  return [...new Set(requirements.flatMap(({ governance }) => governance.rollback?.testedWithin ?? []))].sort();
}

/** The version that a visit is to install for a requirement. */
export function versionToInstall({ target, partial }: SharedRequirement): string | undefined {
  return target ?? partial?.version;
}

function updateText(requirement: SharedRequirement): string {
  const version = versionToInstall(requirement);
  const { name } = requirement.component;
  return version === undefined ? name : `${name} ${version}`;
}

function demandWords({ kinds, environment, onMirror, validFor }: TestDemand, asset: string) {
  const place = [...(environment ? [`in ${environment}`] : []), ...(onMirror ? [`on a mirror of ${asset}`] : [])];
  const age = validFor === undefined ? '' : `, not older than ${validFor}`;
  const tests = kinds.length > 1 ? `passed ${kinds.join(' and ')} tests` : ['a passed', ...kinds, 'test'].join(' ');
  return { what: tests, where: ` ${place.length === 0 ? 'outside production' : place.join(' ')}${age}` };
}

function someOf(names: readonly string[]): string {
  const shown = names.length > namedTargets + 1 ? names.slice(0, namedTargets) : names;
  const more = names.length - shown.length;
  return more === 0 ? listed(shown) : `${shown.join(', ')} and ${more} more`;
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1] ?? ''}`;

/** Gates of duties, and what each needs. */
export type DutyNeeds = ReadonlyMap<'forensics' | 'duty', string>;

/**
 * The gates of duties that must be done before anything is patched, and what each needs in words: forensic triage, which
 * patching would spoil, and any other.
 */
export function dutyNeeds(requirements: readonly SharedRequirement[]): DutyNeeds {
  const needs = new Map<'forensics' | 'duty', string>();
  if (dutiesFirst('forensics', requirements).length > 0) {
    needs.set('forensics', 'forensic triage recorded before anything is patched');
  }
  const ids = [...new Set(dutiesFirst('duty', requirements).map(({ id }) => id))].sort();
  if (ids.length > 0) needs.set('duty', `recorded before anything is patched: ${ids.join(', ')}`);
  return needs;
}

/** The duties of a gate. Where no forensic duty says that it comes before the patch, all of them do. */
export function dutiesFirst(
  gate: 'forensics' | 'duty',
  requirements: readonly SharedRequirement[],
): readonly OwedDuty[] {
  const isForensic = ({ id }: OwedDuty): boolean => id.startsWith('forensic');
  const owed = requirements
    .flatMap(({ obligations }) => obligations.flatMap(({ duties }) => duties))
    .filter((duty) => isForensic(duty) === (gate === 'forensics'));
  const first = owed.filter(({ before }) => before === 'patch');
  return gate === 'forensics' && first.length === 0 ? owed : first;
}
