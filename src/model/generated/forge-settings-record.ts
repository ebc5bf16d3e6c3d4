// Generated from schemas/forge-settings-record.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  Metadata,
  RecordSource,
} from './common.ts';

/** What guarded the base branch on the forge at an instant: its rules, its protection, who may pass them by. Written when it differs from what was recorded last, so that who could have merged without a review is dated. */
export interface ForgeSettingsRecord {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `ForgeSettingsRecord`. */
  readonly kind: 'ForgeSettingsRecord';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this ForgeSettingsRecord states. */
  readonly spec: {
    /** Repository that was asked about, as `owner/name`. */
    readonly repository: string;
    /** Branch that was asked about. */
    readonly branch: string;
    /** When the forge was asked, by the clock of whoever asked. */
    readonly readAt: string;
    /** Rules that were in force for the branch, in the forge's words, sorted. */
    readonly guards: readonly Guard[];
    /** Who may pass rules by, in the forge's words, sorted. Default: nobody that the forge named. */
    readonly bypass?: readonly Bypass[];
    /** Lines of CODEOWNERS that the forge cannot use, and therefore ignores. Default: none that the forge named. */
    readonly codeownerErrors?: readonly string[];
    /**
     * What the forge did not show, and why. What stands here is not known, and nothing else in this record speaks of it. Default: none.
     *
     * Items: A part that could not be read.
     */
    readonly unread?: readonly {
      /** What was asked for. */
      readonly part: 'rules' | 'rulesets' | 'protection' | 'codeowners';
      /** What the forge answered. */
      readonly reason: string;
    }[];
    /** Where the content comes from. Default: unknown. */
    readonly source?: RecordSource;
  };
}

/** A rule of the branch. */
export interface Guard {
  /** What states it: `branch-protection`, or `ruleset` and its name. */
  readonly from: string;
  /** What it demands or forbids, in the forge's words. */
  readonly rule: string;
  /** How, as canonical JSON. Default: it has no settings. */
  readonly value?: string;
}

/** Somebody whom a rule does not hold. */
export interface Bypass {
  /** What lets them: `branch-protection`, or `ruleset` and its name. */
  readonly from: string;
  /** Account, team, app or role, with its id. */
  readonly who: string;
  /** When, in the forge's words. Default: always. */
  readonly mode?: string;
}
