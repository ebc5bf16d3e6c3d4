import type { CheckId } from '../../model/check.ts';
import { type Code, type Diagnostic, diagnostic, type RelatedLocation } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Locate } from '../../model/source.ts';
import type { Decision } from '../plan/decision.ts';
import { failures } from '../policy-test/problems.ts';
import { testPolicies } from '../policy-test/run.ts';
import { formatZoned } from '../time.ts';

/** An estate on one side of a change, decided, with everything that reading, deciding and the lints said. */
export interface CheckSide {
  readonly decision: Decision;
  readonly locate: Locate;
  readonly diagnostics: readonly Diagnostic[];
}

/** Problems that an estate has by itself, by check. */
export type StandingProblems = Readonly<Record<StandingCheck, readonly Diagnostic[]>>;
export type StandingCheck = Extract<CheckId, 'files' | 'policy-tests' | 'freshness' | 'deadlines' | 'exceptions'>;

/** What fails although it is a warning elsewhere: an estate may be edited with it, and must not be relied on with it. */
const violations: Readonly<Record<Exclude<StandingCheck, 'files' | 'policy-tests' | 'deadlines'>, ReadonlySet<Code>>> =
  {
    freshness: new Set<Code>(['lint/stale-feed', 'lint/feed-never-fetched', 'lint/stale-asset']),
    exceptions: new Set<Code>(['policy/exception-expired', 'policy/exception-self-approved']),
  };

/** What is wrong with an estate, whatever is proposed: files, policy tests, stale sources, deadlines, exceptions. */
export function standingProblems({ decision, locate, diagnostics }: CheckSide): StandingProblems {
  const { estate } = decision;
  const policies = [...(estate.resources.PatchPolicy?.values() ?? [])];
  const tested = testPolicies({ policies, workspace: estate.workspace, locate });
  const among = (codes: ReadonlySet<Code>): readonly Diagnostic[] => diagnostics.filter(({ code }) => codes.has(code));
  return {
    files: diagnostics.filter(({ severity }) => severity === 'error'),
    'policy-tests': failures(tested),
    freshness: among(violations.freshness),
    deadlines: [...overdue(decision, locate), ...unreviewed(diagnostics)],
    exceptions: among(violations.exceptions),
  };
}

/** Emergency work that waits for its review: to look at while there is time, a violation when that is over. */
function unreviewed(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.flatMap((problem): readonly Diagnostic[] => {
    if (problem.code === 'lint/emergency-unreviewed') return [problem];
    const isOver = problem.code === 'lint/emergency-overdue' || problem.code === 'lint/emergency-other-plan';
    return isOver ? [{ ...problem, severity: 'error' }] : [];
  });
}

/** Overdue without an exception. Where the asset stands in the inventory is where the reader finds its owner. */
function overdue({ plan, estate }: Decision, locate: Locate): readonly Diagnostic[] {
  const assets = new Map(estate.assets.map((asset) => [asset.name, asset] as const));
  // What is late in a fleet is mostly late by few rules, and on assets that have several such requirements.
  const placeOf = remembered((name: string) => {
    const place = assets.get(name);
    return place && { file: place.origin.file, range: locate(place.origin, place.pointer) };
  });
  const related = remembered((rule: string) => ruleOf(plan, rule));
  const since = remembered((due: Requirement['due']) => dueText(due, estate));
  return plan.requirements
    .filter((requirement) => requirement.overdue && requirement.state !== 'excepted')
    .map(({ id, asset, component, due, boundBy }) => {
      const rule = boundBy.due && `${boundBy.due.policy}/${boundBy.due.rule}`;
      return diagnostic(
        'check/overdue',
        { requirement: id, asset, component: component.name, due: since(due) },
        { at: placeOf(asset), related: rule === undefined ? [] : related(rule) },
      );
    });
}

/** Asks once for each thing. */
function remembered<K, T>(answer: (asked: K) => T): (asked: K) => T {
  const known = new Map<K, T>();
  return (asked) => {
    if (!known.has(asked)) known.set(asked, answer(asked));
    return known.get(asked) as T;
  };
}

/** The rule that set the deadline, where it stands. */
function ruleOf({ ruleSources }: Decision['plan'], rule: string): readonly RelatedLocation[] {
  const source = ruleSources.get(rule);
  if (source === undefined) return [];
  const [, file = source, text] = /^(.*):(\d+)$/.exec(source) ?? [];
  const line = Number(text ?? 1);
  const range = { start: { line, column: 1 }, end: { line, column: 2 } };
  return [{ file, ...(text !== undefined && { range }), message: `required by ${rule}` }];
}

const dueText = (due: Requirement['due'], { workspace }: Estate): string =>
  due === undefined ? 'an unknown instant' : formatZoned(due, workspace.timeZone);
