import type { Estate } from '../../model/estate.ts';
import type { Assessment } from '../../model/generated/assessment.ts';
import type { AssessmentDraft, PlacedDraft } from '../../model/vex-draft.ts';
import { canonicalJson } from '../digest.ts';
import { assessmentText } from './file.ts';

/**
 * Gives every draft its file below the folder of exceptions, unless an Assessment of its name is there. What is there is
 * never replaced: people may have changed it, and `assessedBy` is theirs to say.
 */
export function placeDrafts(
  drafts: readonly AssessmentDraft[],
  { resources }: Pick<Estate, 'resources'>,
  folder: string,
): readonly PlacedDraft[] {
  return drafts.map((draft) => {
    const { name } = draft.document.metadata;
    const path = `${folder}/vex/${name}.yaml`;
    const text = assessmentText({ draft, depth: path.split('/').length - 1 });
    const known = resources.Assessment?.get(name);
    if (known === undefined) return { draft, path, text, kind: 'new' };
    const isSame = wordsOf(known.document) === wordsOf(draft.document);
    return { draft, path: known.origin.file, text, kind: isSame ? 'unchanged' : 'differs' };
  });
}

/** What an Assessment states, without who checked it and what is only noted beside. */
function wordsOf({ spec: { assessedBy: _, ...stated } }: Assessment): string {
  return canonicalJson(stated);
}
