import type { PolicyTable } from '../prioritise/table.ts';
import type { Decision } from './decision.ts';

/** A decision with the tables it was made by. */
export interface DiffSide {
  readonly decision: Decision;
  readonly tables: readonly PolicyTable[];
}
