import type { Instant } from './time.ts';

/** The justifications of OpenVEX (and of CSAF's flags) for `not-affected`. */
export const vexJustifications = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const;
export type VexJustification = (typeof vexJustifications)[number];

/** The status words of an Assessment. */
export type VexStatus = 'affected' | 'not-affected' | 'fixed' | 'under-investigation';

/** Versions of a package that a statement is about. */
export type VexVersions =
  | { readonly kind: 'all' }
  | { readonly kind: 'listed'; readonly versions: readonly string[] }
  /** A range as written; which versions it holds is not decided here. */
  | { readonly kind: 'range'; readonly text: string };

/** A package as a statement names it. */
export interface VexPackage {
  /** OSV ecosystem with its whole suffix. */
  readonly ecosystem: string;
  readonly name: string;
  readonly versions: VexVersions;
}

/** A product, or a part of one, as a statement names it. */
export interface VexThing {
  /** As the document writes it: a package URL, a CPE, a name. */
  readonly name: string;
  /** What it is in the words of components; absent where nothing identifies it. */
  readonly package?: VexPackage | undefined;
}

/** A product that a statement is about. With parts it speaks of these parts inside this product, and nowhere else. */
export interface VexProduct extends VexThing {
  readonly parts: readonly VexThing[];
}

/** Who stated something, and where. */
export interface VexSource {
  readonly format: 'csaf' | 'openvex' | 'cyclonedx';
  /** The document's identifier; a serial number or `@id`. */
  readonly document: string;
  readonly author?: string | undefined;
  /** Estate-relative file it was read from. */
  readonly file: string;
}

/** One statement of a VEX document: how a vulnerability concerns products, by the word of its author. */
export interface VexStatement {
  readonly source: VexSource;
  /** Position within its document, from 1. */
  readonly number: number;
  /** The vulnerability's name first, then its aliases. */
  readonly ids: readonly string[];
  readonly status: VexStatus;
  readonly justification?: VexJustification | undefined;
  readonly impactStatement?: string | undefined;
  readonly actionStatement?: string | undefined;
  readonly statedAt?: Instant | undefined;
  readonly products: readonly VexProduct[];
}
