import type { OscalAssessmentPlan, OscalAssessmentResults, OscalPoam } from './oscal.ts';
import type { OscalComponentDefinition } from './oscal-component.ts';

/** A document under the one key that says what it is. */
export type OscalDocument =
  | { readonly 'component-definition': OscalComponentDefinition }
  | { readonly 'assessment-results': OscalAssessmentResults }
  | { readonly 'plan-of-action-and-milestones': OscalPoam }
  | { readonly 'assessment-plan': OscalAssessmentPlan };
