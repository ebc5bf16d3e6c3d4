import { formatInstant } from '../../core/time.ts';
import type { Obligation } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { assumptionText, dutiesJson } from './json.ts';
import { remembered } from './remembered.ts';

/**
 * Obligations in their published form, as text: what `obligationJson` says, member by member. A plan has tens of
 * thousands, and of names, instants and assumptions few: each of those is put into words once.
 */
export function obligationTexts(): (obligation: Obligation) => string {
  const json = remembered((value: string | number | boolean) => JSON.stringify(value));
  const instant = remembered((at: Instant) => `"${formatInstant(at)}"`);
  const instantOrNull = (at: Instant | undefined): string => (at === undefined ? 'null' : instant(at));
  const assumptions = remembered((list: Obligation['assumptions']) => JSON.stringify(list.map(assumptionText)));
  const facts = (list: Obligation['facts']): string =>
    list.map(({ name, value }) => `${json(name)}:${value === undefined ? 'null' : json(value)}`).join(',');
  const duties = (list: Obligation['duties']): string =>
    list.length === 0 ? '' : `,${JSON.stringify(dutiesJson(list)).slice(1, -1)}`;
  return (one) =>
    `{"policy":${json(one.policy)},"rule":${json(one.rule)},"advisory":${json(one.advisory)},` +
    `"priority":"${one.priority}","clockStart":${json(one.clockStart)},"start":${instantOrNull(one.start)},` +
    `"within":${json(one.within)},"due":${instantOrNull(one.due)},` +
    `"originalDue":${instantOrNull(one.recorded?.originalDue)},"facts":{${facts(one.facts)}},` +
    `"assumptions":${assumptions(one.assumptions)},"marks":${JSON.stringify(one.marks)}${duties(one.duties)}}`;
}
