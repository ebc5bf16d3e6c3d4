import type { Asset, Component } from '../../model/asset.ts';
import type { LedgerRecord, PolicyEffective } from '../../model/generated/ledger-record.ts';
import type { Ledger, LedgerAsset, LedgerFinding, LedgerPackage, PolicyChanges } from '../../model/ledger.ts';
import type { Requirement } from '../../model/requirement.ts';
import { digestOf } from '../digest.ts';
import type { Decision } from '../plan/decision.ts';
import { policyTables } from '../prioritise/table.ts';
import { formatInstant } from '../time.ts';
import { declinedRows } from './declined.ts';
import { type EffectiveOf, effectiveIn } from './effective.ts';
import { endings, type TellEnding } from './ended.ts';
import { isSuspended } from './fold-package.ts';
import { isRecorded } from './fold-policies.ts';
import { advisoryIds, meet, requirementKey } from './identity.ts';
import { type DeltaSink, packageDelta } from './package-delta.ts';
import { policyRules } from './policy-rules.ts';
import { type RowBook, rowBook } from './row-book.ts';

/** What a run of `observe` looks at. */
export interface ObserveInput {
  readonly decision: Decision;
  /** As the decision read it, up to the same instant. */
  readonly ledger: Ledger;
  /** Id of the commit that the decision is about. */
  readonly commit: string;
  /** As the decision had them. */
  readonly policyChanges?: PolicyChanges | undefined;
}

/**
 * What is new since the ledger: rules that took effect, findings that opened, dues that were set or moved,
 * work that was declined, findings that ended and how. `undefined`: nothing; a run that changes nothing writes nothing.
 * The record's name comes from its instant and content, so that one run has one name wherever it is computed.
 */
export function observe({ decision, ledger, commit, policyChanges }: ObserveInput): LedgerRecord | undefined {
  const { plan, estate } = decision;
  const book = rowBook();
  const requirementsOf = byAsset(plan.requirements);
  const policyEffective = changedPolicies(decision, ledger, policyChanges);
  const deltaOf = deltas({ book, edited: new Set(policyEffective.map(({ policy }) => policy)) });
  const closed = closings(book, endings(decision));
  for (const asset of estate.assets) {
    const history = ledger.assets.get(asset.uid);
    const required = requirementsOf.get(asset.name) ?? [];
    for (const { key, requirement } of required) book.put(asset.uid, deltaOf(requirement, history?.get(key)));
    if (history !== undefined) book.put(asset.uid, closed(asset, history, required));
  }
  const uids = new Set(estate.assets.map(({ uid }) => uid));
  for (const [uid, history] of ledger.assets) if (!uids.has(uid)) book.put(uid, closed(undefined, history, []));
  for (const { uid, number } of declinedRows(estate, ledger, book)) book.put(uid, [number]);
  const rows = { ...(policyEffective.length > 0 && { policyEffective }), ...book.written() };
  if (Object.keys(rows).length === 0) return undefined;
  const asOf = formatInstant(plan.asOf);
  const spec = { asOf, commit, tool: plan.tool.version, ...rows };
  const name = `${asOf.replace(/[-:]/g, '')}-${digestOf(spec).slice('sha256:'.length, 'sha256:'.length + 8)}`;
  return { apiVersion: 'patchledger/v1', kind: 'LedgerRecord', metadata: { name }, spec };
}

interface Keyed {
  readonly key: string;
  readonly requirement: Requirement;
}

function byAsset(requirements: readonly Requirement[]): ReadonlyMap<string, readonly Keyed[]> {
  const keys = new Map<Component, string>();
  const lists = new Map<string, Keyed[]>();
  for (const requirement of requirements) {
    const { component } = requirement;
    const key = keys.get(component) ?? requirementKey(component.ecosystem, component.name, component.path);
    keys.set(component, key);
    const list = lists.get(requirement.asset);
    if (list) list.push({ key, requirement });
    else lists.set(requirement.asset, [{ key, requirement }]);
  }
  return lists;
}

/** Requirements that were decided once for many assets, and whose history is one, have one answer. */
function deltas(sink: DeltaSink): (requirement: Requirement, history: LedgerPackage | undefined) => readonly number[] {
  const known = new Map<Requirement['obligations'], Map<string, readonly number[]>>();
  return (requirement, history) => {
    const alike = known.get(requirement.obligations) ?? new Map<string, readonly number[]>();
    known.set(requirement.obligations, alike);
    const key = `${history?.id ?? ''} ${requirement.component.path ?? ''}`;
    const delta = alike.get(key) ?? packageDelta(requirement, history, sink);
    alike.set(key, delta);
    return delta;
  };
}

type Closings = (asset: Asset | undefined, history: LedgerAsset, required: readonly Keyed[]) => readonly number[];

/** Rows for the findings that the ledger holds as open and no requirement asks about. */
function closings(book: RowBook, tell: TellEnding): Closings {
  const closing = (asset: Asset | undefined, pkg: LedgerPackage, finding: LedgerFinding): readonly number[] => {
    const ending = tell(asset, pkg, finding);
    const isKnown = finding.closed?.by === ending?.by && finding.closed?.evidence === ending?.record;
    if (ending === undefined || isKnown) return [];
    const { ecosystem, name, path } = pkg;
    const subject = { ecosystem, package: name, ...(path !== undefined && { path }) };
    return [book.number('closed', { ...subject, advisories: finding.advisories, ...ending })];
  };
  return (asset, history, required) => {
    const requirements = new Map(required.map(({ key, requirement }) => [key, requirement] as const));
    const numbers: number[] = [];
    for (const [key, pkg] of history) {
      const asked = requirements.get(key);
      const ended = pkg.findings.filter((finding) => mayEnd(finding) && !(asked && isAskedAbout(finding, asked)));
      for (const finding of ended) numbers.push(...closing(asset, pkg, finding));
    }
    return numbers;
  };
}

/** A withdrawn advisory may come back, but until then nothing more is to be said of it. */
function mayEnd(finding: LedgerFinding): boolean {
  return finding.closed === undefined || (isSuspended(finding) && finding.closed.by !== 'withdrawn');
}

function isAskedAbout({ advisories }: LedgerFinding, { findings }: Requirement): boolean {
  return findings.some((finding) => meet(advisoryIds(finding), advisories));
}

/** All rules of every policy that is not in the ledger as it is now, since when they govern, and of those that ended. */
function changedPolicies(
  { estate, plan: { asOf } }: Decision,
  ledger: Ledger,
  changes: PolicyChanges | undefined,
): readonly PolicyEffective[] {
  const tables = policyTables(estate).value;
  const current = policyRules(tables);
  const effectiveOf = effectiveIn({ estate, tables, changes, lastAt: ledger.lastAt, asOf });
  const changed = [...current]
    .filter(([policy, rules]) => !isRecorded(rules, ledger.policies.get(policy)))
    .map(([policy, rules]) => [policy, rules.map((rule) => ({ ...rule, ...sinceWhen(effectiveOf(policy)) }))] as const);
  const ended = [...ledger.policies]
    .filter(([policy, { rules }]) => rules.length > 0 && !current.has(policy))
    .map(([policy, { rules }]) => [policy, rules.map((one) => ({ policy, ...one, ended: true }))] as const);
  return [...changed, ...ended]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([, rules]): readonly PolicyEffective[] => rules);
}

/** Where no commit is known, the instant of the run says it. */
function sinceWhen({ at, commit }: ReturnType<EffectiveOf>): Pick<PolicyEffective, 'effectiveAt' | 'commit'> {
  return commit === undefined ? {} : { effectiveAt: formatInstant(at), commit };
}
