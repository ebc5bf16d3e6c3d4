/**
 * The parts of OSCAL (NIST Open Security Controls Assessment Language) that the audit pack writes, in the words of its
 * JSON form. Texts are plain here; what OSCAL reads as markup is escaped when it is written.
 */

/** The one release of OSCAL that every document declares and is written for. */
export const oscalVersion = '1.2.1';

/** Where the names of properties and facets belong that OSCAL does not define itself. */
export const oscalNamespace = 'https://patchledger.dev/ns/oscal';

/** An instant with its time zone, as OSCAL wants it. */
type DateTime = string;

export interface OscalProperty {
  readonly name: string;
  readonly ns?: string;
  readonly value: string;
  readonly remarks?: string;
}

export interface OscalLink {
  readonly href: string;
  readonly rel?: string;
  readonly text?: string;
}

export interface OscalParty {
  readonly uuid: string;
  readonly type: 'organization' | 'person';
  readonly name: string;
  readonly remarks?: string;
}

export interface OscalMetadata {
  readonly title: string;
  readonly 'last-modified': DateTime;
  readonly version: string;
  readonly 'oscal-version': typeof oscalVersion;
  readonly props: readonly OscalProperty[];
  readonly parties: readonly OscalParty[];
  readonly remarks?: string;
}

/** A file that others refer to as `#` and its uuid. */
export interface OscalResource {
  readonly uuid: string;
  readonly title: string;
  readonly description?: string;
  readonly rlinks?: readonly {
    readonly href: string;
    readonly hashes?: readonly { readonly algorithm: 'SHA-256'; readonly value: string }[];
  }[];
  readonly remarks?: string;
}

export interface OscalBackMatter {
  readonly resources: readonly OscalResource[];
}

export interface OscalComponent {
  readonly uuid: string;
  readonly type: 'software';
  readonly title: string;
  readonly description: string;
  readonly props: readonly OscalProperty[];
  readonly status: { readonly state: 'operational' };
}

export interface OscalInventoryItem {
  readonly uuid: string;
  readonly description: string;
  readonly props: readonly OscalProperty[];
  readonly remarks?: string;
}

export interface OscalAssessmentAssets {
  readonly components: readonly OscalComponent[];
  readonly 'assessment-platforms': readonly {
    readonly uuid: string;
    readonly title: string;
    readonly 'uses-components': readonly { readonly 'component-uuid': string }[];
  }[];
}

export interface OscalOrigin {
  readonly actors: readonly { readonly type: 'tool'; readonly 'actor-uuid': string }[];
}

export interface OscalSubject {
  readonly 'subject-uuid': string;
  readonly type: 'inventory-item';
}

export interface OscalEvidence {
  readonly href?: string;
  readonly description: string;
}

export type OscalObservationType = 'control-objective' | 'discovery' | 'finding' | 'historic' | 'mitigation';

export interface OscalObservation {
  readonly uuid: string;
  readonly title: string;
  readonly description: string;
  readonly props: readonly OscalProperty[];
  readonly methods: readonly ('EXAMINE' | 'TEST')[];
  readonly types: readonly OscalObservationType[];
  readonly origins: readonly OscalOrigin[];
  readonly subjects?: readonly OscalSubject[];
  readonly 'relevant-evidence': readonly OscalEvidence[];
  readonly collected: DateTime;
  readonly expires?: DateTime;
  readonly remarks?: string;
}

export type OscalRiskStatus =
  | 'open'
  | 'investigating'
  | 'remediating'
  | 'deviation-requested'
  | 'deviation-approved'
  | 'closed';

export interface OscalTask {
  readonly uuid: string;
  readonly type: 'milestone' | 'action';
  readonly title: string;
  readonly description?: string;
  readonly props?: readonly OscalProperty[];
  readonly timing?:
    | { readonly 'on-date': { readonly date: DateTime } }
    | { readonly 'within-date-range': { readonly start: DateTime; readonly end: DateTime } }
    | {
        readonly 'at-frequency': {
          readonly period: number;
          readonly unit: 'hours' | 'days' | 'months';
          readonly remarks?: string;
        };
      };
  readonly 'associated-activities'?: readonly {
    readonly 'activity-uuid': string;
    readonly subjects: readonly {
      readonly type: 'inventory-item';
      readonly 'include-all': Readonly<Record<string, never>>;
    }[];
  }[];
  readonly remarks?: string;
}

export interface OscalRemediation {
  readonly uuid: string;
  readonly lifecycle: 'recommendation' | 'planned' | 'completed';
  readonly title: string;
  readonly description: string;
  readonly tasks?: readonly OscalTask[];
  readonly remarks?: string;
}

