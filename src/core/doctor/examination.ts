import type { Diagnostic } from '../../model/diagnostic.ts';
import type { MachineHealth } from '../../model/health.ts';
import type { Decision } from '../plan/decision.ts';
import type { PolicyTable } from '../prioritise/table.ts';

/** What an examination looks at. */
export interface Examination {
  readonly decision: Decision;
  /** From `policyTables`. */
  readonly tables: readonly PolicyTable[];
  /** What was wrong with the files and what they ask for. */
  readonly diagnostics: readonly Diagnostic[];
  readonly machine: MachineHealth;
}
