import type { Estate } from '../../model/estate.ts';
import type { ReportCell } from '../../model/report.ts';
import { codesCell, textCell } from './cells.ts';

/** Turns ids of people into what a document prints. */
export interface Directory {
  /** `Ann Meier (ann)`, or the id alone where the directory gives no name. */
  readonly nameOf: (id: string) => string;
  /** Is the id that of a person whom some Team lists? */
  readonly isKnown: (id: string) => boolean;
  readonly cell: (id: string | undefined, absent: string) => ReportCell;
  readonly cells: (ids: readonly string[], absent: string) => ReportCell;
}

/** Records name people by stable id; what they are called stands in the directory alone and is looked up when printing. */
export function directoryOf({ resources }: Estate): Directory {
  const people = [...(resources.Team?.values() ?? [])].flatMap(({ document }) => document.spec.people ?? []);
  const names = new Map(people.map(({ id, displayName }) => [id, displayName] as const));
  const nameOf = (id: string): string => {
    const name = names.get(id);
    return name === undefined || name === id ? id : `${name} (${id})`;
  };
  return {
    nameOf,
    isKnown: (id) => names.has(id),
    cell: (id, absent) => textCell(id === undefined ? undefined : nameOf(id), absent),
    cells: (ids, absent) =>
      ids.length === 0 ? codesCell([], absent) : { kind: 'list', items: ids.map((id) => textCell(nameOf(id))) },
  };
}
