/** OpenVEX 0.2.0 as it is written here, in the words of its JSON form. Texts are plain; they are made safe when written. */

/** A package, by its package URL where it has one. */
export interface OpenVexPart {
  readonly '@id': string;
  readonly identifiers?: { readonly purl: string };
}

/** What a statement is about: a package wherever it is, or an asset with the packages in it. */
export interface OpenVexProduct extends OpenVexPart {
  readonly subcomponents?: readonly OpenVexPart[];
}

export interface OpenVexStatement {
  readonly vulnerability: { readonly name: string; readonly aliases?: readonly string[] };
  readonly timestamp?: string;
  readonly products: readonly OpenVexProduct[];
  readonly status: 'not_affected' | 'affected' | 'fixed' | 'under_investigation';
  readonly status_notes?: string;
  readonly justification?: string;
  readonly impact_statement?: string;
  readonly action_statement?: string;
}

export interface OpenVexDocument {
  readonly '@context': 'https://openvex.dev/ns/v0.2.0';
  readonly '@id': string;
  readonly author: string;
  readonly timestamp: string;
  readonly version: 1;
  readonly tooling: string;
  readonly statements: readonly OpenVexStatement[];
}
