// Generated from schemas/cluster.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  ComponentClass,
  Metadata,
  PercentOrCount,
} from './common.ts';

/** Assets that together keep a service running, with an availability budget that maintenance must respect at every instant. */
export interface Cluster {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `Cluster`. */
  readonly kind: 'Cluster';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this Cluster states. */
  readonly spec: {
    /** What service the cluster provides. Default: none. */
    readonly description?: string;
    /** How members agree: byzantine fault tolerant, crash fault tolerant, a primary with replicas, or not at all. */
    readonly consensus: 'bft' | 'cft' | 'primary-replica' | 'none';
    /** Whether the members listed are all there are. Default: `complete`. */
    readonly membership?: 'complete' | 'partial';
    /** Members, besides the assets that name this cluster. Default: none. */
    readonly members?: readonly Member[];
    /** Weight of the whole cluster, outside members included. Needed with partial membership. */
    readonly totalWeight?: number;
    /** How much may be unavailable at any instant. Give one of the two. Default with complete membership: below one third (bft), below one half (cft), one replica (primary-replica). */
    readonly budget?: {
      /** Highest weight that may be unavailable, or its share of the total. */
      readonly maxUnavailable?: PercentOrCount;
      /** Lowest weight that must be available, or its share of the total. */
      readonly minAvailable?: PercentOrCount;
    };
    /** How much of what is up may depend on one implementation, at any instant. Default: no limit. */
    readonly diversity?: {
      /** What tells the implementation of a member: the value of a label, or its component of a class. Give one of the two. Members of which neither tells count for every implementation. */
      readonly by: {
        /** Key of a label. */
        readonly label?: string;
        /** Class of components. */
        readonly class?: ComponentClass;
      };
      /** Highest share of the available weight that one implementation may have. */
      readonly maxShare: string;
    };
    /** Longest time that one member may be away. Default: no limit. */
    readonly maxOffline?: string;
    /** Time that a member must run well before the next is taken; it still counts as unavailable until then. Default: none. */
    readonly soak?: string;
    /** Cluster roles in the order in which they are maintained. Default: any order. */
    readonly order?: readonly string[];
  };
}

/** A member of the cluster: an `asset` of the estate or an `external` one. */
export interface Member {
  /** Asset of the estate. */
  readonly asset?: string;
  /** Name of a member outside the estate. It has weight but is never maintained. */
  readonly external?: string;
  /** Voting weight. Default: 1. */
  readonly weight?: number;
  /** Name of the signing key that the member uses. One key is active on one asset at a time. Never the key itself. */
  readonly signingKey?: string;
  /** Role in the cluster. Default: the asset's `clusterRole`. */
  readonly role?: string;
}
