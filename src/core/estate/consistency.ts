import { type Code, type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate, Pointer } from '../../model/source.ts';

/** What a resource must be beside what its schema can say. Calendars and budgets are judged where they are read. */
export function checkConsistency(resources: readonly Resource[], locate: Locate): readonly Diagnostic[] {
  return resources.flatMap((resource) => [
    ...uniqueLists.filter(({ kind }) => kind === resource.kind).flatMap((list) => doubles(resource, list, locate)),
    ...contradictions(resource, locate),
  ]);
}

/** A list below `spec` whose items are told apart by one of these keys. */
interface UniqueList {
  readonly kind: Kind;
  readonly list: string;
  readonly keys: readonly string[];
  /** The items in words. */
  readonly what: string;
}

const uniqueLists: readonly UniqueList[] = [
  { kind: 'PatchPolicy', list: 'rules', keys: ['id'], what: 'rules' },
  { kind: 'FrameworkMapping', list: 'clauses', keys: ['id'], what: 'clauses' },
  { kind: 'Rollout', list: 'rings', keys: ['name'], what: 'rings' },
  { kind: 'Cluster', list: 'members', keys: ['asset', 'external'], what: 'members' },
  { kind: 'CatalogIndex', list: 'sources', keys: ['name'], what: 'sources' },
];

function doubles(resource: Resource, { list, keys, what }: UniqueList, locate: Locate): readonly Diagnostic[] {
  const items = (resource.document.spec as Readonly<Record<string, unknown>>)[list];
  const first = new Map<string, Pointer>();
  return (Array.isArray(items) ? items : []).flatMap((item: Readonly<Record<string, unknown>>, index) =>
    keys.flatMap((key) => {
      const name = item[key];
      if (typeof name !== 'string') return [];
      const pointer = ['spec', list, index, key];
      const known = first.get(`${key} ${name}`);
      if (known === undefined) {
        first.set(`${key} ${name}`, pointer);
        return [];
      }
      const related = [{ ...placeOf(resource, known, locate), message: 'first named here' }];
      const args = { kind: resource.kind, name: resource.name, what, item: name };
      return [diagnostic('link/duplicate-item', args, { at: placeOf(resource, pointer, locate), related })];
    }),
  );
}

function contradictions(resource: Resource, locate: Locate): readonly Diagnostic[] {
  const { kind, name, document } = resource;
  const problem = <C extends Code>(code: C, args: Parameters<typeof diagnostic<C>>[1], pointer: Pointer): Diagnostic =>
    diagnostic(code, args, { at: placeOf(resource, pointer, locate) });
  if (kind === 'Freeze') {
    const { from, start } = (document as Resource<'Freeze'>['document']).spec;
    const isBoth = from !== undefined && start !== undefined;
    return isBoth ? [problem('link/freeze-two-forms', { name }, ['spec', 'start'])] : [];
  }
  if (kind === 'Workspace') {
    const { forge } = (document as Resource<'Workspace'>['document']).spec;
    const isNowhere = forge?.kind === 'github' && forge.repository === undefined;
    return isNowhere ? [problem('link/forge-without-repository', {}, ['spec', 'forge'])] : [];
  }
  return [];
}

const placeOf = ({ origin }: Resource, pointer: Pointer, locate: Locate) => ({
  file: origin.file,
  range: locate(origin, pointer),
});
