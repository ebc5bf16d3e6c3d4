import type { ComponentAssessment, Jump } from '../../model/finding.ts';
import { jumpIn, urgencyIn } from './assess.ts';
import { readVersion } from './match.ts';
import type { PackageIndex } from './package-index.ts';
import { judgeStatement, mayAffect } from './package-view.ts';
import { type Subject, subjectsIn } from './subjects.ts';
import { chooseTarget, type TargetChoice } from './target.ts';

/** Everything that choosing another target for an assessed component needs to ask. */
export interface Targeting {
  /** Orders two versions; `undefined` when one cannot be ordered. */
  readonly compare: (left: string, right: string) => number | undefined;
  /** Is a version above the installed one? */
  readonly isAbove: (version: string) => boolean;
  /** Ids of the documents of the package that affect a version or leave room for it, sorted; none where it is clean. */
  readonly affectedBy: (version: string) => readonly string[];
  /** Can a version of this package end all findings? Not where some are about versions of another one, such as its source. */
  readonly canClearAll: boolean;
  readonly jumpTo: (version: string) => Jump | undefined;
  /**
   * The target as always, with releases to choose from besides and versions that are not to be had. `wanted`: advisories
   * of which it must clear one at least. Default: any.
   */
  readonly choose: (
    offers: readonly string[],
    refusal: (version: string) => string | undefined,
    wanted?: ReadonlySet<string>,
  ) => TargetChoice;
}

/** Gives what is known about the targets of a component; `undefined` where its version cannot be ordered. */
export type TargetingOf = (assessment: ComponentAssessment) => Targeting | undefined;

/** Looks into the catalogue for targets; each assessment is read once. */
export function targetingIn(index: PackageIndex): TargetingOf {
  const subjectsOf = subjectsIn(index);
  const known = new WeakMap<ComponentAssessment, Targeting>();
  return (assessment) => {
    const before = known.get(assessment);
    if (before !== undefined) return before;
    const targeting = targetingOf(assessment, subjectsOf(assessment.targetFor ?? assessment.component));
    if (targeting !== undefined) known.set(assessment, targeting);
    return targeting;
  };
}

function targetingOf({ findings }: ComponentAssessment, subjects: readonly Subject[]): Targeting | undefined {
  const [subject, ...others] = subjects;
  const { comparer, statements } = subject?.view ?? {};
  if (subject === undefined || statements === undefined || comparer === undefined) return undefined;
  const { text: installed, parsed } = subject.version;
  if (parsed === undefined) return undefined;
  const beyond = new Set(others.flatMap((other) => [...affectedIn(other)]));
  const given = { subject, affected: affectedIn(subject), beyond, urgency: urgencyIn(findings) };
  const order = (left: unknown, right: unknown): number | undefined =>
    left === undefined || right === undefined ? undefined : comparer.compare(left, right);
  return {
    compare: (left, right) => order(comparer.parse(left), comparer.parse(right)),
    isAbove: (version) => (order(comparer.parse(version), parsed) ?? 0) > 0,
    affectedBy: (version) => {
      const read = readVersion(version, comparer);
      const affecting = statements.filter((statement) => mayAffect(statement, read));
      return [...new Set(affecting.map(({ document }) => document.id))].sort();
    },
    canClearAll: beyond.size === 0,
    jumpTo: (version) => jumpIn(subject.view, installed, version),
    choose: (offers, refusal, wanted) => chooseTarget({ ...given, offers, refusal, wanted }),
  };
}

/** Names of the advisories that affect the installed version of a subject. */
function affectedIn({ view, version }: Subject): ReadonlySet<string> {
  const affecting = view.statements.filter((one) => judgeStatement(one, version).verdict === 'affected');
  return new Set(affecting.map(({ advisory }) => advisory.name));
}
