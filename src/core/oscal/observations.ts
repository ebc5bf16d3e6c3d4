import type { Asset } from '../../model/asset.ts';
import type { OscalObservation } from '../../model/oscal.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { groupBy } from '../schedule/group.ts';
import { addDuration, formatInstant } from '../time.ts';
import type { EvidenceBook } from './evidence.ts';
import { type OscalContext, prop } from './input.ts';
import { subjectsOf } from './subjects.ts';
import { singleLimit, type Unit } from './units.ts';

/** Where all files of an observation stand when it names only some. */
const listings = { assets: 'csv/d2-assets.csv', requirements: 'csv/d4-requirements.csv' } as const;

/** The UUID of what was observed of a unit. */
export const observationId = ({ id }: OscalContext, unit: Unit): string => id('observation', unit.key);

/** What was seen of each requirement: which version is installed, what says that it is affected, and where it stands. */
export function requirementObservations(
  context: OscalContext,
  units: readonly Unit[],
  book: EvidenceBook,
): readonly OscalObservation[] {
  const subjects = subjectsOf(context);
  const { plan, estate } = context.input.decision;
  const assets = new Map(plan.assets.map((asset) => [asset.name, asset] as const));
  const fileOf = new Map(estate.catalog.documents.map(({ id, file }) => [id, file] as const));
  return units.map((unit) => {
    const { requirement } = unit.first;
    const names = unit.assets;
    const seen = names.map((name) => assets.get(name)).filter((asset) => asset !== undefined);
    const { component } = requirement;
    return {
      uuid: observationId(context, unit),
      title: `${component.name} ${component.version} on ${whereOf(names)}`,
      description: affectedText(requirement),
      props: [
        ...(unit.rows.length === 1 ? [prop('requirement', requirement.id)] : []),
        prop('ecosystem', component.ecosystem),
        prop('package', component.name),
        prop('installed-version', component.version),
        ...(requirement.target === undefined ? [] : [prop('target-version', requirement.target)]),
        prop('state', requirement.state),
      ],
      methods: ['EXAMINE'],
      types: ['finding'],
      origins: [context.origin],
      subjects: subjects(names),
      'relevant-evidence': [
        ...book.files('What is installed', filesOf(seen), listings.assets),
        ...book.files(
          'Advisory',
          requirement.advisories.flatMap((advisory) => fileOf.get(advisory) ?? []),
          listings.requirements,
        ),
      ],
      ...collection(context, seen),
    };
  });
}

const whereOf = (names: readonly string[]): string =>
  names.length === 1 ? (names[0] ?? '') : `${names.length} assets`;

function affectedText({ component, advisories, target, state }: Requirement): string {
  const by = advisories.length === 0 ? 'No advisory could be judged' : `Affected by ${advisories.join(', ')}`;
  const way = target === undefined ? 'no version that fixes all is known' : `fixed by ${target}`;
  return `${component.ecosystem} ${component.name} ${component.version}. ${by}; ${way}. State: ${state}.`;
}

/** Where what is installed on some assets stands. A fleet is named by few files. */
function filesOf(assets: readonly Asset[]): readonly string[] {
  const files = new Set<string>();
  for (const { observedIn, origin } of assets)
    for (const file of observedIn.length === 0 ? [origin.file] : observedIn) files.add(file);
  return [...files];
}

/**
 * When the oldest sighting among some assets was, and until when the Workspace's `staleAfter` lets it count. Where no
 * machine ever reported, the instant of the report stands in, and the remark says so.
 */
function collection(
  { input: { decision } }: OscalContext,
  assets: readonly Asset[],
): Pick<OscalObservation, 'collected' | 'expires' | 'remarks'> {
  const { timeZone: zone, weekend, holidays, staleAfter } = decision.estate.workspace;
  let oldest: Instant | undefined;
  let unseen = 0;
  for (const { lastSeen } of assets) {
    if (lastSeen === undefined) unseen += 1;
    else if (oldest === undefined || lastSeen < oldest) oldest = lastSeen;
  }
  if (oldest === undefined) {
    return {
      collected: formatInstant(decision.plan.asOf),
      remarks: 'No machine reported this: people state it in the inventory, and nothing says when it was last true.',
    };
  }
  return {
    collected: formatInstant(oldest),
    expires: formatInstant(addDuration(oldest, staleAfter, { zone, weekend, holidays })),
    ...(unseen > 0 && { remarks: `Of ${assets.length} assets, ${unseen} were never reported by a machine.` }),
  };
}

/** How every asset was judged, also those of which nothing is required. Of a large fleet, alike ones share one. */
export function assetObservations(context: OscalContext, book: EvidenceBook): readonly OscalObservation[] {
  const subjects = subjectsOf(context);
  const { plan } = context.input.decision;
  const verdicts = new Map(plan.verdicts.map((verdict) => [verdict.asset, verdict] as const));
  const judged = plan.assets.map((asset) => ({ asset, verdict: verdicts.get(asset.name) }));
  const isSingle = judged.length <= singleLimit;
  const groups = groupBy(judged, ({ asset, verdict }) => (isSingle ? asset.uid : (verdict?.compliance ?? 'unknown')));
  return [...groups].map(([key, alike]) => {
    const assets = alike.map(({ asset }) => asset);
    const [first] = alike;
    const compliance = first?.verdict?.compliance ?? 'unknown';
    const names = assets.map(({ name }) => name);
    return {
      uuid: context.id('observation', 'asset', key),
      title: `Verdict on ${whereOf(names)}: ${compliance}`,
      description: isSingle
        ? (first?.verdict?.because ?? 'Nothing judged it.')
        : `${names.length} assets judged alike.`,
      props: [prop('compliance', compliance)],
      methods: ['EXAMINE'],
      types: ['control-objective'],
      origins: [context.origin],
      subjects: subjects(names),
      'relevant-evidence': [
        ...book.files('What is installed', filesOf(assets), listings.assets),
        ...book.table('d2-assets', 'Every asset in scope, with the population of the listing'),
      ],
      ...collection(context, assets),
    };
  });
}
