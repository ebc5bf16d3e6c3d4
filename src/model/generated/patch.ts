// Generated from schemas/patch.schema.json by `npm run generate`; do not edit.

import type {
  AdvisoryIds,
  ApiVersion,
  Classification,
  Metadata,
  PackageRef,
  Scheme,
  Selector,
  Severity,
} from './common.ts';

/** A vendor's release, with what only the vendor knows: reboot, hops, activation, artefact. */
export interface Patch {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `Patch`. */
  readonly kind: 'Patch';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this Patch states. */
  readonly spec: {
    /** What the release brings. Default: none. */
    readonly description?: string;
    /** What the release is of. */
    readonly product: PackageRef;
    /** Version of the release, as the ecosystem writes it. A string: quote `1.10`. */
    readonly version: string;
    /** Version scheme; only for the ecosystem `generic`. */
    readonly scheme?: Scheme;
    /** What the release is for. Default: `security` when it fixes advisories, else unknown. */
    readonly classification?: Classification;
    /** Severity that the vendor states. Default: unknown. */
    readonly severity?: Severity;
    /** When the vendor published the release. Default: unknown. */
    readonly releasedAt?: string;
    /** Until when the content must not be published. Texts are redacted until then. Default: no embargo. */
    readonly embargoUntil?: string;
    /** Advisories that the release fixes. Default: none. */
    readonly fixes?: AdvisoryIds;
    /** Assets that the release is meant for. Default: all that carry the product. */
    readonly appliesTo?: Selector;
    /** Oldest version from which this release can be reached in one step. Default: any. */
    readonly upgradableFrom?: string;
    /** Patches that this one takes the place of. Default: none. */
    readonly supersedes?: readonly string[];
    /** Whether the asset must be rebooted. Default: unknown. */
    readonly rebootRequired?: boolean;
    /** Steps of the deployment: `install`, and `activate` when it takes effect only later. Default: `[install]`. */
    readonly phases?: readonly ('install' | 'activate')[];
    /** When the release takes effect. Activation minus margin is a deadline of its own. Give `at`, or `height` with `estimatedAt`. */
    readonly activation?: {
      /** Instant of the activation. */
      readonly at?: string;
      /** Block height of the activation. */
      readonly height?: number;
      /** Estimated instant of the height. */
      readonly estimatedAt?: string;
      /** Time to keep before the activation. Default: `24h`. */
      readonly margin?: string;
    };
    /** What is installed. */
    readonly artifact?: {
      /** Where the artefact is fetched from. */
      readonly url: string;
      /** SHA-256 of the artefact. */
      readonly sha256?: string;
    };
    /** A standing decision on this release. Default: rules decide. */
    readonly approval?: {
      /** `explicit`: approved, pins the target to this version. `rejected`: never deployed. */
      readonly state: 'explicit' | 'rejected';
      /** Why. */
      readonly reason: string;
    };
  };
}
