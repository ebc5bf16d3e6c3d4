// Generated from schemas/test-record.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  Artifact,
  Environment,
  Metadata,
  PackageVersion,
  RecordNames,
  RecordSource,
  TestKind,
} from './common.ts';

/** What was tested where, before a deployment. */
export interface TestRecord {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `TestRecord`. */
  readonly kind: 'TestRecord';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this TestRecord states. */
  readonly spec: {
    /** Change that the record belongs to. Default: none. */
    readonly change?: string;
    /** Environment that the tests ran in. */
    readonly environment: Environment;
    /** Assets that the tests ran on. Default: unknown. */
    readonly assets?: readonly string[];
    /** Production assets that the tested assets stand for. Default: as the Inventory says. */
    readonly mirrors?: readonly string[];
    /** Versions that were tested. */
    readonly patches: readonly PackageVersion[];
    /** Kinds of test that ran. */
    readonly kinds: readonly TestKind[];
    /** Number of test cases by result. */
    readonly cases?: {
      /** Cases that passed. */
      readonly passed: number;
      /** Cases that failed. */
      readonly failed: number;
      /** Cases that did not run. Default: 0. */
      readonly skipped?: number;
    };
    /** Reports and logs of the tests. Default: none. */
    readonly artifacts?: readonly Artifact[];
    /** Result of the whole. */
    readonly result: 'passed' | 'failed';
    /** Person or pipeline that ran the tests. */
    readonly tester?: string;
    /** When the tests started. Default: unknown. */
    readonly startedAt?: string;
    /** When the tests ended. */
    readonly endedAt: string;
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
