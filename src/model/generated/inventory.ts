// Generated from schemas/inventory.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  AssetType,
  Component,
  Criticality,
  DataClassification,
  Environment,
  Exposure,
  HumanImpact,
  ImpactLevel,
  Labels,
  Metadata,
} from './common.ts';

/** Assets of the estate: who they are, who owns them, what they mean. Written by people. */
export interface Inventory {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `Inventory`. */
  readonly kind: 'Inventory';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this Inventory states. */
  readonly spec: {
    /** What this inventory covers. Default: none. */
    readonly description?: string;
    /** Values for every asset of this file that does not state its own. */
    readonly defaults?: {
      /** What kind of thing the asset is. Default: unknown. */
      readonly type?: AssetType;
      /** Team that answers for the asset. Default: none, which is reported. */
      readonly owner?: string;
      /** Teams, groups or services that the asset serves. Default: none. */
      readonly users?: readonly string[];
      /** Where the asset stands: site, region or zone. Default: unknown. */
      readonly location?: string;
      /** What the asset does, in a word or two. Default: unknown. */
      readonly function?: string;
      /** Environment of the asset. Default: unknown. */
      readonly environment?: Environment;
      /** How much the business depends on the asset. Default: unknown. */
      readonly criticality?: Criticality;
      /** Class of the most sensitive data on the asset. Default: unknown. */
      readonly dataClassification?: DataClassification;
      /** Who can reach the asset over the network. Default: unknown. */
      readonly exposure?: Exposure;
      /** Impact on people and mission if the asset fails or is abused. Default: unknown. */
      readonly humanImpact?: HumanImpact;
      /** Impact level of the system that the asset belongs to. Default: unknown. */
      readonly impactLevel?: ImpactLevel;
      /** Labels for selectors. Labels of the defaults are added where the asset has none of that key. */
      readonly labels?: Labels;
      /** Cluster that the asset is a member of. Default: none. */
      readonly cluster?: string;
      /** Role of the asset in its cluster. Default: none. */
      readonly clusterRole?: string;
      /** Production assets that this staging or test asset stands for. Default: none. */
      readonly mirrors?: readonly string[];
      /** Security controls in place on the asset. Default: none. */
      readonly controls?: readonly string[];
      /** How long one maintenance of this asset takes, reboot included. Default: the window's `visitDuration`. */
      readonly visitDuration?: string;
      /** Last day on which the vendor supports the asset or its operating system. Default: unknown. */
      readonly supportEnds?: string;
      /** Configuration worth keeping with the asset: free keys, any JSON value. Never interpreted. */
      readonly configuration?: {
        readonly [k: string]: unknown;
      };
    };
    /** The assets. */
    readonly assets: readonly Asset[];
  };
}

/** A thing that is patched. */
export interface Asset {
  /** Name of the asset, unique in the estate. */
  readonly name: string;
  /** Identity of the asset for the ledger; stays when the name changes. Default: the name. */
  readonly uid?: string;
  /** Names that the asset had before. Default: none. */
  readonly formerNames?: readonly string[];
  /** What the asset is for. Default: none. */
  readonly description?: string;
  /** What kind of thing the asset is. Default: unknown. */
  readonly type?: AssetType;
  /** Team that answers for the asset. Default: none, which is reported. */
  readonly owner?: string;
  /** Teams, groups or services that the asset serves. Default: none. */
  readonly users?: readonly string[];
  /** Where the asset stands: site, region or zone. Default: unknown. */
  readonly location?: string;
  /** What the asset does, in a word or two. Default: unknown. */
  readonly function?: string;
  /** Environment of the asset. Default: unknown. */
  readonly environment?: Environment;
  /** How much the business depends on the asset. Default: unknown. */
  readonly criticality?: Criticality;
  /** Class of the most sensitive data on the asset. Default: unknown. */
  readonly dataClassification?: DataClassification;
  /** Who can reach the asset over the network. Default: unknown. */
  readonly exposure?: Exposure;
  /** Impact on people and mission if the asset fails or is abused. Default: unknown. */
  readonly humanImpact?: HumanImpact;
  /** Impact level of the system that the asset belongs to. Default: unknown. */
  readonly impactLevel?: ImpactLevel;
  /** Labels for selectors. Labels of the defaults are added where the asset has none of that key. */
  readonly labels?: Labels;
  /** Cluster that the asset is a member of. Default: none. */
  readonly cluster?: string;
  /** Role of the asset in its cluster. Default: none. */
  readonly clusterRole?: string;
  /** Production assets that this staging or test asset stands for. Default: none. */
  readonly mirrors?: readonly string[];
  /** Security controls in place on the asset. Default: none. */
  readonly controls?: readonly string[];
  /** How long one maintenance of this asset takes, reboot included. Default: the window's `visitDuration`. */
  readonly visitDuration?: string;
  /** Last day on which the vendor supports the asset or its operating system. Default: unknown. */
  readonly supportEnds?: string;
  /** Configuration worth keeping with the asset: free keys, any JSON value. Never interpreted. */
  readonly configuration?: {
    readonly [k: string]: unknown;
  };
  /** When the components below were last read from the asset; for estates without observations. Default: unknown. */
  readonly lastSeen?: string;
  /** Software on the asset, for small estates and for what no agent sees. What observations say of a package takes its place. */
  readonly components?: readonly Component[];
}
