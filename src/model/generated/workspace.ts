// Generated from schemas/workspace.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  FeedFormat,
  Metadata,
} from './common.ts';

/** Settings of the whole estate. At most one; everything in it is optional. */
export interface Workspace {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `Workspace`. */
  readonly kind: 'Workspace';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this Workspace states. */
  readonly spec: {
    /** Name of the organisation, for the head of reports. Default: none. */
    readonly organisation?: string;
    /** What this estate covers. Default: none. */
    readonly description?: string;
    /** Time zone for day boundaries and texts where nothing nearer states one. Default: `UTC`. */
    readonly timeZone?: string;
    /** Where the parts of the estate stand, as paths from its root. */
    readonly folders?: {
      /** Folder of the policies. Default: `policies`. */
      readonly policies?: string;
      /** Folder of the inventory. Default: `inventory`. */
      readonly inventory?: string;
      /** Folder of the schedules. Default: `schedules`. */
      readonly schedules?: string;
      /** Folder of the exceptions. Default: `exceptions`. */
      readonly exceptions?: string;
      /** Folder of the directory. Default: `directory`. */
      readonly directory?: string;
      /** Folder of the changes. Default: `changes`. */
      readonly changes?: string;
      /** Folder of the observed. Default: `observed`. */
      readonly observed?: string;
      /** Folder of the catalog. Default: `catalog`. */
      readonly catalog?: string;
      /** Folder of the records. Default: `records`. */
      readonly records?: string;
      /** Folder of the rendered documents. Default: `docs`. */
      readonly docs?: string;
    };
    /** Where pull requests live. */
    readonly forge?: {
      /** Which forge. `local` writes branches and texts without a network. Default: `local`. */
      readonly kind?: 'github' | 'local';
      /** Repository as `owner/name`. Needed for `github`. */
      readonly repository?: string;
      /** Branch that approved work is merged to. Default: `main`. */
      readonly baseBranch?: string;
      /** How commits reach `github`: `api` lets the forge make and sign them, `push` makes them with git and pushes. Default: `api`. */
      readonly commits?: 'api' | 'push';
      /** Whether the `local` forge pushes its branches to the remote, for any Git host. Default: false. */
      readonly push?: boolean;
      /** Name of the Git remote that is pushed to. Default: `origin`. */
      readonly remote?: string;
      /**
       * Options for each push, as `git push --push-option` takes them. Default: none.
       *
       * Items: One option.
       */
      readonly pushOptions?: readonly string[];
      /**
       * Labels that every pull request of Patchledger gets beside its own. Default: none.
       *
       * Items: Name of a label.
       */
      readonly labels?: readonly string[];
      /** Whether one issue lists what is proposed, held back, declined and overdue. Needs `github`. Default: true. */
      readonly dashboard?: boolean;
    };
    /** Where advisories and facts come from. */
    readonly catalog?: {
      /** Sources of the catalogue, in the order in which they are refreshed. */
      readonly sources?: readonly Source[];
      /** How old a source may become before it counts as stale; also how long after publication an advisory counts as detected when no import was seen. Default: `24h`. */
      readonly maxAge?: string;
    };
    /** How long before its due instant a requirement counts as due soon. Default: `7d`. */
    readonly dueSoon?: string;
    /** How long after an asset was last seen it counts as stale. Default: `14d`. */
    readonly staleAfter?: string;
    /** Which days are business days, for durations such as `10bd`. */
    readonly businessDays?: {
      /** Days of the week that are not business days. Default: `[sat, sun]`. */
      readonly weekend?: readonly ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
      /**
       * Single days that are not business days. Default: none.
       *
       * Items: A holiday.
       */
      readonly holidays?: readonly {
        /** The day, in the time zone at hand. */
        readonly date: string;
        /** Name of the holiday. */
        readonly name?: string;
      }[];
    };
    /** How work is proposed. */
    readonly changes?: {
      /** Visits that start within this time from now are proposed. Default: `14d`. */
      readonly horizon?: string;
      /** Highest number of open pull requests. Work due before the next run ignores it. Default: 20. */
      readonly maxOpen?: number;
      /** Highest number of pull requests that one run opens. Default: 10. */
      readonly maxNewPerRun?: number;
      /** First segment of the names of proposal branches. Default: `patchledger`. */
      readonly branchPrefix?: string;
    };
    /** Who must approve a change to resources of a kind, by kind. Read from the base branch. Default: none. */
    readonly approvals?: {
      /** What must be given, all of it: the name of a Role, of which one holder must approve, or how many of a Role or Team. */
      readonly [k: string]: readonly RequiredApproval[];
    };
    /** What work costs, for `patchledger cost`. What is not stated is never counted as nothing: it is a gap. Default: nothing is stated. */
    readonly cost?: {
      /** Currency of every amount, by its ISO 4217 code. */
      readonly currency: string;
      /** Decimals of the currency's smallest unit; amounts are rounded to it, half up. Default: 2. */
      readonly decimals?: number;
      /** What an hour of people costs, by the name that `steps` refer to, such as that of a Role or a Team. Default: none. */
      readonly rates?: readonly Rate[];
      /** Minutes of people for each step of the work. Default: none is stated. */
      readonly steps?: {
        /** Reading and judging a patch; once for each version of a package that was deployed. */
        readonly evaluate?: Step;
        /** Reviewing and approving a Change; once for each that was deployed. */
        readonly approve?: Step;
        /** Testing before production; once for each TestRecord. Without `minutes`: from its start to its end. */
        readonly test?: Step;
        /** Attending a visit; once for each asset that a job worked on. Without `minutes`: from its first start to its last end. */
        readonly deploy?: Step;
        /** Checking an asset after its visit; once for each asset that a job worked on. */
        readonly verify?: Step;
      };
      /** Trainings, reviews, drills and audits: an hour of each person who took part, for as long as the ActivityRecord says that it took. Default: not stated. */
      readonly activities?: {
        /** Rate of the people, by its name in `rates`. */
        readonly rate: string;
      };
      /** What an hour of an asset's absence costs, by its criticality. Default: not stated. */
      readonly downtimePerHour?: {
        /** Of a mission-critical asset. */
        readonly 'mission-critical'?: string;
        /** Of an asset of high criticality. */
        readonly high?: string;
        /** Of an asset of medium criticality. */
        readonly medium?: string;
        /** Of an asset of low criticality. */
        readonly low?: string;
      };
      /**
       * What tools cost by the calendar month. Default: not stated.
       *
       * Items: A tool and its price.
       */
      readonly tooling?: readonly {
        /** Name of the tool. */
        readonly name: string;
        /** Price of a calendar month. */
        readonly perMonth: string;
      }[];
    };
    /** The rendered documents. */
    readonly docs?: {
      /** Whether rendered documents are committed. Default: false, they are published only. */
      readonly commit?: boolean;
    };
  };
}

