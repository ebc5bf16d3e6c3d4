import type { Component } from '../../model/asset.ts';
import type { SharedRequirement as SharedRequirementJson } from '../../model/generated/plan.ts';
import type { Obligation, RequirementSet, SharedRequirement } from '../../model/requirement.ts';
import { reasonJson, verdictJson } from './json.ts';
import { type Numbering, numbering } from './numbering.ts';
import { obligationTexts } from './obligation-text.ts';

/** The sets, each behind the requirements that it is the first to hold, and those behind their obligations. */
export function* requirementLines(
  numbers: ReadonlyMap<RequirementSet, number>,
  components: Numbering<Component>,
): Iterable<string> {
  const obligations = obligationNumbers();
  const requirements = numbering('requirement', requirementTexts(obligations.numberOf));
  const newIn = (requirement: SharedRequirement): readonly string[] => {
    const lines: string[] = [];
    const add = (line: string | undefined): void => void (line !== undefined && lines.push(line));
    add(components.line(requirement.component));
    for (const obligation of requirement.obligations) add(obligations.line(obligation));
    add(requirements.line(requirement));
    return lines;
  };
  for (const [set, number] of numbers) {
    for (const requirement of set.requirements) yield* newIn(requirement);
    const what = set.requirements.map(requirements.numberOf).join(',');
    const of = set.requirements.map(({ component }) => components.numberOf(component)).join(',');
    yield `{"requirementSet":{"number":${number},"requirements":[${what}],"components":[${of}]}}`;
  }
}

interface NumberedObligation {
  readonly one: Obligation;
  readonly number: number;
}

/**
 * Obligations are many and long, and a third of them says what another says: they are compared part by part with the few
 * about the same advisory and time, and only what is new is put into words.
 */
function obligationNumbers(): Numbering<Obligation> {
  const known = new Map<Obligation, number>();
  const byTime = new Map<string, NumberedObligation[]>();
  const textOf = obligationTexts();
  let numbers = 0;
  return {
    line(one) {
      if (known.has(one)) return undefined;
      const time = `${one.advisory} ${one.start} ${one.due}`;
      const alike = byTime.get(time) ?? [];
      for (const before of alike) {
        if (!saysTheSame(before.one, one)) continue;
        known.set(one, before.number);
        return undefined;
      }
      const number = numbers;
      numbers += 1;
      known.set(one, number);
      alike.push({ one, number });
      byTime.set(time, alike);
      return `{"obligation":{"number":${number},"says":${textOf(one)}}}`;
    },
    numberOf: (one) => known.get(one) ?? -1,
  };
}

/** Are two obligations about one advisory, start and due the same in all that is published of them? */
function saysTheSame(left: Obligation, right: Obligation): boolean {
  return (
    left.rule === right.rule &&
    left.policy === right.policy &&
    left.priority === right.priority &&
    left.clockStart === right.clockStart &&
    left.within === right.within &&
    left.recorded?.originalDue === right.recorded?.originalDue &&
    isSameList(left.marks, right.marks, isSame) &&
    isSameList(left.facts, right.facts, (one, other) => one.name === other.name && one.value === other.value) &&
    isSameList(left.assumptions, right.assumptions, isSameAssumption) &&
    isSameList(left.duties, right.duties, isSameDuty)
  );
}

const isSame = <T>(one: T, other: T): boolean => one === other;

type Assumption = Obligation['assumptions'][number];
const isSameAssumption = (one: Assumption, other: Assumption): boolean =>
  one === other || (one.code === other.code && one.detail === other.detail);

type Duty = Obligation['duties'][number];
const isSameDuty = (one: Duty, other: Duty): boolean =>
  one.id === other.id &&
  one.before === other.before &&
  one.due === other.due &&
  one.done?.record === other.done?.record;

function isSameList<T>(left: readonly T[], right: readonly T[], isEqual: (one: T, other: T) => boolean): boolean {
  if (left === right) return true;
  if (left.length !== right.length) return false;
  for (const [place, one] of left.entries()) {
    const other = right[place];
    if (other === undefined || !isEqual(one, other)) return false;
  }
  return true;
}

/** Versions that are judged alike differ in their component alone: what is said of them is put into words once. */
function requirementTexts(numberOf: (obligation: Obligation) => number): (requirement: SharedRequirement) => string {
  const known = new Map<readonly Obligation[], { readonly of: SharedRequirement; readonly text: string }[]>();
  const textOf = (requirement: SharedRequirement): string => {
    const says: SharedRequirementJson = {
      ...verdictJson(requirement),
      obligations: requirement.obligations.map(numberOf),
      reasons: requirement.reasons.map(reasonJson),
    };
    return `"says":${JSON.stringify(says)}`;
  };
  return (requirement) => {
    const alike = known.get(requirement.obligations) ?? [];
    known.set(requirement.obligations, alike);
    const before = alike.find(({ of }) => isSameBut(of, requirement))?.text;
    if (before !== undefined) return before;
    const text = textOf(requirement);
    alike.push({ of: requirement, text });
    return text;
  };
}

/** Do two requirements differ in nothing but their component? */
function isSameBut(left: SharedRequirement, right: SharedRequirement): boolean {
  // Versions that are judged alike share their reasons, so few pairs are compared in full.
  if (left.reasons !== right.reasons) return false;
  const keys = Object.keys(left) as (keyof SharedRequirement)[];
  return keys.every((key) => key === 'component' || left[key] === right[key]);
}
