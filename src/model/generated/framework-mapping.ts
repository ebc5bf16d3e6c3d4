// Generated from schemas/framework-mapping.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  Metadata,
} from './common.ts';

/** For which clauses of a framework the audit pack offers evidence, and where. One of the name of a shipped mapping takes its place. */
export interface FrameworkMapping {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `FrameworkMapping`. */
  readonly kind: 'FrameworkMapping';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this FrameworkMapping states. */
  readonly spec: {
    /** Name of the framework, without its version. */
    readonly framework: string;
    /** Version, revision or year of the framework. */
    readonly version: string;
    /** Who publishes the framework. */
    readonly authority: string;
    /** Where the framework, or what was read of it, can be read. */
    readonly source: string;
    /** Day on which the mapping was last checked against what could be read of the framework. */
    readonly retrieved: string;
    /** What was read, and what a person should check before relying on the mapping. Default: none. */
    readonly description?: string;
    /** Clauses that evidence is offered for, in the order of the framework. */
    readonly clauses: readonly Clause[];
  };
}

/** A clause and the documents of the audit pack that offer evidence for it. */
export interface Clause {
  /** Number or name of the clause in the framework, unique in the mapping. */
  readonly id: string;
  /** What the clause is about, in a few words of one's own: the text of a standard belongs to its publisher. */
  readonly title: string;
  /** Documents of the audit pack that offer evidence. */
  readonly documents: readonly ('D1' | 'D2' | 'D3' | 'D4' | 'D5' | 'D6' | 'D7' | 'D8' | 'D9' | 'D10' | 'D11' | 'D12' | 'D13' | 'D14')[];
  /** What evidence is offered, and what it does not show. */
  readonly note: string;
}
