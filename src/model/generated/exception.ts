// Generated from schemas/exception.schema.json by `npm run generate`; do not edit.

import type {
  AdvisoryIds,
  ApiVersion,
  Metadata,
  PackageSelector,
  Selector,
} from './common.ts';

/** An accepted risk: what is left open, why, with which compensation and until when. Its approver is read from the merge that brought it. */
export interface Exception {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `Exception`. */
  readonly kind: 'Exception';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this Exception states. */
  readonly spec: {
    /** Assets that the exception covers. */
    readonly selector: Selector;
    /** Advisories that are excepted. */
    readonly advisories?: AdvisoryIds;
    /** Packages whose findings are excepted. */
    readonly packages?: readonly PackageSelector[];
    /** Patches that are not deployed (names of Patch). */
    readonly patches?: readonly string[];
    /** How the risk is treated. */
    readonly treatment: 'accept' | 'avoid' | 'mitigate' | 'transfer' | 'vendor-pending';
    /** Why. */
    readonly reason: string;
    /** Risk that remains. Default: not stated. */
    readonly residualRisk?: string;
    /**
     * What protects the assets in the meantime. Default: none.
     *
     * Items: A compensating control.
     */
    readonly compensatingControls?: readonly {
      /** The control, as listed by the asset or in words. */
      readonly control: string;
      /** Where it can be seen that the control is in place: a path of the estate or a URL. */
      readonly evidence?: string;
    }[];
    /** Team or Role that answers for the risk. Default: the owner of each asset. */
    readonly owner?: string;
    /** Person who asks for the exception. Never its approver. */
    readonly requestedBy: string;
    /** When the exception ends. A day counts whole. */
    readonly expires: string;
    /** Day by which the exception is looked at again. Default: `expires`. */
    readonly reviewBy?: string;
    /** For `vendor-pending`: the state with the vendor. */
    readonly vendor?: {
      /** Case or ticket at the vendor. */
      readonly reference?: string;
      /** Day on which the vendor was last asked. */
      readonly lastCheckIn?: string;
    };
  };
}
