// Generated from schemas/team.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  Metadata,
} from './common.ts';

/** People who own assets. The only place where display names stand. */
export interface Team {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `Team`. */
  readonly kind: 'Team';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this Team states. */
  readonly spec: {
    /** Name of the team for people. Default: the resource's name. */
    readonly displayName?: string;
    /** What the team answers for. Default: none. */
    readonly description?: string;
    /** Person who leads the team. Default: none. */
    readonly lead?: string;
    /**
     * Members of the team.
     *
     * Items: A person.
     */
    readonly people?: readonly {
      /** Stable id of the person; everything else refers to it. */
      readonly id: string;
      /** Name of the person. Default: the id. */
      readonly displayName?: string;
      /** Login at the forge. Default: none. */
      readonly login?: string;
      /** Address for messages. Default: none. */
      readonly email?: string;
    }[];
    /** Team of the forge, as `organisation/team`. Default: none. */
    readonly forgeTeam?: string;
    /** How the team is reached: channel, queue or address. Default: none. */
    readonly contact?: string;
  };
}
