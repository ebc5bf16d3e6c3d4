import type { OscalActivity, OscalAssessmentPlan, OscalTask } from '../../model/oscal.ts';
import type { ReportDocument } from '../../model/report.ts';
import { formatInstant } from '../time.ts';
import { type Objective, reviewedControls } from './controls.ts';
import type { OscalContext } from './input.ts';
import { assessmentAssets } from './subjects.ts';

/** Path of the plan in the pack; the results refer to it. */
export const assessmentPlanPath = 'machine/oscal-assessment-plan.json';

/** What is examined and how: one activity a document of the pack, its checks as the description. */
export function assessmentPlan(
  context: OscalContext,
  objectives: readonly Objective[],
): Omit<OscalAssessmentPlan, 'uuid' | 'metadata'> {
  const { id, report } = context;
  const ssp = id('resource', 'system-security-plan');
  return {
    'import-ssp': { href: `#${ssp}`, remarks: 'The estate keeps no system security plan; the resource says so.' },
    'local-definitions': { activities: report.documents.map((document) => activityOf(context, document, objectives)) },
    'reviewed-controls': reviewedControls(objectives),
    'assessment-subjects': [
      {
        type: 'inventory-item',
        description: 'Every asset of the inventories, as the results define them.',
        'include-all': {},
      },
    ],
    'assessment-assets': assessmentAssets(context),
    tasks: report.documents.map((document) => taskOf(context, document)),
    'back-matter': {
      resources: [
        {
          uuid: ssp,
          title: 'System security plan',
          remarks: 'It is kept elsewhere. Whoever imports this plan puts the address of theirs in its place.',
        },
      ],
    },
  };
}

function activityOf({ id }: OscalContext, document: ReportDocument, objectives: readonly Objective[]): OscalActivity {
  const meant = objectives.filter(({ documents }) => documents.includes(document.id));
  return {
    uuid: id('activity', document.id),
    title: `${document.id} ${document.title}`,
    description: `${document.question} Checks: ${document.gaps.map(({ check }) => check).join('; ')}.`,
    ...(meant.length > 0 && { 'related-controls': reviewedControls(meant) }),
    remarks: document.limits.join(' '),
  };
}

/** When it was done. How often it is done is for whoever runs the program to say. */
function taskOf({ id, report }: OscalContext, document: ReportDocument): OscalTask {
  return {
    uuid: id('task', document.id),
    type: 'action',
    title: `Make ${document.id}`,
    timing: { 'on-date': { date: formatInstant(report.provenance.asOf) } },
    'associated-activities': [
      {
        'activity-uuid': id('activity', document.id),
        subjects: [{ type: 'inventory-item', 'include-all': {} }],
      },
    ],
    remarks: 'The estate states no cadence of reports; this is the instant of this one.',
  };
}
