import type { ArgsOf, Code, Diagnostic, RelatedLocation, SourceLocation, SourceRange } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { Pointer } from '../../model/source.ts';
import type { ParsedDocument } from './parsed-document.ts';

/** What an explanation is about: the document and the title of the schema that judged it. */
export interface Subject {
  readonly document: ParsedDocument;
  readonly title: string;
}

/** A problem in words that may know a better place for itself than its value's. */
export interface Explanation {
  readonly range: SourceRange | undefined;
  readonly at: (place: SourceLocation) => Diagnostic;
}

interface Extras {
  readonly hint?: string | undefined;
  readonly range?: SourceRange | undefined;
  readonly related?: readonly RelatedLocation[] | undefined;
}

/** Puts a problem into the words of its code. */
export function explanation<C extends Code>(code: C, args: ArgsOf<C>, extras: Extras = {}): Explanation {
  const { hint, range, related } = extras;
  return { range, at: (place) => diagnostic(code, args, { at: place, hint, related }) };
}

/** The value at a pointer of plain data; only own properties are followed. */
export function valueAt(value: unknown, pointer: Pointer): unknown {
  let inner = value;
  for (const step of pointer) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step)) return undefined;
    inner = (inner as Record<string | number, unknown>)[step];
  }
  return inner;
}
