// Generated from schemas/role.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  Metadata,
} from './common.ts';

/** A responsibility and the people who hold it. */
export interface Role {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `Role`. */
  readonly kind: 'Role';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this Role states. */
  readonly spec: {
    /** Name of the role for people. Default: the resource's name. */
    readonly displayName?: string;
    /** What the role answers for. Default: none. */
    readonly description?: string;
    /**
     * People who hold the role.
     *
     * Items: A person who holds the role for a time.
     */
    readonly holders?: readonly {
      /** Person, as listed by a Team. */
      readonly person: string;
      /** First day. Default: always. */
      readonly from?: string;
      /** Last day. Default: without end. */
      readonly until?: string;
      /** Whether the person stands in for the holders. Default: false. */
      readonly delegate?: boolean;
    }[];
    /** Teams whose members all hold the role. Default: none. */
    readonly teams?: readonly string[];
    /** Team of the forge that stands for the role, as `organisation/team`. Default: none. */
    readonly forgeTeam?: string;
    /** Roles that the same person must not use on the same change. Default: none. */
    readonly conflictsWith?: readonly string[];
    /**
     * Part of the role in the work, for the responsibility matrix. Default: none.
     *
     * Items: One cell of the matrix.
     */
    readonly responsibilities?: readonly {
      /** What is done. */
      readonly activity: string;
      /** Part in it. */
      readonly part: 'responsible' | 'accountable' | 'consulted' | 'informed';
    }[];
  };
}
