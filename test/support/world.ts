import { parseDuration, parseInstant } from '../../src/core/time.ts';
import type { AdvisoryDocument, Catalog } from '../../src/model/advisory.ts';
import type { Asset, AssetFacts, Component } from '../../src/model/asset.ts';
import type { Estate, WorkspaceSettings } from '../../src/model/estate.ts';
import type { ComponentAssessment, ComponentFinding, Fact, FindingFacts } from '../../src/model/finding.ts';
import type { Duration, Instant } from '../../src/model/time.ts';

/** An instant from its text; a text that is none fails the test. */
export function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`not an instant: ${text}`);
  return instant;
}

/** A duration from its text; a text that is none fails the test. */
export function duration(text: string): Duration {
  const parsed = parseDuration(text);
  if (parsed === undefined) throw new Error(`not a duration: ${text}`);
  return parsed;
}

/** Facts of an asset of which nothing is known but what is given. */
function assetFacts(facts: Partial<AssetFacts> = {}): AssetFacts {
  return {
    type: undefined,
    environment: undefined,
    criticality: undefined,
    dataClassification: undefined,
    exposure: undefined,
    supportEnded: undefined,
    humanImpact: undefined,
    impactLevel: undefined,
    labels: {},
    ...facts,
  };
}

/** An asset of which nothing is known but what is given. */
export function assetWith({
  facts,
  ...asset
}: Partial<Omit<Asset, 'facts'>> & { facts?: Partial<AssetFacts> } = {}): Asset {
  const name = asset.name ?? 'host-1';
  return {
    name,
    uid: name,
    formerNames: [],
    owner: undefined,
    users: [],
    location: undefined,
    function: undefined,
    facts: assetFacts(facts),
    cluster: undefined,
    clusterRole: undefined,
    mirrors: [],
    controls: [],
    visitDurationMs: undefined,
    supportEnds: undefined,
    componentSets: [],
    firstSeen: new Map(),
    lastSeen: undefined,
    missingSince: undefined,
    observedIn: [],
    pendingReboot: undefined,
    down: false,
    partlyRead: false,
    gaps: undefined,
    origin: { file: 'inventory/hosts.yaml', document: 0 },
    pointer: ['spec', 'assets', 0],
    ...asset,
  };
}

/** The value of each fact of an advisory, where one is known. */
export type KnownFindingFacts = { readonly [K in keyof FindingFacts]?: NonNullable<FindingFacts[K]['value']> };

/** Facts of a finding of which nothing is known but what is given. */
export function findingFacts(known: KnownFindingFacts = {}): FindingFacts {
  const fact = <K extends keyof FindingFacts>(name: K): Fact<never> => ({
    value: known[name] as never,
    source: 'test',
  });
  return {
    severity: fact('severity'),
    cvss: fact('cvss'),
    epss: fact('epss'),
    kev: fact('kev'),
    kevAddedAt: fact('kevAddedAt'),
    kevDueDate: fact('kevDueDate'),
    ransomware: fact('ransomware'),
    exploitation: fact('exploitation'),
    automatable: fact('automatable'),
    technicalImpact: fact('technicalImpact'),
    fixAvailable: fact('fixAvailable'),
    published: fact('published'),
    modified: fact('modified'),
    importedAt: fact('importedAt'),
  };
}

/** A finding that affects its component, of which nothing is known but what is given. */
export function findingWith({
  facts,
  ...finding
}: Partial<Omit<ComponentFinding, 'facts'>> & { facts?: KnownFindingFacts } = {}): ComponentFinding {
  const advisory = finding.advisory ?? 'CVE-2026-0001';
  return {
    advisory,
    documents: [document(advisory)],
    cves: [advisory],
    affectedBy: [advisory],
    status: 'affected',
    evidence: [],
    facts: findingFacts(facts),
    ...finding,
  };
}

/** What is decided about a component: its findings, and a target one patch ahead. */
export function assessmentWith(
  findings: readonly ComponentFinding[],
  parts: Partial<Omit<ComponentAssessment, 'findings'>> = {},
): ComponentAssessment {
  return {
    component: componentWith(),
    target: '1.0.1',
    partial: undefined,
    jump: 'patch',
    refusedTargets: [],
    unjudged: [],
    ...parts,
    findings,
  };
}

/** An npm component `app` 1.0.0 unless stated otherwise. */
export function componentWith(parts: Partial<Component> = {}): Component {
  return { ecosystem: 'npm', name: 'app', version: '1.0.0', ...parts };
}

/** Settings of a workspace as when nobody states any. */
export const workspace: WorkspaceSettings = {
  name: 'test',
  timeZone: 'UTC',
  forge: {
    ...{ kind: 'local', repository: undefined, baseBranch: 'main', commits: 'api', remote: 'origin', push: false },
    ...{ pushOptions: [], labels: [], dashboard: true },
  },
  catalogMaxAge: duration('24h'),
  dueSoon: duration('7d'),
  staleAfter: duration('14d'),
  weekend: ['sat', 'sun'],
  holidays: [],
  changeHorizon: duration('14d'),
  maxOpenChanges: 20,
  maxNewChanges: 10,
  branchPrefix: 'patchledger',
  approvals: new Map(),
};

/** A catalogue that holds nothing. */
export const emptyCatalog: Catalog = {
  documents: [],
  cves: new Map(),
  epss: new Map(),
  importedAt: new Map(),
  feeds: [],
};

/** An estate with the assets and resources given and nothing else. */
export function estateWith(parts: Partial<Estate> = {}): Estate {
  return {
    commit: undefined,
    inputsDigest: 'sha256:0',
    workspace,
    resources: {},
    unread: [],
    assets: [],
    componentSets: new Map(),
    catalog: emptyCatalog,
    ...parts,
  };
}

function document(id: string): AdvisoryDocument {
  return {
    id,
    aliases: [],
    related: [],
    upstream: [],
    summary: '',
    affected: [],
    severity: [],
    file: `catalog/${id}.json`,
  };
}
