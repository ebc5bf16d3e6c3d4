import type { Instant, TimeZone } from './time.ts';

/**
 * How much a finding of `doctor` hurts, worst first. `broken`: something is left out of every answer. `unwatched`: nothing
 * is known about something that is there. `stale`: what is known proves nothing any more. `guessed`: decisions rest on
 * what nobody said. `gap`: decided, but nobody is there to do it or no proof of it is kept.
 */
export const healthHurts = ['broken', 'unwatched', 'stale', 'guessed', 'gap'] as const;
export type HealthHurt = (typeof healthHurts)[number];

/** One thing that is not as it should be, and what to do about it. */
export interface HealthFinding {
  readonly hurt: HealthHurt;
  /** Stable word for programs, such as `feed-stale`. */
  readonly code: string;
  /** What it is about: a source, an ecosystem, a fact, a tool; absent where the code says it. */
  readonly subject?: string | undefined;
  readonly text: string;
  /** How many assets or decisions it concerns; orders findings that hurt alike. */
  readonly weight: number;
  /** The exact command or field. */
  readonly remedy: string;
}

/** A source of the catalogue and how fresh it is. */
export interface SourceHealth {
  readonly name: string;
  readonly state: 'fresh' | 'stale' | 'undated' | 'never-fetched';
  readonly fetchedAt: Instant | undefined;
  /** How old it may become, as written. */
  readonly maxAge: string;
  readonly documents: number;
}

/** Assets by how lately they were seen; the sum of the five is the total. */
export interface SeenCounts {
  readonly total: number;
  readonly fresh: number;
  /** Last seen longer ago than `staleAfter`. */
  readonly old: number;
  /** A source reports them no more. */
  readonly missing: number;
  /** No source saw them; people list what runs on them. */
  readonly stated: number;
  /** Nobody saw them, and nobody lists what runs on them. */
  readonly blank: number;
}

/** An ecosystem of which assets carry components. */
export interface EcosystemHealth {
  readonly ecosystem: string;
  /** `partly`: of some packages, which came after the catalogue was synced, nothing is known. */
  readonly state: 'watched' | 'partly' | 'unwatched';
  /** Over all assets. */
  readonly components: number;
  /** Of them, those that nothing watches. */
  readonly unwatched: number;
}

/** How often rules asked for a fact that nobody knows; over all obligations of all assets. */
export interface MissingFact {
  readonly fact: string;
  /** Decisions that asked. */
  readonly asked: number;
  /** Of them, those that got no answer. */
  readonly unknown: number;
  /** Of them, those that a policy answered by assumption. */
  readonly assumed: number;
  /** Of those without an answer: decided as the strictest rule that might apply says. */
  readonly needsFacts: number;
  /** Of those without an answer: decided as if the stricter rule did not apply. */
  readonly couldBeStricter: number;
  /** Assets with a decision that got no answer. */
  readonly assets: number;
}

/** What git says of the folder. */
export interface RepositoryHealth {
  readonly kind: 'commit' | 'no-commit' | 'not-a-repository' | 'git-missing' | 'refused';
  readonly reason?: string | undefined;
  readonly isShallow: boolean;
}

/** What a forge answered when it was asked. */
export type ForgeAccess =
  | {
      readonly kind: 'reached';
      /** Scopes of a classic token; `undefined`: a token of another kind, which does not tell. */
      readonly scopes: readonly string[] | undefined;
      /** `undefined`: the forge does not say. */
      readonly mayPush: boolean | undefined;
      /** Nobody can write to it any more. */
      readonly isArchived: boolean;
      readonly hasBaseBranch: boolean;
    }
  | { readonly kind: 'refused'; readonly reason: string; readonly remedy: string };

/** The forge as far as it can be known without asking it; with `access`, what it answered. */
export interface ForgeHealth {
  readonly kind: 'github' | 'local';
  readonly repository: string | undefined;
  readonly baseBranch: string;
  readonly hasToken: boolean;
  readonly access?: ForgeAccess | undefined;
}

/** The machine and the tools that a run has. */
export interface MachineHealth {
  readonly version: string;
  readonly node: string;
  /** `undefined`: git cannot be run, or does not say. */
  readonly git: string | undefined;
  readonly tzdata: string;
  readonly repository: RepositoryHealth;
  readonly forge: ForgeHealth;
}

/** The state of an estate: what is fresh, and what is not, worst first. */
export interface Health {
  readonly asOf: Instant;
  readonly timeZone: TimeZone;
  readonly findings: readonly HealthFinding[];
  readonly sources: readonly SourceHealth[];
  readonly assets: SeenCounts;
  readonly ecosystems: readonly EcosystemHealth[];
  /** Facts that some decision missed, the most missed first. */
  readonly facts: readonly MissingFact[];
  readonly ledger: { readonly runs: number; readonly lastAt: Instant | undefined };
  readonly machine: MachineHealth;
}
