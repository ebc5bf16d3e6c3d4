import { compareText } from '../../ecosystems/parts/digits.ts';
import type { ComponentFinding, FindingStatus, MatchEvidence } from '../../model/finding.ts';
import { createTrie } from '../trie.ts';
import type { Advisory } from './advisories.ts';
import { type AdvisoryFacts, type FactSources, type FixKnowledge, factsFrom, findingFacts } from './facts.ts';
import { leavesDoubt } from './match.ts';
import { type AdvisoryStatements, judgeStatement, type ReadStatement } from './package-view.ts';
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

/** A finding that an advisory's only statement on a package made, for every version of which it says the same. */
interface SharedFinding {
  readonly judgement: Judgement;
  readonly fix: FixKnowledge;
  readonly finding: ComponentFinding;
}

/**
 * Turns judgements into findings, one an advisory, sorted by name: affected when any document says so;
 * unknown when one leaves doubt; fixed when a fix stands at or below the version; else not affected. An advisory of
 * which every document was withdrawn, or speaks of commits alone, is no finding.
 * Facts are drawn once for each advisory and package; equal findings are one object, and so are equal lists of them.
 */
export function findingsFrom(sources: FactSources): FindingsOf {
  const draw = factsFrom(sources);
  const facts = new Map<AdvisoryStatements, AdvisoryFacts>();
  const shared = new Map<ReadStatement, SharedFinding[]>();
  const lists = createTrie<ComponentFinding, readonly ComponentFinding[]>();

  const factsOf = (spoken: AdvisoryStatements): AdvisoryFacts => {
    const known = facts.get(spoken) ?? draw(spoken.advisory, spoken.statements);
    facts.set(spoken, known);
    return known;
  };

  const findingOf = ({ spoken, judged }: Group): ComponentFinding | undefined => {
    const status = statusOf(judged);
    const [first] = judged;
    if (status === undefined || first === undefined) return undefined;
    const fix = fixOf(status, judged);
    const { statement, judgement } = first;
    const alike = judged.length > 1 ? [] : (shared.get(statement) ?? []);
    const known = alike.find((one) => one.judgement === judgement && one.fix === fix);
    if (known !== undefined) return known.finding;
    const finding = compose({ advisory: spoken.advisory, judged, status, fix, facts: factsOf(spoken), sources });
    alike.push({ judgement, fix, finding });
    if (judged.length === 1) shared.set(statement, alike);
    return finding;
  };

  return (subjects) => {
    const { groups, unjudged, affected } = judgeAll(subjects);
    const findings: ComponentFinding[] = [];
    for (const group of groups) {
      const finding = findingOf(group);
      if (finding !== undefined) findings.push(finding);
    }
    if (subjects.length > 1) findings.sort((left, right) => compareText(left.advisory, right.advisory));
    return { findings: lists.at(findings, () => findings), unjudged: documentIds(unjudged), affected };
  };
}

/** What the documents of one advisory say of a component. */
interface Group {
  /** Of the first subject of which it speaks. */
  readonly spoken: AdvisoryStatements;
  readonly judged: Judged[];
}

interface AllJudged {
  /** By name where there is one subject. */
  readonly groups: readonly Group[];
  readonly unjudged: readonly Judged[];
  readonly affected: readonly ReadonlySet<string>[];
}

function judgeAll(subjects: readonly Subject[]): AllJudged {
  const groups = new Map<Advisory, Group>();
  const unjudged: Judged[] = [];
  const affected = subjects.map((subject) => {
    const names = new Set<string>();
    for (const spoken of subject.view.advisories) {
      const group = groups.get(spoken.advisory) ?? { spoken, judged: [] };
      groups.set(spoken.advisory, group);
      for (const statement of spoken.statements) {
        const judged = { statement, judgement: judgeStatement(statement, subject.version), subject };
        const { verdict } = judged.judgement;
        if (verdict === 'affected') names.add(spoken.advisory.name);
        if (verdict === 'unjudged') unjudged.push(judged);
        group.judged.push(judged);
      }
    }
    return names;
  });
  return { groups: [...groups.values()], unjudged, affected };
}

function statusOf(judged: readonly Judged[]): FindingStatus | undefined {
  if (judged.some(({ judgement }) => judgement.verdict === 'affected')) return 'affected';
  if (judged.some(({ judgement }) => leavesDoubt(judgement))) return 'unknown';
  if (judged.some(({ judgement }) => judgement.isFixed)) return 'fixed';
  return judged.some(({ judgement }) => judgement.verdict === 'not-affected') ? 'not-affected' : undefined;
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
  if (status !== 'affected') return status === 'fixed' ? 'known' : 'unknown';
  const affected = affectedAmong(judged);
  if (affected.some(hasFixAbove)) return 'known';
  const isEndless = affected.every(({ judgement }) => judgement.isEndless);
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

const noIds: readonly string[] = [];

function documentIds(judged: readonly Judged[]): readonly string[] {
  if (judged.length === 0) return noIds;
  return [...new Set(judged.map(({ statement }) => statement.document.id))].sort(compareText);
}
