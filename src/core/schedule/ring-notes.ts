import type { SharedRequirement } from '../../model/requirement.ts';
import { remember } from './group.ts';
import type { RingPlan } from './ring-plan.ts';

/** What is noted about packages in rings: what a ring proves is a package there, whoever carries it. */
export interface RingNotes<Value> {
  readonly get: (ring: RingPlan, requirement: SharedRequirement) => Value | undefined;
  readonly set: (ring: RingPlan, requirement: SharedRequirement, value: Value) => void;
}

export function createRingNotes<Value>(): RingNotes<Value> {
  const byRing = new Map<RingPlan, Map<string, Map<string, Value>>>();
  return {
    get: (ring, { component }) => byRing.get(ring)?.get(component.ecosystem)?.get(component.name),
    set(ring, { component }, value) {
      const byEcosystem = remember(byRing, ring, () => new Map<string, Map<string, Value>>());
      remember(byEcosystem, component.ecosystem, () => new Map<string, Value>()).set(component.name, value);
    },
  };
}
