import { oscalVersion } from '../../model/oscal.ts';
import type { OscalDocument } from '../../model/oscal-document.ts';

/**
 * What the official schemas of OSCAL do not see: references that lead nowhere, words that no list of allowed values
 * holds, UUIDs used twice or not derived, another release, hashes of the wrong length. Empty: nothing is wrong.
 * `beside` are the documents that this one imports: what they define may be referred to.
 */
export function checkOscal(document: OscalDocument, beside: readonly OscalDocument[] = []): readonly string[] {
  const problems: string[] = [];
  const known = new Map<string, Way>();
  for (const other of beside) visitUuids(other, (uuid, way) => known.set(uuid, way));
  const defined = beside.length === 0 ? known : new Map<string, Way>();
  visitUuids(document, (uuid, way) => {
    const before = defined.get(uuid);
    if (before !== undefined) problems.push(`${pathOf(way)}: ${uuid} is used by ${pathOf(before)} as well`);
    if (!derived.test(uuid)) problems.push(`${pathOf(way)}: ${uuid} is no UUID of version 5`);
    defined.set(uuid, way);
    known.set(uuid, way);
  });
  visit(document, (place, value, way) => {
    const problem = wordProblem(place, value) ?? referenceProblem(place, value, known);
    if (problem !== undefined) problems.push(`${pathOf(way)}: ${problem}`);
  });
  return problems;
}

/** Throws where a document is wrong: it is made from data that was validated, so that is a bug. */
export function assertOscal(document: OscalDocument, beside: readonly OscalDocument[] = []): void {
  const [first, ...others] = checkOscal(document, beside);
  if (first !== undefined) throw new Error(`a wrong OSCAL document was made: ${first} (and ${others.length} more)`);
}

/** The way from the document to a text in it: names of members, and numbers in lists. */
type Way = readonly (string | number)[];

/** A text under a key, in a list or object of a name, and what is asked of it there. */
interface Place {
  readonly key: string;
  readonly holder: string;
  /** The words it may be; `undefined`: any. */
  readonly words: readonly string[] | undefined;
  readonly refersTo: 'resource' | 'member' | undefined;
}

type Members = Readonly<Record<string, unknown>>;
type Take = (place: Place, value: string, way: Way) => void;

const derived = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const pathOf = (way: Way): string => way.map((step) => `/${step}`).join('');

/** Every UUID that a document gives to something, and where, in its order. */
function visitUuids(document: OscalDocument, take: (uuid: string, way: Way) => void): void {
  visit(document, ({ key }, value, way) => {
    if (key === 'uuid') take(value, [...way]);
  });
}

/**
 * Hands over every text of which anything is asked, in the order of the document; members of a list are held as the list
 * is. A fleet's documents have millions of texts, so that nothing is made for one: the way is one list that changes
 * underway, and who keeps it copies it.
 */
function visit(document: OscalDocument, take: Take): void {
  const way: (string | number)[] = [];
  const look = (text: string, place: Place | undefined): void => {
    if (place !== undefined) take(place, text, way);
  };
  const enter = (member: unknown, step: string | number, key: string, holder: string): void => {
    way.push(step);
    if (typeof member === 'string') {
      look(member, placeOf(key, holder));
    } else if (Array.isArray(member)) {
      for (let index = 0; index < member.length; index += 1) enter(member[index], index, key, holder);
    } else if (typeof member === 'object' && member !== null) {
      for (const name of Object.keys(member)) enter((member as Members)[name], name, name, key);
    }
    way.pop();
  };
  for (const [name, member] of Object.entries(document)) enter(member, name, name, '');
}

/** Places that were asked about: a document has few kinds of them. */
const places = new Map<string, Map<string, Place | undefined>>();

function placeOf(key: string, holder: string): Place | undefined {
  const within = places.get(holder) ?? new Map<string, Place | undefined>();
  places.set(holder, within);
  if (!within.has(key)) within.set(key, freshPlace(key, holder));
  return within.get(key);
}

function freshPlace(key: string, holder: string): Place | undefined {
  const words = allowed[`${holder}/${key}`];
  const isReference = key.endsWith('-uuid') || key.endsWith('-uuids');
  const refersTo = key === 'href' ? 'resource' : isReference ? 'member' : undefined;
  const isAsked = key === 'uuid' || refersTo !== undefined || words !== undefined || holder === 'hashes';
  return isAsked ? { key, holder, words, refersTo } : undefined;
}

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

function wordProblem({ key, holder, words }: Place, value: string): string | undefined {
  if (holder === 'hashes' && key === 'value') {
    return /^[0-9a-f]{64}$/.test(value) ? undefined : `${value} is no SHA-256`;
  }
  return words === undefined || words.includes(value) ? undefined : `${value} is none of ${words.join(', ')}`;
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

function referenceProblem(
  { key, refersTo }: Place,
  value: string,
  known: ReadonlyMap<string, Way>,
): string | undefined {
  if (refersTo === undefined) return undefined;
  if (refersTo === 'resource') return hrefProblem(value, known);
  const lists = targets[key];
  if (lists === undefined) return `nothing is known of references called ${key}`;
  const found = known.get(value);
  if (found === undefined) return `${value} leads nowhere`;
  const { list } = listOf(found);
  return lists.includes(list) ? undefined : `${value} is one of ${list}, not of ${lists.join(' or ')}`;
}

/** A reference within the document must find a resource of its back matter. */
function hrefProblem(value: string, known: ReadonlyMap<string, Way>): string | undefined {
  if (!value.startsWith('#')) return value === '' ? 'an empty address' : undefined;
  const found = known.get(value.slice(1));
  const { list, within } = found === undefined ? { list: '', within: '' } : listOf(found);
  return list === 'resources' && within === 'back-matter' ? undefined : `${value} is no resource of the back matter`;
}

/** The list whose member has a UUID, and what holds that list; `''` where the document itself has it. */
const listOf = (way: Way): { readonly list: string; readonly within: string } => ({
  list: String(way.at(-3) ?? ''),
  within: String(way.at(-4) ?? ''),
});
