import { compareText } from '../../ecosystems/parts/digits.ts';
import type { Estate } from '../../model/estate.ts';
import type { Assessment } from '../../model/generated/assessment.ts';
import type { PackageSelector } from '../../model/generated/common.ts';
import type { VexStatement } from '../../model/vex.ts';
import type { AssessmentDraft, LeftStatement, VexDrafts } from '../../model/vex-draft.ts';
import { digestOf } from '../digest.ts';
import { formatInstant } from '../time.ts';
import { type CarriersOf, carriersIn, type Reach } from './carriers.ts';

/**
 * Turns VEX statements into Assessments for people to review: what a stranger states about his product has no effect
 * here until somebody merges it.
 *
 * A statement about a package holds wherever the package is. One about a part of a product holds on the assets that carry
 * the product, and `assets` names them where the statement's words do not. What names nothing of the estate, or names it
 * in a way that nothing decides, is left with its reason. The result does not depend on the order of statements.
 */
export function draftAssessments(
  statements: readonly VexStatement[],
  estate: Estate,
  assets: readonly string[] | undefined = undefined,
): VexDrafts {
  const carriersOf = carriersIn(estate, assets);
  const drafts = new Map<string, AssessmentDraft>();
  const left: LeftStatement[] = [];
  for (const statement of statements) {
    const read = draftsOf(statement, carriersOf);
    for (const draft of read.drafts) drafts.set(draft.document.metadata.name, draft);
    left.push(...read.left);
  }
  return {
    drafts: [...drafts.values()].sort((a, b) => compareText(a.document.metadata.name, b.document.metadata.name)),
    left: left.sort(byPlace),
  };
}

function byPlace(a: LeftStatement, b: LeftStatement): number {
  const file = compareText(a.source.file, b.source.file);
  return file || a.statement - b.statement || compareText(a.product, b.product) || compareText(a.reason, b.reason);
}

/** Products of one statement that hold on the same assets, together. */
interface Group {
  readonly assets: Set<string>;
  readonly selector: Reach['selector'];
  readonly packages: Map<string, PackageSelector>;
}

function draftsOf(statement: VexStatement, carriersOf: CarriersOf): VexDrafts {
  const { source, number, ids } = statement;
  const groups = new Map<string, Group>();
  const left: LeftStatement[] = [];
  const leave = (product: string, reason: string): void => {
    left.push({ source, statement: number, ids, product, reason });
  };
  const advisories = ids.filter(isAdvisoryId);
  for (const product of statement.products) {
    for (const reach of carriersOf(product)) {
      if (reach.kind === 'left') leave(reach.product, reach.reason);
      else if (advisories.length === 0) leave(product.name, 'its vulnerability has no id that could be matched');
      else join(groups, reach);
    }
  }
  return { drafts: [...groups.values()].map((group) => draftOf(statement, advisories, group)), left };
}

/** Ids of advisories hold no space or sign of another format; a sentence in place of an id matches nothing. */
function isAdvisoryId(id: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}$/.test(id);
}

function join(groups: Map<string, Group>, reach: Reach): void {
  const key = JSON.stringify(reach.selector);
  const group = groups.get(key) ?? { assets: new Set(), selector: reach.selector, packages: new Map() };
  groups.set(key, group);
  for (const asset of reach.assets) group.assets.add(asset);
  const { ecosystem = '', name } = reach.package;
  const known = group.packages.get(`${ecosystem}\u0000${name}`);
  group.packages.set(`${ecosystem}\u0000${name}`, known === undefined ? reach.package : together(known, reach.package));
}

function together(one: PackageSelector, other: PackageSelector): PackageSelector {
  const { versions: _, ...whole } = one;
  if (one.versions === undefined || other.versions === undefined) return whole;
  return { ...one, versions: [...new Set([...one.versions, ...other.versions])].sort(compareText) };
}

function draftOf(statement: VexStatement, advisories: readonly string[], group: Group): AssessmentDraft {
  const { status, justification, impactStatement, actionStatement, statedAt, source } = statement;
  const packages = [...group.packages].sort(([a], [b]) => compareText(a, b)).map(([, one]) => one);
  const spec: Assessment['spec'] = {
    selector: group.selector,
    advisories: [...advisories],
    packages,
    status,
    ...(status === 'not-affected' && justification !== undefined && { justification }),
    ...(impactStatement !== undefined && { impactStatement: impactStatement.slice(0, maxText) }),
    ...(actionStatement !== undefined && { actionStatement: actionStatement.slice(0, maxText) }),
    ...(statedAt !== undefined && { assessedAt: formatInstant(statedAt) }),
  };
  const name = nameOf(statement, spec);
  const annotations = {
    'vex/document': source.document.slice(0, maxText),
    'vex/format': source.format,
    ...(source.author !== undefined && { 'vex/author': source.author.slice(0, maxText) }),
  };
  const document: Assessment = {
    apiVersion: 'patchledger/v1',
    kind: 'Assessment',
    metadata: { name, annotations },
    spec,
  };
  return { document, source, statement: statement.number, assets: [...group.assets].sort(compareText) };
}

/** Longest text of the schema. */
const maxText = 20_000;

/**
 * The same statement of the same document gets the same name, so that a second import changes a file and adds none; what
 * it says, and when, is no part of the name.
 */
function nameOf({ source, ids }: VexStatement, { selector, packages, status }: Assessment['spec']): string {
  const [id = ''] = ids;
  const word = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  const digest = digestOf([source.document, ids, selector, packages, status === 'affected']).replace(/^sha256:/, '');
  return `vex-${word === '' ? 'statement' : word}-${digest.slice(0, 8)}`;
}