/** What an hour of somebody costs, fully burdened: the base and what the employer pays on top. */
export interface Rate {
  /** Name that steps refer to. */
  readonly name: string;
  /** Pay for an hour. */
  readonly base: string;
  /** What the employer pays on top, in percent of the base: social insurance, pension, leave. */
  readonly employerShare: string;
}

/** A step of the work. */
export interface Step {
  /** Whose hour it costs: name of a rate. */
  readonly rate: string;
  /** Minutes that people spend on it once, as it is done today. Default: measured where a record says so, else not known. */
  readonly minutes?: number;
  /** Minutes that it took, or would take, by hand; what automation saves is told against it. Default: not known. */
  readonly manualMinutes?: number;
}

/** Name of a Role, of which one holder must approve; or a `role` or `team` with how many of its people must. */
export type RequiredApproval = string | {readonly role?: string; readonly team?: string; readonly count?: number};

/** One source of advisories or facts. With a `url`, `feeds sync` fetches it; with a `path` outside the catalogue's folder, it reads that file or folder; with a `path` inside, the documents are kept there by hand. */
export interface Source {
  /** Name of the source, unique in the estate. */
  readonly name: string;
  /** Address that the source is fetched from: `https:`, `http:`, or `file:` for a file or folder of this machine (relative to the estate without a leading `/`). Never with a password in it: see `token`. */
  readonly url?: string;
  /** With a `url`: folder, or single file, below the catalogue's folder that the documents are written to. Default: a folder named after the source. Without: where the documents are. */
  readonly path?: string;
  /** Format of the documents. Default: recognised by content. */
  readonly format?: FeedFormat;
  /** Ecosystem that the source covers, for reports. Default: as the documents say. */
  readonly ecosystem?: string;
  /** Team or Role that sees to the source: that it is read, and what it says is evaluated. Default: nobody is named. */
  readonly owner?: string;
  /** Which documents are kept: those that concern a component of the `estate`, or `all`. Default: `estate`. */
  readonly keep?: 'estate' | 'all';
  /** SHA-256 that the fetched bytes must have. Default: not pinned. */
  readonly sha256?: string;
  /** How old this source may become. Default: the catalogue's `maxAge`. */
  readonly maxAge?: string;
  /** Most bytes that are fetched. Default: 1073741824 (1 GiB). */
  readonly maxBytes?: number;
  /** How long the server may send nothing; exact elapsed time. Default: `PT30S`. */
  readonly timeout?: string;
  /** Environment variable that holds a bearer token for this source, as `env:NAME`. It is sent to the host of `url` only, and never printed. Default: none. */
  readonly token?: string;
  /** Whether redirects and names may lead to private, loopback and link-local addresses. An address of that kind in `url` itself needs no permission. Default: false. */
  readonly allowPrivate?: boolean;
}
