import type { Priority } from './requirement.ts';
import type { Instant } from './time.ts';
import type { Gate } from './visit.ts';

/** One component that an engine is to move to a version. */
export interface HandedUpdate {
  /** Id of the requirement. */
  readonly requirement: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly fromVersion: string;
  readonly advisories: readonly string[];
  readonly priority: Priority;
  /** In UTC; `undefined`: no deadline. */
  readonly due: string | undefined;
}

/** One approved visit as an engine gets it. */
export interface HandedVisit {
  readonly id: string;
  readonly change: string;
  readonly planFp: string;
  readonly asset: string;
  readonly window: string | undefined;
  readonly wave: number;
  readonly ring: string | undefined;
  readonly start: Instant;
  readonly end: Instant;
  /** The same in UTC, as `2026-11-22T21:00:00Z`. */
  readonly startText: string;
  readonly endText: string;
  readonly updates: readonly HandedUpdate[];
  /** What can only be seen where the work is done, right before it. */
  readonly checks: readonly Pick<Gate, 'gate' | 'needs'>[];
  /** Does a release that it installs need a reboot? `undefined`: no vendor says. */
  readonly rebootRequired: boolean | undefined;
}

/** A visit that is not handed over, and why. */
export interface HeldVisit {
  readonly id: string;
  readonly asset: string;
  readonly reasons: readonly string[];
}

/** Work for an engine, in the order in which it runs. */
export interface Handover {
  /** In UTC. */
  readonly asOf: string;
  readonly tool: { readonly version: string };
  readonly commit: string | undefined;
  /** For work that runs before its merge. */
  readonly emergency: { readonly by: string; readonly reason: string; readonly record: string } | undefined;
  readonly visits: readonly HandedVisit[];
  readonly held: readonly HeldVisit[];
}

/** A file of an export: a path below its folder, and its whole text. */
export interface ExportFile {
  readonly path: string;
  readonly text: string;
  readonly isExecutable?: boolean;
}

/** Turns approved visits into what an engine runs. Decides nothing; names are hostile. */
export interface Exporter {
  readonly id: string;
  readonly title: string;
  /** Where the format is described. */
  readonly specification: string;
  /** How the files are run, from the folder they stand in. */
  readonly usage: string;
  readonly export: (handover: Handover) => readonly ExportFile[];
}
