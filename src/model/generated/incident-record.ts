// Generated from schemas/incident-record.schema.json by `npm run generate`; do not edit.

import type {
  ActionItem,
  AdvisoryIds,
  ApiVersion,
  Artifact,
  Metadata,
  RecordNames,
  RecordSource,
} from './common.ts';

/** An incident that has to do with patches: missing ones, or ones that did harm. */
export interface IncidentRecord {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `IncidentRecord`. */
  readonly kind: 'IncidentRecord';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this IncidentRecord states. */
  readonly spec: {
    /** Change that the record belongs to. Default: none. */
    readonly change?: string;
    /** Severity of the incident. */
    readonly severity: 'critical' | 'high' | 'medium' | 'low';
    /** What led to it. */
    readonly cause: 'unpatched' | 'patch' | 'deployment' | 'other';
    /** What happened. */
    readonly description: string;
    /** Assets concerned. */
    readonly assets: readonly string[];
    /** Advisories concerned. Default: none. */
    readonly advisories?: AdvisoryIds;
    /** Visits concerned. Default: none. */
    readonly visits?: readonly string[];
    /** When it began. Default: unknown. */
    readonly occurredAt?: string;
    /** When it was noticed. */
    readonly detectedAt: string;
    /** When it was over. Absent: not yet. */
    readonly resolvedAt?: string;
    /** Time for which service was down. Default: none. */
    readonly downtime?: string;
    /** What it cost. Default: unknown. */
    readonly cost?: {
      /** Amount, in units of the currency. */
      readonly amount: number;
      /** Currency, ISO 4217. */
      readonly currency: string;
    };
    /** What was decided. Default: nothing. */
    readonly actions?: readonly ActionItem[];
    /** Person or tool that reported it. */
    readonly reportedBy: string;
    /** Reports and logs. Default: none. */
    readonly artifacts?: readonly Artifact[];
    /** When the content is said to hold, by whoever reports it. The time of recording is the forge's. Default: unknown. */
    readonly claimedAt?: string;
    /** Records of this kind that this one corrects. Default: none. */
    readonly supersedes?: RecordNames;
    /** Where the content comes from. Default: unknown. */
    readonly source?: RecordSource;
    /** Anything else worth keeping. Default: none. */
    readonly notes?: string;
  };
}
