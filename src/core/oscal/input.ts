import { type OscalOrigin, type OscalProperty, oscalNamespace } from '../../model/oscal.ts';
import type { CsvTwin, Report } from '../../model/report.ts';
import type { ReportInput } from '../report/input.ts';
import { type IdOf, idsOf } from './ids.ts';

/** What the OSCAL documents are made from: the report's own input, the report, and what lies beside them. */
export interface OscalInput {
  readonly input: ReportInput;
  readonly report: Report;
  /** SHA-256 of a file of the estate; `undefined` where its text is not at hand. */
  readonly digestOf: (file: string) => string | undefined;
  /** The CSV twin of every table, by the table's id; paths are those in the pack. */
  readonly csv: ReadonlyMap<string, CsvTwin>;
}

/** An input with the names that everything in its documents shares. */
export interface OscalContext extends OscalInput {
  readonly id: IdOf;
  /** The program as the actor behind every statement. */
  readonly origin: OscalOrigin;
}

export function contextOf(given: OscalInput): OscalContext {
  const id = idsOf(given.report.organisation);
  return { ...given, id, origin: { actors: [{ type: 'tool', 'actor-uuid': toolId(id) }] } };
}

/** The UUID of the program as a component. */
export const toolId = (id: IdOf): string => id('tool', 'patchledger');

/** A property under a name of ours. */
export const prop = (name: string, value: string): OscalProperty => ({ name, ns: oscalNamespace, value });