export interface OscalRiskLogEntry {
  readonly uuid: string;
  readonly title: string;
  readonly description?: string;
  readonly start: DateTime;
  readonly links?: readonly OscalLink[];
  readonly 'status-change'?: OscalRiskStatus;
  readonly remarks?: string;
}

export interface OscalRisk {
  readonly uuid: string;
  readonly title: string;
  readonly description: string;
  readonly statement: string;
  readonly props: readonly OscalProperty[];
  readonly status: OscalRiskStatus;
  readonly origins: readonly OscalOrigin[];
  readonly characterizations: readonly {
    readonly origin: OscalOrigin;
    readonly facets: readonly { readonly name: string; readonly system: string; readonly value: string }[];
  }[];
  readonly 'mitigating-factors'?: readonly { readonly uuid: string; readonly description: string }[];
  readonly deadline?: DateTime;
  readonly remediations?: readonly OscalRemediation[];
  readonly 'risk-log'?: { readonly entries: readonly OscalRiskLogEntry[] };
  readonly 'related-observations': readonly { readonly 'observation-uuid': string }[];
}

export interface OscalFinding {
  readonly uuid: string;
  readonly title: string;
  readonly description: string;
  readonly origins: readonly OscalOrigin[];
  readonly target: {
    readonly type: 'objective-id';
    readonly 'target-id': string;
    readonly status: {
      readonly state: 'satisfied' | 'not-satisfied';
      readonly reason: 'pass' | 'fail' | 'other';
      readonly remarks: string;
    };
  };
  readonly 'related-observations'?: readonly { readonly 'observation-uuid': string }[];
  readonly 'related-risks'?: readonly { readonly 'risk-uuid': string }[];
  readonly remarks: string;
}

export interface OscalReviewedControls {
  readonly description: string;
  readonly 'control-selections': readonly {
    readonly 'include-controls': readonly { readonly 'control-id': string }[];
  }[];
  readonly 'control-objective-selections': readonly {
    readonly 'include-objectives': readonly { readonly 'objective-id': string }[];
  }[];
}

export interface OscalAssessmentResults {
  readonly uuid: string;
  readonly metadata: OscalMetadata;
  readonly 'import-ap': { readonly href: string };
  readonly results: readonly {
    readonly uuid: string;
    readonly title: string;
    readonly description: string;
    readonly start: DateTime;
    readonly end: DateTime;
    readonly props: readonly OscalProperty[];
    readonly 'local-definitions': {
      readonly 'inventory-items'?: readonly OscalInventoryItem[];
      readonly 'assessment-assets': OscalAssessmentAssets;
    };
    readonly 'reviewed-controls': OscalReviewedControls;
    readonly observations?: readonly OscalObservation[];
    readonly risks?: readonly OscalRisk[];
    readonly findings?: readonly OscalFinding[];
    readonly remarks: string;
  }[];
  readonly 'back-matter'?: OscalBackMatter;
}

export interface OscalPoamItem {
  readonly uuid: string;
  readonly title: string;
  readonly description: string;
  readonly props: readonly OscalProperty[];
  readonly origins: readonly OscalOrigin[];
  readonly 'related-observations': readonly { readonly 'observation-uuid': string }[];
  readonly 'related-risks': readonly { readonly 'risk-uuid': string }[];
  readonly remarks: string;
}

export interface OscalPoam {
  readonly uuid: string;
  readonly metadata: OscalMetadata;
  readonly 'system-id': { readonly 'identifier-type': string; readonly id: string };
  readonly 'local-definitions': {
    readonly 'inventory-items'?: readonly OscalInventoryItem[];
    readonly 'assessment-assets': OscalAssessmentAssets;
  };
  readonly observations: readonly OscalObservation[];
  readonly risks: readonly OscalRisk[];
  readonly 'poam-items': readonly OscalPoamItem[];
  readonly 'back-matter'?: OscalBackMatter;
}

export interface OscalActivity {
  readonly uuid: string;
  readonly title: string;
  readonly description: string;
  readonly 'related-controls'?: OscalReviewedControls;
  readonly remarks?: string;
}

export interface OscalAssessmentPlan {
  readonly uuid: string;
  readonly metadata: OscalMetadata;
  readonly 'import-ssp': { readonly href: string; readonly remarks: string };
  readonly 'local-definitions': { readonly activities: readonly OscalActivity[] };
  readonly 'reviewed-controls': OscalReviewedControls;
  readonly 'assessment-subjects': readonly {
    readonly type: 'inventory-item';
    readonly description: string;
    readonly 'include-all': Readonly<Record<string, never>>;
  }[];
  readonly 'assessment-assets': OscalAssessmentAssets;
  readonly tasks: readonly OscalTask[];
  readonly 'back-matter': OscalBackMatter;
}
