// Generated from schemas/assessment.schema.json by `npm run generate`; do not edit.

import type {
  AdvisoryIds,
  ApiVersion,
  Metadata,
  PackageSelector,
  Selector,
} from './common.ts';

/** A VEX statement: whether advisories concern assets, and why not. */
export interface Assessment {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `Assessment`. */
  readonly kind: 'Assessment';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this Assessment states. */
  readonly spec: {
    /** Assets that the statement is about. */
    readonly selector: Selector;
    /** Advisories that the statement is about. */
    readonly advisories: AdvisoryIds;
    /** Packages that the statement is limited to. Default: all that the advisories name. */
    readonly packages?: readonly PackageSelector[];
    /** What was found. */
    readonly status: 'not-affected' | 'under-investigation' | 'fixed' | 'affected';
    /** Why an asset is not affected, in the words of OpenVEX. */
    readonly justification?:
      | 'component_not_present'
      | 'vulnerable_code_not_present'
      | 'vulnerable_code_not_in_execute_path'
      | 'vulnerable_code_cannot_be_controlled_by_adversary'
      | 'inline_mitigations_already_exist';
    /** Why, in words. Needed for `not-affected` without a justification. */
    readonly impactStatement?: string;
    /** What owners should do, for `affected`. Default: none. */
    readonly actionStatement?: string;
    /** Person who made the statement. Default: unknown. */
    readonly assessedBy?: string;
    /** When it was made. Default: unknown. */
    readonly assessedAt?: string;
  };
}
