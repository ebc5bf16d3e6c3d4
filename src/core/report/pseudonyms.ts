import { advisoryIds } from '../ledger/identity.ts';
import type { ReportInput } from './input.ts';

/** What stands for what in a redacted report. */
export interface Pseudonyms {
  /** Names that are replaced wherever they stand, also as a part of a path or of a longer name. */
  readonly names: ReadonlyMap<string, string>;
  /** Words that are replaced as a whole only: versions of what is open. */
  readonly words: ReadonlyMap<string, string>;
}

/** What a version of something open is replaced by: with it, anybody could look up what is not patched. */
export const withheld = 'version withheld';

/**
 * The pseudonyms of a report: assets, clusters and places numbered in the order of their names, people in the order of
 * their ids with the roles that they hold, advisories that something open waits for. Equal estates give equal
 * pseudonyms; nothing secret is needed, and the numbers mean nothing outside the pack.
 */
export function pseudonymsOf(input: ReportInput): Pseudonyms {
  const { estate, plan } = input.decision;
  const names = new Map<string, string>();
  const open = plan.requirements.filter(({ state }) => state !== 'done');
  number(
    names,
    'advisory',
    distinct(
      open.flatMap(({ advisories, findings }) => [
        ...advisories,
        ...findings.flatMap(advisoryIds),
        ...findings.flatMap(({ cves }) => cves),
      ]),
    ),
  );
  number(names, 'place', distinct(estate.assets.flatMap(({ location }) => location ?? [])));
  number(names, 'cluster', clusterNames(input));
  namePeople(names, input);
  nameAssets(names, input);
  const versions = open.flatMap(({ component, target, partial }) => [component.version, target, partial?.version]);
  return { names, words: new Map(versions.flatMap((one) => (one === undefined ? [] : [[one, withheld] as const]))) };
}

const distinct = (names: Iterable<string>): readonly string[] =>
  [...new Set(names)].filter((name) => name !== '').sort();

const padded = (place: number, most: number): string =>
  String(place + 1).padStart(Math.max(4, String(most).length), '0');

/** Gives each name that has no pseudonym yet the next number. */
function number(names: Map<string, string>, what: string, list: readonly string[]): void {
  for (const [index, name] of list.entries())
    if (!names.has(name)) names.set(name, `${what}-${padded(index, list.length)}`);
}

function clusterNames({ decision: { estate } }: ReportInput): readonly string[] {
  const stated = estate.assets.flatMap(({ cluster }) => cluster ?? []);
  return distinct([...stated, ...(estate.resources.Cluster?.keys() ?? [])]);
}

/** Names that an asset had before, and its uid, are the same asset. What records name beside the inventory comes last. */
function nameAssets(names: Map<string, string>, input: ReportInput): void {
  const { assets } = input.decision.estate;
  const sorted = [...assets].sort((left, right) => (left.name < right.name ? -1 : 1));
  const strangers = strangeAssets(input);
  const most = sorted.length + strangers.length;
  for (const [index, { name, uid, formerNames }] of sorted.entries())
    for (const one of [name, uid, ...formerNames]) names.set(one, `asset-${padded(index, most)}`);
  let next = sorted.length;
  for (const name of strangers) {
    if (names.has(name)) continue;
    names.set(name, `asset-${padded(next, most)}`);
    next += 1;
  }
}

/** Assets that records, proposals, problems or the list from outside name. */
function strangeAssets({ decision: { estate }, diagnostics, cmdb }: ReportInput): readonly string[] {
  const { DeploymentRecord, VerificationRecord, RollbackRecord, TestRecord, EmergencyRecord, Change } =
    estate.resources;
  const specs = <S>(resources: Iterable<{ readonly document: { readonly spec: S } }> | undefined): readonly S[] =>
    [...(resources ?? [])].map(({ document }) => document.spec);
  return distinct([
    ...specs(DeploymentRecord?.values()).flatMap(({ rows }) => rows.map(({ asset }) => asset)),
    ...specs(VerificationRecord?.values()).flatMap(({ rows }) => rows.map(({ asset }) => asset)),
    ...specs(RollbackRecord?.values()).flatMap(({ assets }) => assets),
    ...specs(TestRecord?.values()).flatMap(({ assets = [], mirrors = [] }) => [...assets, ...mirrors]),
    ...specs(EmergencyRecord?.values()).flatMap(({ visits }) => visits.map(({ asset }) => asset)),
    ...specs(Change?.values()).flatMap(({ visits }) => visits.map(({ asset }) => asset)),
    ...diagnostics.flatMap(({ code, message }) =>
      code === 'link/observed-unknown-asset' ? (/^(.*) is observed/s.exec(message)?.[1] ?? []) : [],
    ),
    ...(cmdb?.reconciliation.onlyThere ?? []),
  ]);
}

/** People go by the roles that they hold; several names of one person get one pseudonym. */
function namePeople(names: Map<string, string>, input: ReportInput): void {
  const { estate } = input.decision;
  const listed = [...(estate.resources.Team?.values() ?? [])].flatMap(({ document }) => document.spec.people ?? []);
  const rolesOf = rolesByPerson(input);
  const aliases = new Map<string, readonly string[]>(
    listed.map(({ id, displayName, login, email }) => [id, [displayName, login, email].flatMap((one) => one ?? [])]),
  );
  const known = new Set([...aliases.values()].flat());
  const others = actorsIn(input).filter((name) => !known.has(name));
  const ids = distinct([...aliases.keys(), ...others]);
  for (const [index, id] of ids.entries()) {
    const roles = rolesOf.get(id) ?? [];
    const pseudonym = `person-${padded(index, ids.length)}${roles.length === 0 ? '' : ` (${roles.join(', ')})`}`;
    for (const name of [id, ...(aliases.get(id) ?? [])]) if (name !== '') names.set(name, pseudonym);
  }
}

function rolesByPerson({ decision: { estate } }: ReportInput): ReadonlyMap<string, readonly string[]> {
  const roles = new Map<string, string[]>();
  for (const { name, document } of estate.resources.Role?.values() ?? []) {
    for (const { person } of document.spec.holders ?? []) roles.set(person, [...(roles.get(person) ?? []), name]);
  }
  return roles;
}

/** Fields of records whose value names somebody who acts, or several. */
const actorFields: ReadonlySet<string> = new Set([
  'executor',
  'verifier',
  'evaluator',
  'tester',
  'login',
  'person',
  'assertedBy',
  'requestedBy',
  'declinedBy',
  'conductedBy',
  'participants',
  'commitAuthors',
  'sentTo',
  'who',
]);

/** Everybody whom a record names as acting, listed in a Team or not. */
function actorsIn({ decision: { estate } }: ReportInput): readonly string[] {
  const found = new Set<string>(estate.assets.flatMap(({ users }) => users));
  for (const [kind, resources] of Object.entries(estate.resources)) {
    // Rows of the ledger are many, and none of them names a person.
    if (kind === 'LedgerRecord' || !(kind.endsWith('Record') || kind === 'Exception')) continue;
    for (const { document } of resources?.values() ?? []) for (const name of actorsOf(document.spec)) found.add(name);
  }
  return [...found];
}

function* actorsOf(value: unknown): Iterable<string> {
  if (Array.isArray(value)) for (const item of value) yield* actorsOf(item);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* namesActor(key, value) ? textsIn(item) : actorsOf(item);
}

/** The owner of an action is a person; whoever let an emergency run gave a reason. */
function namesActor(key: string, owner: object): boolean {
  if (actorFields.has(key)) return true;
  return (key === 'by' && 'reason' in owner) || (key === 'owner' && 'action' in owner);
}

const textsIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
