import { compareText } from '../../ecosystems/parts/digits.ts';
import type { ComponentFinding, FindingStatus } from '../../model/finding.ts';
import type { Advisory } from './advisories.ts';
import { type AdvisoryFacts, advisoryFacts, type FactSources, type FixKnowledge, findingFacts } from './facts.ts';
import { leavesDoubt } from './match.ts';
import { judgeStatement, type PackageView, type ReadStatement } from './package-view.ts';
import type { Judgement } from './range.ts';
import type { Subject } from './subjects.ts';

/** What one document says of one component. */
interface Judged {
  readonly statement: ReadStatement;
  readonly judgement: Judgement;
  readonly subject: Subject;
}

/** The findings of a component, and the documents that could not judge it. */
export interface JudgedComponent {
  readonly findings: readonly ComponentFinding[];
  readonly unjudged: readonly string[];
  /** Advisories that affect it, by subject in the order given. */
  readonly affected: readonly ReadonlySet<string>[];
}

/** Judges components by the subjects found for them. */
export type FindingsOf = (subjects: readonly Subject[]) => JudgedComponent;

/**
 * Turns judgements into findings, one an advisory, sorted by name (DESIGN §3.1): affected when any document says so;
 * unknown when one leaves doubt; fixed when a fix stands at or below the version; else not affected. An advisory of
 * which every document was withdrawn, or speaks of commits alone, is no finding.
 * Facts are drawn once for each advisory and package, and equal findings are one object.
 */
export function findingsFrom(sources: FactSources): FindingsOf {
  const facts = new Map<PackageView, Map<Advisory, AdvisoryFacts>>();
  const shared = new Map<ReadStatement, Map<Judgement, Map<FixKnowledge, ComponentFinding>>>();

  const factsOf = (view: PackageView, advisory: Advisory): AdvisoryFacts => {
    const known = kept(facts, view, () => new Map<Advisory, AdvisoryFacts>());
    return kept(known, advisory, () => {
      const statements = view.statements.filter((statement) => statement.advisory === advisory);
      return advisoryFacts(advisory, statements, sources);
    });
  };

  const findingOf = (advisory: Advisory, judged: readonly Judged[]): ComponentFinding | undefined => {
    const status = statusOf(judged);
    const [first] = judged;
    if (status === undefined || first === undefined) return undefined;
    const fix = fixOf(status, judged);
    const make = (): ComponentFinding => {
      return compose({ advisory, judged, status, fix, facts: factsOf(first.subject.view, advisory), sources });
    };
    if (judged.length > 1) return make();
    const byJudgement = kept(shared, first.statement, () => new Map<Judgement, Map<FixKnowledge, ComponentFinding>>());
    return kept(
      kept(byJudgement, first.judgement, () => new Map<FixKnowledge, ComponentFinding>()),
      fix,
      make,
    );
  };

  return (subjects) => {
    const groups = judgeAll(subjects);
    const findings = [...groups].map(([advisory, judged]) => findingOf(advisory, judged));
    const all = [...groups.values()].flat();
    const unjudged = all.filter(({ judgement }) => judgement.verdict === 'unjudged');
    return {
      findings: findings
        .filter((finding) => finding !== undefined)
        .sort((left, right) => compareText(left.advisory, right.advisory)),
      unjudged: documentIds(unjudged),
      affected: subjects.map((subject) => {
        const mine = all.filter((one) => one.subject === subject && one.judgement.verdict === 'affected');
        return new Set(mine.map(({ statement }) => statement.advisory.name));
      }),
    };
  };
}

function judgeAll(subjects: readonly Subject[]): ReadonlyMap<Advisory, readonly Judged[]> {
  const groups = new Map<Advisory, Judged[]>();
  for (const subject of subjects) {
    for (const statement of subject.view.statements) {
      const judged = { statement, judgement: judgeStatement(statement, subject.version), subject };
      const group = groups.get(statement.advisory);
      if (group) group.push(judged);
      else groups.set(statement.advisory, [judged]);
    }
  }
  return groups;
}

function statusOf(judged: readonly Judged[]): FindingStatus | undefined {
  const judgements = judged.map(({ judgement }) => judgement);
  if (judgements.some(({ verdict }) => verdict === 'affected')) return 'affected';
  if (judgements.some(leavesDoubt)) return 'unknown';
  if (judgements.some(({ isFixed }) => isFixed)) return 'fixed';
  return judgements.some(({ verdict }) => verdict === 'not-affected') ? 'not-affected' : undefined;
}

interface FindingParts {
  readonly advisory: Advisory;
  readonly judged: readonly Judged[];
  readonly status: FindingStatus;
  readonly fix: FixKnowledge;
  readonly facts: AdvisoryFacts;
  readonly sources: FactSources;
}

function compose({ advisory, judged, status, fix, facts, sources }: FindingParts): ComponentFinding {
  const affected = affectedAmong(judged);
  const live = judged.filter(({ judgement }) => judgement.verdict !== 'withdrawn');
  const speakers = (affected.length > 0 ? affected : live).map(({ statement }) => statement.document);
  const evidence = judged.map(({ statement, judgement: { verdict, because } }) => {
    return { document: statement.document.id, verdict, because };
  });
  return {
    advisory: advisory.name,
    documents: advisory.documents,
    cves: advisory.cves,
    affectedBy: documentIds(affected),
    status,
    evidence: evidence.sort((left, right) => compareText(left.document, right.document)),
    facts: findingFacts(facts, speakers, fix, sources),
  };
}

function affectedAmong(judged: readonly Judged[]): readonly Judged[] {
  return judged.filter(({ judgement }) => judgement.verdict === 'affected');
}

function fixOf(status: FindingStatus, judged: readonly Judged[]): FixKnowledge {
  const affected = affectedAmong(judged);
  if (status === 'fixed' || affected.some(hasFixAbove)) return 'known';
  return affected.length > 0 && affected.every(({ judgement }) => judgement.isEndless) ? 'none' : 'unknown';
}

function hasFixAbove({ statement, subject }: Judged): boolean {
  const { parsed } = subject.version;
  const { comparer } = subject.view;
  const highest = statement.fixes.at(-1);
  if (comparer === undefined || parsed === undefined || highest === undefined) return false;
  return comparer.compare(highest.parsed, parsed) > 0;
}

function documentIds(judged: readonly Judged[]): readonly string[] {
  return [...new Set(judged.map(({ statement }) => statement.document.id))].sort(compareText);
}

/** The value under a key, made on first use. */
function kept<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
