import { formatZoned } from '../../core/time.ts';
import type { WhatIf } from '../../model/explanation.ts';
import type { Plan } from '../../model/plan.ts';
import type { FactValue } from '../../model/requirement.ts';
import { count, listText } from '../words.ts';

/**
 * What would change a requirement, one line an outcome: `exposure internal or isolated instead of internet: scheduled,
 * due 2025-08-01 09:00 +02:00 (mission-24h/medium)`. Whoever prints makes it safe.
 */
export function whatIfLines(whatIf: readonly WhatIf[], plan: Plan): readonly string[] {
  const alike = new Map<string, WhatIf[]>();
  for (const one of whatIf) {
    const line = `${subjectText(one)} instead of ${valueText(one.fact, one.from)}: ${outcomeText(one, plan)}`;
    alike.set(line, [...(alike.get(line) ?? []), one]);
  }
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const values = [first, ...others].map(({ to }) => valueText(first.fact, to));
    const told = `${subjectText(first)} ${listText(values, 'or')} instead of ${valueText(first.fact, first.from)}`;
    return [`${told}: ${outcomeText(first, plan)}`];
  });
}

/** Two names are read, more are counted. */
function subjectText({ fact, advisories }: WhatIf): string {
  const name = fact.startsWith('labels.') ? `label ${fact.slice('labels.'.length)}` : fact;
  if (advisories === undefined) return name;
  return `${name} of ${advisories.length > 2 ? count(advisories.length, 'finding') : listText(advisories)}`;
}

function valueText(fact: string, value: FactValue): string {
  if (value !== undefined) return String(value);
  return fact.startsWith('labels.') ? 'none' : 'unknown';
}

function outcomeText({ priority, due, rule, awaitsKevDueDate }: WhatIf, { timeZone }: Plan): string {
  const own = due === undefined ? 'no deadline' : `due ${formatZoned(due, timeZone)}`;
  const ofKev =
    due === undefined ? "due on the day that CISA's entry names" : `${own}, or on CISA's day if that is earlier`;
  return `${priority}, ${awaitsKevDueDate ? ofKev : own} (${rule ?? 'no rule speaks'})`;
}
