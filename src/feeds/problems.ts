import { type ArgsOf, type Code, type Diagnostic, diagnostic, type SourceLocation } from '../model/diagnostic.ts';

/** Collects what is wrong with one file. */
export interface Problems {
  readonly add: (problem: Diagnostic) => void;
  /** Adds a problem; neither its place nor its wording is worked out when nobody will read it. */
  readonly tell: <C extends Code>(code: C, args: ArgsOf<C>, at?: () => SourceLocation) => void;
  /** Everything added up to the limit, then one line that counts the rest. */
  readonly list: () => readonly Diagnostic[];
}

/** Tells one problem of the document at hand. */
export type Tell = <C extends Code>(code: C, args: ArgsOf<C>) => void;

/** Problems told of one file; a hostile file of a million wrong lines must not become a million diagnostics. */
const limit = 200;

/** Starts an empty collection for one file. */
export function problemsOf(
  file: string,
  furtherCode:
    | 'catalog/further-problems'
    | 'observed/further-problems'
    | 'record/further-problems'
    | 'scan/further-problems',
): Problems {
  const told: Diagnostic[] = [];
  let untold = 0;
  return {
    add: (problem) => {
      if (told.length < limit) told.push(problem);
      else untold += 1;
    },
    tell: (code, args, at) => {
      if (told.length < limit) told.push(diagnostic(code, args, { at: at?.() ?? { file } }));
      else untold += 1;
    },
    list: () => (untold === 0 ? told : [...told, diagnostic(furtherCode, { count: untold }, { at: { file } })]),
  };
}

/** Tells problems that all stand at the place of one document, which is looked up at most once. */
export function tellAt(at: () => SourceLocation, problems: Problems): Tell {
  let place: SourceLocation | undefined;
  const once = (): SourceLocation => {
    place ??= at();
    return place;
  };
  return (code, args) => problems.tell(code, args, once);
}
