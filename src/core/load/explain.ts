import { type Diagnostic, diagnostic, type SourceRange } from '../../model/diagnostic.ts';
import { limits } from '../../model/limits.ts';
import type { Pointer } from '../../model/source.ts';
import { nearest } from '../estate/nearest.ts';
import { explainValue } from './explain-value.ts';
import { type Explanation, explanation, type Subject, valueAt } from './explanation.ts';
import { guideTo } from './schema-guide.ts';
import type { Violation } from './violations.ts';
import { allOf, code, listed, nameOf, oneOf, placeOf } from './words.ts';

/** Tells the violations of a document in words, each with its place. What parsing has reported already is left out. */
export function explainViolations(violations: readonly Violation[], subject: Subject): readonly Diagnostic[] {
  const meant = meantKeys(violations, subject);
  const diagnostics: Diagnostic[] = [];
  for (const violation of violations) {
    if (diagnostics.length === limits.problems) {
      const { file } = subject.document.origin;
      return [...diagnostics, diagnostic('load/too-many-problems', { limit: limits.problems }, { at: { file } })];
    }
    const isAboutKey = violation.keyword === 'additionalProperties';
    if (!isAboutKey && subject.document.isFlawed(violation.pointer)) continue;
    const keys = violation.keys.filter((key) => !meant.has(pointerKey([...violation.pointer, key])));
    if (violation.keyword === 'required' && keys.length === 0) continue;
    const told = explain({ ...violation, keys }, subject);
    const range = told.range ?? rangeOf(violation, subject);
    diagnostics.push(told.at({ file: subject.document.origin.file, range }));
  }
  return diagnostics;
}

function explain(violation: Violation, subject: Subject): Explanation {
  const { keyword, pointer, params, keys } = violation;
  const place = placeOf(pointer);
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(pointer, subject);
    case 'required':
      return explanation('schema/missing-key', { place, keys: `the ${nounOf(keys)} ${allOf(keys.map(code))}` });
    case 'dependentRequired':
      return explanation('schema/missing-companion', {
        place,
        key: String(params['property']),
        keys: allOf(keys.map(code)),
      });
    case 'anyOf':
    case 'oneOf':
      if (keys.length > 0) return explanation('schema/missing-alternative', { place, keys: oneOf(keys.map(code)) });
      return explanation('schema/invalid', { key: nameOf(pointer), keyword });
    default:
      return explainValue(violation, subject);
  }
}

function nounOf(keys: readonly string[]): string {
  return keys.length === 1 ? 'key' : 'keys';
}

function unknownKey(pointer: Pointer, subject: Subject): Explanation {
  const key = String(pointer.at(-1));
  const known = guideTo(subject.title, pointer.slice(0, -1))?.keys ?? [];
  const likely = nearest(key, known);
  return explanation(
    'schema/unknown-key',
    { key, place: placeOf(pointer.slice(0, -1)), known: listed(known) },
    { hint: likely === undefined ? undefined : `Did you mean ${code(likely)}?` },
  );
}

/** Keys that are missing because they are misspelled: told with the misspelling, and not a second time. */
function meantKeys(violations: readonly Violation[], { title }: Subject): ReadonlySet<string> {
  const meant = new Set<string>();
  for (const { keyword, pointer } of violations) {
    if (keyword !== 'additionalProperties') continue;
    const parent = pointer.slice(0, -1);
    const likely = nearest(String(pointer.at(-1)), guideTo(title, parent)?.keys ?? []);
    if (likely !== undefined) meant.add(pointerKey([...parent, likely]));
  }
  return meant;
}

function pointerKey(pointer: Pointer): string {
  return JSON.stringify(pointer);
}

/** A missing key has no place of its own: it stands at the key of its mapping, or at the mapping's first key. */
function rangeOf({ keyword, pointer }: Violation, { document }: Subject): SourceRange | undefined {
  if (keyword === 'additionalProperties') return document.locate(pointer, 'key');
  const isAboutMembers = ['required', 'dependentRequired', 'anyOf', 'oneOf', 'minProperties'].includes(keyword);
  if (!isAboutMembers) return document.locate(pointer);
  if (typeof pointer.at(-1) === 'string') return document.locate(pointer, 'key');
  const [first] = Object.keys(valueAt(document.value, pointer) ?? {});
  return first === undefined ? document.locate(pointer) : document.locate([...pointer, first], 'key');
}
