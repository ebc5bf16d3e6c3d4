import { type OscalDocument, oscalVersion } from '../../model/oscal.ts';

/**
 * What the official schemas of OSCAL do not see: references that lead nowhere, words that no list of allowed values
 * holds, UUIDs used twice or not derived, another release, hashes of the wrong length. Empty: nothing is wrong.
 * `beside` are the documents that this one imports: what they define may be referred to.
 */
export function checkOscal(document: OscalDocument, beside: readonly OscalDocument[] = []): readonly string[] {
  const problems: string[] = [];
  const known = new Map<string, Place>();
  for (const other of beside) {
    for (const place of placesIn(other)) if (place.key === 'uuid') known.set(place.value, place);
  }
  const places = placesIn(document);
  const defined = new Map<string, Place>();
  for (const place of places) {
    if (place.key !== 'uuid') continue;
    const { value } = place;
    const before = defined.get(value);
    if (before !== undefined) problems.push(`${pathOf(place)}: ${value} is used by ${pathOf(before)} as well`);
    if (!derived.test(value)) problems.push(`${pathOf(place)}: ${value} is no UUID of version 5`);
    defined.set(value, place);
    known.set(value, place);
  }
  for (const place of places) problems.push(...wordProblems(place), ...referenceProblems(place, known));
  return problems;
}

/** Throws where a document is wrong: it is made from data that was validated, so that is a bug. */
export function assertOscal(document: OscalDocument, beside: readonly OscalDocument[] = []): void {
  const [first, ...others] = checkOscal(document, beside);
  if (first !== undefined) throw new Error(`a wrong OSCAL document was made: ${first} (and ${others.length} more)`);
}

/** An object or a list of a document: its name or number in what holds it. Paths are put together for problems alone. */
interface Holder {
  readonly step: string | number;
  readonly above: Holder | undefined;
}

/** A text of the document: under which key, in what, and where that stands. */
interface Place {
  readonly key: string;
  readonly value: string;
  /** Name of the list or object that holds it. */
  readonly holder: string;
  /** The way to the text, itself included. */
  readonly at: Holder;
}

const derived = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function pathOf({ at }: Place): string {
  const steps: (string | number)[] = [];
  for (let one: Holder | undefined = at; one !== undefined; one = one.above) steps.unshift(one.step);
  return steps.map((step) => `/${step}`).join('');
}

/** The texts of a document that are looked at, in its order. */
function placesIn(document: OscalDocument): readonly Place[] {
  const places: Place[] = [];
  visit(document, { key: '', holder: '', at: undefined }, places);
  return places;
}

interface Visited {
  readonly key: string;
  readonly holder: string;
  readonly at: Holder | undefined;
}

/** Collects from an object or list; members of a list are held as the list is. */
function visit(value: object, { key, holder, at }: Visited, into: Place[]): void {
  const isList = Array.isArray(value);
  for (const [step, member] of isList ? value.entries() : Object.entries(value)) {
    const [name, within] = typeof step === 'number' ? [key, holder] : [step, key];
    if (typeof member === 'string') {
      if (isLookedAt(name, within)) into.push({ key: name, value: member, holder: within, at: { step, above: at } });
    } else if (typeof member === 'object' && member !== null) {
      visit(member, { key: name, holder: within, at: { step, above: at } }, into);
    }
  }
}

const isLookedAt = (key: string, holder: string): boolean =>
  key === 'href' ||
  key.endsWith('uuid') ||
  key.endsWith('-uuids') ||
  holder === 'hashes' ||
  wordsAt(holder, key) !== undefined;

/** Allowed values of OSCAL 1.2.1, by the holder and key of the words that are written here. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'metadata/oscal-version': [oscalVersion],
  'components/type': ['software', 'policy'],
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

/** The same by key, then holder: every text of a document is asked about. */
const wordsOf = new Map<string, Map<string, readonly string[]>>();
for (const [where, words] of Object.entries(allowed)) {
  const [holder = '', key = ''] = where.split('/');
  wordsOf.set(key, (wordsOf.get(key) ?? new Map<string, readonly string[]>()).set(holder, words));
}

const wordsAt = (holder: string, key: string): readonly string[] | undefined => wordsOf.get(key)?.get(holder);

function wordProblems(place: Place): readonly string[] {
  const { key, value, holder } = place;
  if (holder === 'hashes' && key === 'value') {
    return /^[0-9a-f]{64}$/.test(value) ? [] : [`${pathOf(place)}: ${value} is no SHA-256`];
  }
  const words = wordsAt(holder, key);
  if (words === undefined || words.includes(value)) return [];
  return [`${pathOf(place)}: ${value} is none of ${words.join(', ')}`];
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

function referenceProblems(place: Place, known: ReadonlyMap<string, Place>): readonly string[] {
  const { key, value } = place;
  if (key === 'href') return hrefProblems(place, known);
  if (!key.endsWith('-uuid') && !key.endsWith('-uuids')) return [];
  const lists = targets[key];
  if (lists === undefined) return [`${pathOf(place)}: nothing is known of references called ${key}`];
  const found = known.get(value);
  if (found === undefined) return [`${pathOf(place)}: ${value} leads nowhere`];
  const { list } = listOf(found);
  if (lists.includes(list)) return [];
  return [`${pathOf(place)}: ${value} is one of ${list}, not of ${lists.join(' or ')}`];
}

/** A reference within the document must find a resource of its back matter. */
function hrefProblems(place: Place, known: ReadonlyMap<string, Place>): readonly string[] {
  const { value } = place;
  if (!value.startsWith('#')) return value === '' ? [`${pathOf(place)}: an empty address`] : [];
  const found = known.get(value.slice(1));
  const { list, within } = found === undefined ? { list: '', within: '' } : listOf(found);
  if (list === 'resources' && within === 'back-matter') return [];
  return [`${pathOf(place)}: ${value} is no resource of the back matter`];
}

/** The list whose member has a UUID, and what holds that list; `''` where the document itself has it. */
function listOf({ at }: Place): { readonly list: string; readonly within: string } {
  const list = at.above?.above;
  return { list: String(list?.step ?? ''), within: String(list?.above?.step ?? '') };
}
