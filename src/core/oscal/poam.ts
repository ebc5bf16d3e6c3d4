import type { OscalPoamItem } from '../../model/oscal.ts';
import { type OscalContext, prop } from './input.ts';
import { observationId } from './observations.ts';
import { riskId } from './risks.ts';
import type { Unit } from './units.ts';

/** The open items, most pressing first: each with its risk, which carries deadline, milestones and log. */
export function poamItems(context: OscalContext, units: readonly Unit[]): readonly OscalPoamItem[] {
  return units.map((unit) => {
    const { requirement } = unit.first;
    const { component } = requirement;
    const where = unit.assets;
    return {
      uuid: context.id('poam-item', unit.key),
      title: `${component.name} ${component.version} is affected on ${where.length === 1 ? where[0] : `${where.length} assets`}`,
      description: unit.first.why ?? 'It is open.',
      props: [prop('poam-id', requirement.id), prop('state', requirement.state)],
      origins: [context.origin],
      'related-observations': [{ 'observation-uuid': observationId(context, unit) }],
      'related-risks': [{ 'risk-uuid': riskId(context, unit) }],
      remarks: 'Resources required are not kept by the estate and are left to whoever files the plan.',
    };
  });
}
