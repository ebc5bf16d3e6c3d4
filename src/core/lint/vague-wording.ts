import { type Diagnostic, diagnostic, type SourceLocation } from '../../model/diagnostic.ts';
import type { Origin, Pointer } from '../../model/source.ts';
import type { LintContext } from './context.ts';

/** Words that nobody can test: whoever reads them later decides what they mean. */
const vague =
  /\b(?:as soon as (?:possible|practicable)|where(?:ver)? (?:feasible|possible|practicable|appropriate)|if (?:feasible|possible)|as (?:needed|appropriate)|when(?:ever)? (?:feasible|possible)|in due course|best effort|appropriate(?:ly)?|timely|proper(?:ly)?|adequate(?:ly)?|reasonable|reasonably|sufficient(?:ly)?|promptly|regular(?:ly)?|periodic(?:ally)?|from time to time)\b/gi;

/** One text that people are held to. */
interface Text {
  readonly text: string | undefined;
  readonly origin: Origin;
  readonly pointer: Pointer;
}

/**
 * `lint/vague-wording` for each untestable word in what policies promise, exceptions accept and rollbacks do. A pinned
 * preset speaks with its authority's words, which are not ours to change.
 */
export function vagueWording(context: LintContext): readonly Diagnostic[] {
  return [...policyTexts(context), ...exceptionTexts(context)].flatMap((one) =>
    [...(one.text ?? '').matchAll(vague)].map(({ 0: word, index }) =>
      diagnostic('lint/vague-wording', { word: word.toLowerCase() }, { at: placeOf(context, one, index, word.length) }),
    ),
  );
}

function policyTexts({ estate }: LintContext): readonly Text[] {
  const own = [...(estate.resources.PatchPolicy?.values() ?? [])].filter(
    ({ document }) => document.spec.preset === undefined,
  );
  return own.flatMap(({ origin, document: { spec } }): readonly Text[] => {
    const text = (value: string | undefined, ...pointer: Pointer): Text => ({
      text: value,
      origin,
      pointer: ['spec', ...pointer],
    });
    return [
      text(spec.description, 'description'),
      text(spec.rollback?.procedure, 'rollback', 'procedure'),
      ...spec.rules.flatMap((rule, index) => [
        text(rule.description, 'rules', index, 'description'),
        ...(rule.then.duties ?? []).map((duty, at) =>
          text(duty.description, 'rules', index, 'then', 'duties', at, 'description'),
        ),
      ]),
      ...(spec.default?.duties ?? []).map((duty, at) => text(duty.description, 'default', 'duties', at, 'description')),
    ];
  });
}

function exceptionTexts({ estate }: LintContext): readonly Text[] {
  return [...(estate.resources.Exception?.values() ?? [])].flatMap(({ origin, document: { spec } }) => [
    { text: spec.reason, origin, pointer: ['spec', 'reason'] },
    { text: spec.residualRisk, origin, pointer: ['spec', 'residualRisk'] },
    ...(spec.compensatingControls ?? []).map(({ control }, index) => ({
      text: control,
      origin,
      pointer: ['spec', 'compensatingControls', index, 'control'],
    })),
  ]);
}

/** The word itself where the text stands on one line as it is read, quotes aside; else the whole text. */
function placeOf(
  context: LintContext,
  { text = '', origin, pointer }: Text,
  index: number,
  length: number,
): SourceLocation {
  const whole = context.siteOf(origin, pointer);
  const { range } = whole;
  if (range === undefined || range.start.line !== range.end.line) return whole;
  const width = range.end.column - range.start.column;
  const quote = width === text.length ? 0 : width === text.length + 2 ? 1 : undefined;
  if (quote === undefined) return whole;
  const column = range.start.column + quote + index;
  const { line } = range.start;
  return { ...whole, range: { start: { line, column }, end: { line, column: column + length } } };
}
