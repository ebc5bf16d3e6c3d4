import { jump } from '../../ecosystems/jump.ts';
import { severityLevels } from '../../model/advisory.ts';
import type { Component } from '../../model/asset.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { ComponentAssessment, ComponentFinding, Jump } from '../../model/finding.ts';
import type { Duration, Instant } from '../../model/time.ts';
import type { ZonedCalendar } from '../time.ts';
import { componentKey, judgedPart } from './component-key.ts';
import { placesOf } from './document-place.ts';
import { exploitationSources } from './exploitation.ts';
import { findingsFrom, type JudgedComponent } from './findings.ts';
import type { PackageIndex } from './package-index.ts';
import type { PackageView } from './package-view.ts';
import { judgementReport, type PlaceOfComponent, problemList } from './problems.ts';
import { scorer } from './severity.ts';
import { streamsBetween } from './streams.ts';
import { type Subject, subjectsIn } from './subjects.ts';
import { chooseTarget, type TargetChoice } from './target.ts';

/** What assessment needs beside the components. */
export interface AssessInput {
  /** All components of all assets; the same one may come many times. */
  readonly components: Iterable<Component>;
  readonly index: PackageIndex;
  readonly asOf: Instant;
  /** How old the KEV catalogue may be before its silence says nothing. */
  readonly catalogMaxAge: Duration;
  readonly calendar: ZonedCalendar;
  /** Where a component stands, for what is wrong with it. */
  readonly placeOf?: PlaceOfComponent;
}

/**
 * Judges every distinct component once: its findings with their facts, the version it must move to,
 * and how far that is. By `componentKey`; the result does not depend on the order of components or documents.
 * Gives the `assess/…` diagnostics, one a distinct problem.
 */
export function assessComponents(input: AssessInput): Outcome<ReadonlyMap<string, ComponentAssessment>> {
  const { index, asOf, catalogMaxAge, calendar } = input;
  const problems = problemList();
  for (const problem of index.diagnostics) problems.report(problem);
  const sources = exploitationSources(index.catalog, asOf, catalogMaxAge, calendar);
  const placeOf = placesOf(index.catalog);
  const findingsOf = findingsFrom({ ...sources, score: scorer(), report: problems.report, placeOf });
  const subjectsOf = subjectsIn(index);
  const reportJudgement = judgementReport(problems.report, placeOf, input.placeOf);
  const judge = onceAPlace((subjects) => judged(subjects, findingsOf(subjects)));
  const value = new Map<string, ComponentAssessment>();
  for (const one of input.components) {
    const key = componentKey(one);
    if (value.has(key)) continue;
    const component = judgedPart(one);
    const subjects = subjectsOf(component);
    reportJudgement(component, subjects);
    value.set(key, assess(component, subjects, judge(subjects)));
  }
  return { value, diagnostics: problems.list() };
}

/** What an assessment says of every version that is judged alike. */
interface PlaceAssessment extends Pick<JudgedComponent, 'findings' | 'unjudged'>, TargetChoice {}

type Judge = (subjects: readonly Subject[]) => PlaceAssessment;

/** Versions that lie in one place of what a package's documents say share what is said of them. */
function onceAPlace(judge: Judge): Judge {
  const known = new Map<PackageView, Map<number, PlaceAssessment>>();
  return (subjects) => {
    const [subject] = subjects;
    const place = subjects.length === 1 ? subject?.view.placeOf(subject.version) : undefined;
    if (subject === undefined || place === undefined) return judge(subjects);
    const places = known.get(subject.view) ?? new Map<number, PlaceAssessment>();
    known.set(subject.view, places);
    const before = places.get(place);
    if (before !== undefined) return before;
    const now = judge(subjects);
    places.set(place, now);
    return now;
  };
}

function judged(subjects: readonly Subject[], { findings, unjudged, affected }: JudgedComponent): PlaceAssessment {
  const [subject] = subjects;
  const isTouched = subject !== undefined && affected.some((names) => names.size > 0);
  return { findings, unjudged, ...(isTouched ? targetFor(subject, affected, findings) : untouched) };
}

function assess(
  component: Component,
  [subject]: readonly Subject[],
  { findings, unjudged, target, partial, worse, refused }: PlaceAssessment,
): ComponentAssessment {
  const aim = target ?? partial?.version;
  return {
    component,
    findings,
    unjudged,
    target,
    partial,
    worse,
    jump: subject === undefined || aim === undefined ? undefined : jumpIn(subject.view, subject.version.text, aim),
    refusedTargets: refused,
  };
}

function targetFor(
  subject: Subject,
  [mine = new Set<string>(), ...others]: JudgedComponent['affected'],
  findings: readonly ComponentFinding[],
): TargetChoice {
  const beyond = new Set(others.flatMap((names) => [...names]));
  return chooseTarget({ subject, affected: mine, beyond, urgency: urgencyIn(findings) });
}

const untouched: TargetChoice = { target: undefined, partial: undefined, refused: [] };

/** How far it is from one version of a package to another. */
export function jumpIn(view: PackageView, from: string, to: string): Jump | undefined {
  return view.comparer && jump(view.comparer.id, from, to, streamsBetween(view, from, to));
}

/** Severity first, then KEV. What nobody rated ranks with the most severe: unknown must not read as harmless. */
export function urgencyIn(findings: readonly ComponentFinding[]): (advisory: string) => number {
  const byName = new Map(findings.map((finding) => [finding.advisory, finding.facts]));
  return (advisory) => {
    const facts = byName.get(advisory);
    const level = facts?.severity.value ?? 'critical';
    return 2 * (severityLevels.length - severityLevels.indexOf(level)) + (facts?.kev.value === true ? 1 : 0);
  };
}
