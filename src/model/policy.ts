import type { FactName, Priority } from './requirement.ts';
import type { Origin, Pointer } from './source.ts';

/** What a condition asks of one fact. `anyOf` holds scalars; the others bound numbers or knowledge itself. */
export type FactTest =
  | { readonly kind: 'anyOf'; readonly values: readonly (string | number | boolean)[] }
  | {
      readonly kind: 'range';
      readonly gte?: number | undefined;
      readonly gt?: number | undefined;
      readonly lte?: number | undefined;
      readonly lt?: number | undefined;
    }
  | { readonly kind: 'known'; readonly known: boolean };

/** A conjunction over facts; `labels.<key>` names a label. */
export interface Condition {
  readonly fact: FactName | `labels.${string}`;
  readonly test: FactTest;
}

/** When a clock starts. */
export type ClockStart =
  | { readonly kind: 'at'; readonly event: ClockEvent }
  | { readonly kind: 'earliest' | 'latest'; readonly events: readonly ClockEvent[] };
export type ClockEvent = 'released' | 'detected' | 'evaluated' | 'kev-added';

/** Something that must be done besides the update. */
export interface Duty {
  readonly id: string;
  readonly description: string | undefined;
  /** `undefined`: until the obligation itself is due. */
  readonly within: string | undefined;
  /** `undefined`: the obligation's own clock. */
  readonly clockStart: ClockStart | undefined;
  /** What must not happen before it is done. */
  readonly before: 'patch' | 'activation' | 'closure';
}

/** One row of a decision table. */
export interface Rule {
  readonly id: string;
  readonly when: readonly Condition[];
  readonly priority: Priority;
  /** As written: a duration, `kev-due-date`, `next-upgrade` or `none`. */
  readonly within: string;
  readonly clockStart: ClockStart;
  readonly duties: readonly Duty[];
  readonly satisfiedBy: readonly string[];
  readonly pointer: Pointer;
}

/** A policy's table ready to evaluate: where it stands, its zone, its rules in order, its default last. */
export interface DecisionTable {
  readonly policy: string;
  readonly origin: Origin;
  readonly timeZone: string;
  readonly onUnknown: 'strictest' | 'skip';
  readonly assume: ReadonlyMap<string, string | number | boolean>;
  readonly rules: readonly Rule[];
}
