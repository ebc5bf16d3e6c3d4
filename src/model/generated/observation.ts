// Generated from schemas/observation.schema.json by `npm run generate`; do not edit.

import type {
  Component,
} from './common.ts';

/** What a machine reports about one asset. One line of an NDJSON file below `observed/`. */
export interface Observation {
  /** Asset, by name, uid or former name. */
  readonly asset: string;
  /** When the asset was read. */
  readonly lastSeen: string;
  /** Tool or agent that read it. */
  readonly source: string;
  /** Component set that the asset carries, by its digest. */
  readonly set?: string;
  /** Components of the asset, where no set is named. */
  readonly components?: readonly Component[];
  /** Output of a tool, kept as evidence and read by Patchledger. */
  readonly raw?: {
    /** File of the estate that holds the output. */
    readonly path: string;
    /** Format of the output. */
    readonly format:
      | 'apk-installed'
      | 'cyclonedx'
      | 'dpkg-query'
      | 'dpkg-status'
      | 'package-lock'
      | 'rpm-qa'
      | 'spdx'
      | 'syft'
      | 'trivy-packages';
    /** Ecosystem of the packages, with the release that no list of a package manager tells. Default: what the file says. */
    readonly ecosystem?: string;
    /** SHA-256 of the file's bytes; a list with another is reported. Default: not checked. */
    readonly sha256?: string;
  };
  /** Entries of the source that name software and could not be read, or that belong to no ecosystem. Such an asset is not called compliant. Default: 0. */
  readonly unread?: number;
  /** Since when the source, which reported the asset before, reports it no more. Such an asset is stale unless another source saw it later. Default: the source still reports it. */
  readonly missingSince?: string;
  /** When packages were first seen on the asset, by `name` or `ecosystem/name`. Default: unknown. */
  readonly firstSeen?: {
    readonly [k: string]: string;
  };
  /** Version in use where several may be installed, by `name` or `ecosystem/name`. Default: the installed version is in use. */
  readonly running?: {
    readonly [k: string]: string;
  };
  /** Whether the asset waits for a reboot. Default: unknown. */
  readonly pendingReboot?: boolean;
  /** Whether the asset is out of service. Default: false. */
  readonly down?: boolean;
  /** Whether the asset is catching up with its cluster and counts as unavailable. Default: false. */
  readonly resyncing?: boolean;
}
