import { compareText } from '../../ecosystems/parts/digits.ts';
import type { HealthFinding, MissingFact } from '../../model/health.ts';
import type { Plan } from '../../model/plan.ts';
import type { Obligation, RequirementSet } from '../../model/requirement.ts';
import { counted } from '../counted.ts';
import type { Decision } from '../plan/decision.ts';
import { isAssetFact } from '../prioritise/facts.ts';
import { sourceToAdd } from './known-sources.ts';

/** The facts that rules asked for and nobody knows, the most missed first; over every obligation of every asset. */
export function examineFacts({ plan: { book, summary }, estate: { catalog } }: Decision): {
  readonly facts: readonly MissingFact[];
  readonly findings: readonly HealthFinding[];
} {
  const facts = [...countFacts(book.sets)]
    .flatMap(([fact, counts]): MissingFact[] => (counts.unknown + counts.assumed === 0 ? [] : [{ fact, ...counts }]))
    .sort((left, right) => missedOf(right) - missedOf(left) || compareText(left.fact, right.fact));
  const formats = new Set(catalog.feeds.flatMap(({ format }) => format ?? []));
  if (catalog.kev !== undefined) formats.add('kev');
  return { facts, findings: [...facts.map((fact) => findingOf(fact, formats)), ...clockFindings(summary)] };
}

type Counts = { -readonly [K in Exclude<keyof MissingFact, 'fact'>]: number };

const missedOf = ({ unknown, assumed }: MissingFact): number => unknown + assumed;

function countFacts(sets: readonly RequirementSet[]): ReadonlyMap<string, Counts> {
  const times = new Map<RequirementSet, number>();
  for (const set of sets) times.set(set, (times.get(set) ?? 0) + 1);
  const counts = new Map<string, Counts>();
  for (const [{ requirements }, factor] of times) {
    const missed = new Set<string>();
    for (const { obligations, passedOver = [] } of requirements) {
      for (const obligation of obligations) countObligation(obligation, factor, counts, missed);
      for (const { facts } of passedOver) {
        countObligation({ facts, marks: ['could-be-stricter'] }, factor, counts, missed);
      }
    }
    for (const fact of missed) countsIn(counts, fact).assets += factor;
  }
  return counts;
}

function countObligation(
  { facts, marks }: Pick<Obligation, 'facts' | 'marks'>,
  factor: number,
  counts: Map<string, Counts>,
  missed: Set<string>,
): void {
  for (const { name, value, assumed } of facts) {
    const count = countsIn(counts, name);
    count.asked += factor;
    if (assumed) count.assumed += factor;
    else if (value === undefined) {
      count.unknown += factor;
      if (marks.includes('needs-facts')) count.needsFacts += factor;
      if (marks.includes('could-be-stricter')) count.couldBeStricter += factor;
    } else continue;
    missed.add(name);
  }
}

function countsIn(counts: Map<string, Counts>, fact: string): Counts {
  const known = counts.get(fact);
  if (known !== undefined) return known;
  const fresh = { asked: 0, unknown: 0, assumed: 0, needsFacts: 0, couldBeStricter: 0, assets: 0 };
  counts.set(fact, fresh);
  return fresh;
}

function findingOf(missing: MissingFact, formats: ReadonlySet<string>): HealthFinding {
  const { fact, asked, unknown, assumed, needsFacts, couldBeStricter, assets } = missing;
  const how = [
    ...(needsFacts > 0 ? [`${needsFacts} decided by the strictest rule that might apply`] : []),
    ...(couldBeStricter > 0 ? [`${couldBeStricter} might have to be stricter`] : []),
    ...(assumed > 0 ? [`${assumed} assumed by a policy`] : []),
  ];
  const text =
    `${fact} is not known in ${unknown + assumed} of ${counted(asked, 'decision')} that ask for it, ` +
    `on ${counted(assets, 'asset')}${how.length === 0 ? '' : `: ${how.join(', ')}`}`;
  return {
    ...{ hurt: 'guessed', code: 'fact-missing', subject: fact, text, weight: unknown + assumed },
    remedy: remedyOf(fact, formats),
  };
}

/** Where a fact comes from, so where it can be said. */
function remedyOf(fact: string, formats: ReadonlySet<string>): string {
  if (fact.startsWith('labels.')) return `state ${fact} of these assets in the Inventory, or in its spec.defaults`;
  if (fact === 'supportEnded') return 'state spec.assets[].supportEnds in the Inventory';
  if (isAssetFact(fact)) return `state spec.assets[].${fact} in the Inventory, or spec.defaults.${fact} for all of it`;
  const format = statedBy[fact];
  if (format === undefined) return remedies[fact] ?? `give a rule with ${fact}: { known: false }`;
  if (!formats.has(format)) return `${sourceToAdd(format)}, then patchledger feeds sync`;
  return `patchledger feeds sync; where no source says it, state a rule with ${fact}: { known: false }`;
}

/** Facts by the format that states them. */
const statedBy: Readonly<Record<string, 'cve' | 'kev' | 'epss'>> = {
  severity: 'cve',
  cvss: 'cve',
  exploitation: 'cve',
  automatable: 'cve',
  technicalImpact: 'cve',
  kev: 'kev',
  kevDueDate: 'kev',
  ransomware: 'kev',
  epss: 'epss',
};

const patch = 'describe the release in a Patch below catalog/';

const remedies: Readonly<Record<string, string>> = {
  ageDays: 'take a source that says when its advisories were published',
  fixAvailable: 'take a source that names fixed versions',
  class: 'state spec.assets[].components[].class in the Inventory',
  classification: patch,
  activation: patch,
  jump: 'patchledger compare-versions tells why two versions have no order; give the component a scheme',
};

const clocks = {
  'first-seen-unknown': {
    text: 'nothing says since when the software was there',
    remedy: 'patchledger import it again with every change, so that firstSeen is kept',
  },
  'import-date-unknown': {
    text: 'nobody recorded when the advisory was imported',
    remedy: 'patchledger feeds sync writes the date into catalog/index.yaml',
  },
  'release-date-unknown': {
    text: 'nobody says when the target was released',
    remedy: 'state releasedAt in a Patch below catalog/',
  },
} as const;

/** What clocks had to take for granted, one finding a kind. */
function clockFindings({ assumptions }: Plan['summary']): readonly HealthFinding[] {
  return Object.entries(clocks).flatMap(([code, { text, remedy }]): HealthFinding[] => {
    const weight = assumptions.reduce((sum, one) => sum + (one.code === code ? one.count : 0), 0);
    if (weight === 0) return [];
    return [
      {
        hurt: 'guessed',
        code,
        text: `${text}: ${counted(weight, 'deadline')} counted from a stand-in`,
        weight,
        remedy,
      },
    ];
  });
}
