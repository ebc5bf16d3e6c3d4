import type { OscalReviewedControls } from '../../model/oscal.ts';
import type { FrameworkClause, FrameworkMatrix, ReportDocumentId } from '../../model/report.ts';

/** The mapping whose clauses are controls that OSCAL consumers know, by its name. */
const catalogue = 'nist-800-53r5';

/** An objective of a control (NIST SP 800-53A) with the documents of the pack that are evidence for it. */
export interface Objective {
  /** As the OSCAL catalogue writes it: `si-2`, `cm-3.2`. */
  readonly control: string;
  /** As the OSCAL catalogue writes it: `si-2_obj.c`. */
  readonly id: string;
  readonly clause: FrameworkClause;
  readonly documents: readonly ReportDocumentId[];
}

/** SI-2 is what the pack is about: each of its objectives has documents of its own. */
const flawRemediation: readonly (readonly [part: string, documents: readonly ReportDocumentId[]])[] = [
  ['a', ['D4', 'D10']],
  ['b', ['D8']],
  ['c', ['D4', 'D5']],
  ['d', ['D7', 'D9']],
];

/** The objectives that the mapping offers evidence for, in its order; none where its clauses are no controls. */
export function objectivesIn(frameworks: readonly FrameworkMatrix[]): readonly Objective[] {
  const clauses = frameworks.find(({ id }) => id === catalogue)?.clauses ?? [];
  return clauses.flatMap((clause): readonly Objective[] => {
    const control = controlId(clause.id);
    if (control === undefined) return [];
    if (control === 'si-2') {
      return flawRemediation.map(([part, documents]) => ({ control, id: `si-2_obj.${part}`, clause, documents }));
    }
    return [{ control, id: `${control}_obj`, clause, documents: clause.documents }];
  });
}

/** `CM-3(2)` as the OSCAL catalogue writes it, `cm-3.2`; `undefined` for what is no control. */
function controlId(clause: string): string | undefined {
  const match = /^([A-Z]{2})-(\d{1,2})(?:\((\d{1,2})\))?$/.exec(clause);
  if (match === null) return undefined;
  const [, family = '', number, enhancement] = match;
  return `${family.toLowerCase()}-${number}${enhancement === undefined ? '' : `.${enhancement}`}`;
}

/** The controls and objectives that evidence is offered for. `objectives` must not be empty. */
export function reviewedControls(objectives: readonly Objective[]): OscalReviewedControls {
  const controls = [...new Set(objectives.map(({ control }) => control))];
  return {
    description: 'Controls that evidence is offered for. Whether they are met is for the assessor to say.',
    'control-selections': [{ 'include-controls': controls.map((control) => ({ 'control-id': control })) }],
    'control-objective-selections': [{ 'include-objectives': objectives.map(({ id }) => ({ 'objective-id': id })) }],
  };
}
