import { compareText } from '../../ecosystems/parts/digits.ts';
import type { ComponentFinding, FindingStatus, MatchEvidence } from '../../model/finding.ts';
import type { Advisory } from './advisories.ts';
import { type AdvisoryFacts, type FactSources, type FixKnowledge, factsFrom, findingFacts } from './facts.ts';
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
 * Turns judgements into findings, one an advisory, sorted by name: affected when any document says so;
 * unknown when one leaves doubt; fixed when a fix stands at or below the version; else not affected. An advisory of
 * which every document was withdrawn, or speaks of commits alone, is no finding.
 * Facts are drawn once for each advisory and package, and equal findings are one object.
 */
export function findingsFrom(sources: FactSources): FindingsOf {
  const draw = factsFrom(sources);
  const facts = new Map<PackageView, Map<Advisory, AdvisoryFacts>>();
  const shared = new Map<ReadStatement, Map<Judgement, Map<FixKnowledge, ComponentFinding>>>();

  const factsOf = (view: PackageView, advisory: Advisory): AdvisoryFacts => {
    const known = kept(facts, view, () => new Map<Advisory, AdvisoryFacts>());
    return kept(known, advisory, () => {
      const statements = view.statements.filter((statement) => statement.advisory === advisory);
      return draw(advisory, statements);
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
    const { groups, unjudged, affected } = judgeAll(subjects);
    const findings: ComponentFinding[] = [];
    for (const [advisory, judged] of groups) {
      const finding = findingOf(advisory, judged);
      if (finding !== undefined) findings.push(finding);
    }
    findings.sort((left, right) => compareText(left.advisory, right.advisory));
    return { findings, unjudged: documentIds(unjudged), affected };
  };
}

interface AllJudged {
  readonly groups: ReadonlyMap<Advisory, readonly Judged[]>;
  readonly unjudged: readonly Judged[];
  readonly affected: readonly ReadonlySet<string>[];
}

function judgeAll(subjects: readonly Subject[]): AllJudged {
  const groups = new Map<Advisory, Judged[]>();
  const unjudged: Judged[] = [];
  const affected = subjects.map((subject) => {
    const names = new Set<string>();
    for (const statement of subject.view.statements) {
      const judged = { statement, judgement: judgeStatement(statement, subject.version), subject };
      const { verdict } = judged.judgement;
      if (verdict === 'affected') names.add(statement.advisory.name);
      if (verdict === 'unjudged') unjudged.push(judged);
      const group = groups.get(statement.advisory);
      if (group) group.push(judged);
      else groups.set(statement.advisory, [judged]);
    }
    return names;
  });
  return { groups, unjudged, affected };
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
  return {
    advisory: advisory.name,
    documents: advisory.documents,
    cves: advisory.cves,
    affectedBy: documentIds(affected),
    status,
    evidence: evidenceOf(judged),
    facts: findingFacts(facts, speakers, fix, sources),
  };
}

/** By document; copies that say the same speak once. */
function evidenceOf(judged: readonly Judged[]): readonly MatchEvidence[] {
  const words = new Map<string, MatchEvidence>();
  for (const { statement, judgement } of judged) {
    const document = statement.document.id;
    const { verdict, because } = judgement;
    words.set(`${document}\u0000${verdict}\u0000${because}`, { document, verdict, because });
  }
  return [...words].sort(([left], [right]) => compareText(left, right)).map(([, evidence]) => evidence);
}

function affectedAmong(judged: readonly Judged[]): readonly Judged[] {
  return judged.filter(({ judgement }) => judgement.verdict === 'affected');
}

function fixOf(status: FindingStatus, judged: readonly Judged[]): FixKnowledge {
  const affected = affectedAmong(judged);
  if (status === 'fixed' || affected.some(hasFixAbove)) return 'known';
  const isEndless = affected.length > 0 && affected.every(({ judgement }) => judgement.isEndless);
  return isEndless && !affected.some(advisesFix) ? 'none' : 'unknown';
}

/** A publisher may tell of a fix in words only; at which version it begins is then not known. */
function advisesFix({ statement }: Judged): boolean {
  return statement.affected.some(({ remediations }) => remediations?.some(({ category }) => category === 'vendor_fix'));
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
