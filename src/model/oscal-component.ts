import type { OscalBackMatter, OscalLink, OscalMetadata, OscalProperty } from './oscal.ts';

/** What is offered for a control, and the values of what the control leaves open. */
export interface OscalImplementedRequirement {
  readonly uuid: string;
  readonly 'control-id': string;
  readonly description: string;
  readonly props: readonly OscalProperty[];
  readonly 'set-parameters'?: readonly { readonly 'param-id': string; readonly values: readonly string[] }[];
  readonly statements?: readonly {
    readonly 'statement-id': string;
    readonly uuid: string;
    readonly description: string;
  }[];
  readonly remarks: string;
}

export interface OscalDefinedComponent {
  readonly uuid: string;
  readonly type: 'policy';
  readonly title: string;
  readonly description: string;
  readonly purpose: string;
  readonly props: readonly OscalProperty[];
  readonly links: readonly OscalLink[];
  readonly 'control-implementations': readonly {
    readonly uuid: string;
    /** Address of the catalogue that the controls are of. */
    readonly source: string;
    readonly description: string;
    readonly 'implemented-requirements': readonly OscalImplementedRequirement[];
  }[];
}

export interface OscalComponentDefinition {
  readonly uuid: string;
  readonly metadata: OscalMetadata;
  readonly components: readonly OscalDefinedComponent[];
  readonly 'back-matter'?: OscalBackMatter;
}
