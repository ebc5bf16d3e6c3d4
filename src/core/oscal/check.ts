import { type OscalDocument, oscalVersion } from '../../model/oscal.ts';

/**
 * What the official schemas of OSCAL do not see: references that lead nowhere, words that no list of allowed values
 * holds, UUIDs used twice or not derived, another release, hashes of the wrong length. Empty: nothing is wrong.
 * `beside` are the documents that this one imports: what they define may be referred to.
 */
export function checkOscal(document: OscalDocument, beside: readonly OscalDocument[] = []): readonly string[] {
  const problems: string[] = [];
  const defined = new Map<string, string>();
  const places: Place[] = [];
  visit(document, root, places);
  for (const { path, key, value } of places) {
    if (key !== 'uuid') continue;
    const before = defined.get(value);
    if (before !== undefined) problems.push(`${path}: ${value} is used by ${before} as well`);
    if (!derived.test(value)) problems.push(`${path}: ${value} is no UUID of version 5`);
    defined.set(value, path);
  }
  const elsewhere: Place[] = [];
  for (const other of beside) visit(other, root, elsewhere);
  const known = new Map([
    ...elsewhere.flatMap(({ path, key, value }) => (key === 'uuid' ? [[value, path] as const] : [])),
    ...defined,
  ]);
  for (const place of places) problems.push(...wordProblems(place), ...referenceProblems(place, known));
  return problems;
}

/** Throws where a document is wrong: it is made from data that was validated, so that is a bug. */
export function assertOscal(document: OscalDocument, beside: readonly OscalDocument[] = []): void {
  const [first, ...others] = checkOscal(document, beside);
  if (first !== undefined) throw new Error(`a wrong OSCAL document was made: ${first} (and ${others.length} more)`);
}

/** A text of the document: where it stands, under which key, and in what. */
interface Place {
  readonly path: string;
  readonly key: string;
  readonly value: string;
  /** Name of the list or object that holds it. */
  readonly holder: string;
}

const root = { path: '', key: '', holder: '' } as const;

const derived = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Collects the texts that are looked at. */
function visit(
  value: unknown,
  at: { readonly path: string; readonly key: string; readonly holder: string },
  into: Place[],
): void {
  const { path, key, holder } = at;
  if (typeof value === 'string') {
    if (isLookedAt(key, holder)) into.push({ path, key, value, holder });
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visit(item, { path: `${path}/${index}`, key, holder }, into);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      visit(member, { path: `${path}/${name}`, key: name, holder: key }, into);
    }
  }
}

const isLookedAt = (key: string, holder: string): boolean =>
  key === 'href' ||
  key.endsWith('uuid') ||
  key.endsWith('-uuids') ||
  holder === 'hashes' ||
  Object.hasOwn(allowed, `${holder}/${key}`);

/** Allowed values of OSCAL 1.2.1, by the holder and key of the words that are written here. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'metadata/oscal-version': [oscalVersion],
  'risks/status': ['open', 'investigating', 'remediating', 'deviation-requested', 'deviation-approved', 'closed'],
  'entries/status-change': [
    'open',
    'investigating',
    'remediating',
    'deviation-requested',
    'deviation-approved',
    'closed',
  ],
  'status/state': ['satisfied', 'not-satisfied', 'operational', 'under-development', 'disposition', 'other'],
  'status/reason': ['pass', 'fail', 'other'],
  'target/type': ['objective-id', 'statement-id'],
  'observations/methods': ['EXAMINE', 'INTERVIEW', 'TEST', 'UNKNOWN'],
  'observations/types': ['ssp-statement-issue', 'control-objective', 'mitigation', 'finding', 'discovery', 'historic'],
  'remediations/lifecycle': ['recommendation', 'planned', 'completed'],
  'tasks/type': ['milestone', 'action'],
  'subjects/type': ['component', 'inventory-item', 'location', 'party', 'user', 'resource'],
  'assessment-subjects/type': ['component', 'inventory-item', 'location', 'party', 'user'],
  'actors/type': ['tool', 'assessment-platform', 'party'],
  'parties/type': ['organization', 'person'],
  'hashes/algorithm': ['SHA-224', 'SHA-256', 'SHA-384', 'SHA-512', 'SHA3-224', 'SHA3-256', 'SHA3-384', 'SHA3-512'],
};

function wordProblems({ path, key, value, holder }: Place): readonly string[] {
  if (holder === 'hashes' && key === 'value') {
    return /^[0-9a-f]{64}$/.test(value) ? [] : [`${path}: ${value} is no SHA-256`];
  }
  const words = allowed[`${holder}/${key}`];
  return words === undefined || words.includes(value) ? [] : [`${path}: ${value} is none of ${words.join(', ')}`];
}

/** In which list a reference must find what it names; `''`: in any. */
const targets: Readonly<Record<string, readonly string[]>> = {
  'subject-uuid': ['inventory-items', 'components', 'parties', 'resources'],
  'actor-uuid': ['components', 'parties', 'assessment-platforms'],
  'component-uuid': ['components'],
  'observation-uuid': ['observations'],
  'risk-uuid': ['risks'],
  'finding-uuid': ['findings'],
  'activity-uuid': ['activities'],
  'task-uuid': ['tasks'],
  'response-uuid': ['remediations'],
  'party-uuids': ['parties'],
};

function referenceProblems({ path, key, value }: Place, known: ReadonlyMap<string, string>): readonly string[] {
  if (key === 'href') return hrefProblems(path, value, known);
  if (!/-uuids?$/.test(key)) return [];
  const lists = targets[key];
  if (lists === undefined) return [`${path}: nothing is known of references called ${key}`];
  const found = known.get(value);
  if (found === undefined) return [`${path}: ${value} leads nowhere`];
  const list = found.split('/').at(-3) ?? '';
  return lists.includes(list) ? [] : [`${path}: ${value} is one of ${list}, not of ${lists.join(' or ')}`];
}

/** A reference within the document must find a resource of its back matter. */
function hrefProblems(path: string, value: string, known: ReadonlyMap<string, string>): readonly string[] {
  if (!value.startsWith('#')) return value === '' ? [`${path}: an empty address`] : [];
  const found = known.get(value.slice(1));
  return found?.includes('back-matter/resources/') ? [] : [`${path}: ${value} is no resource of the back matter`];
}
