import type { Estate } from '../../model/estate.ts';
import type { ComponentAssessment } from '../../model/finding.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { Plan } from '../../model/plan.ts';
import type { PrioritiseInput } from '../prioritise/prioritise.ts';

/** A plan together with what it was decided from. */
export interface Decision {
  readonly plan: Plan;
  readonly estate: Estate;
  /** By `componentKey`. */
  readonly assessments: ReadonlyMap<string, ComponentAssessment>;
  /** As it stood at the plan's instant; without any run where there is none. */
  readonly ledger: Ledger;
  /** What requirements were decided from, to decide about something else in the same way. */
  readonly requiring: PrioritiseInput;
}
