import { parseDate } from '../../core/time.ts';

/** The fields of an Inventory's asset that a foreign inventory may fill. */
export type FieldName = (typeof fieldNames)[number];

/** Every one of them. */
export const fieldNames = [
  ...(['uid', 'type', 'owner', 'location', 'function', 'environment', 'criticality', 'dataClassification'] as const),
  ...(['exposure', 'humanImpact', 'impactLevel', 'cluster', 'clusterRole', 'visitDuration', 'supportEnds'] as const),
] as const;

/** Headings and variables that name the asset itself. */
const nameWords = wordSet(
  'name hostname host fqdn asset assetname computer computername server servername device devicename dnsname node',
);

/** What others call our fields, letters and digits only. */
const fieldWords: ReadonlyMap<string, FieldName> = new Map([
  ...fieldNames.map((field) => [wordOf(field), field] as const),
  ...aliases('uid', 'assetid assettag serial serialnumber ciid'),
  ...aliases('type', 'assettype devicetype citype'),
  ...aliases('owner', 'team ownerteam owningteam assetowner responsible supportgroup'),
  ...aliases('location', 'site datacenter datacentre dc region room'),
  ...aliases('function', 'purpose service application role'),
  ...aliases('environment', 'env stage lifecycle'),
  ...aliases('criticality', 'businesscriticality importance'),
  ...aliases('dataClassification', 'classification dataclass'),
  ...aliases('exposure', 'networkexposure reachability'),
  ...aliases('supportEnds', 'endofsupport supportend eos eol endoflife'),
]);

/** Values of fields with a closed set of words, and what others write in their place. */
const valueWords: Readonly<Partial<Record<FieldName, ReadonlyMap<string, string>>>> = {
  type: values({
    server: 'vm virtualmachine host physical linux windowsserver linuxserver baremetal instance',
    workstation: 'laptop desktop pc notebook client endpoint',
    'container-image': 'container image containerimage',
    'network-device': 'networkdevice network switch router firewall loadbalancer appliance accesspoint',
    'embedded-system': 'embedded embeddedsystem iot plc ot',
    application: 'app software service',
    'ledger-node': 'ledgernode validator blockchainnode peer',
  }),
  environment: values({
    production: 'prod prd live',
    staging: 'stage stg preprod preproduction',
    test: 'testing tst qa uat integration',
    development: 'dev devel sandbox',
  }),
  criticality: values({
    'mission-critical': 'missioncritical critical veryhigh tier0 vital',
    high: 'important tier1',
    medium: 'moderate normal tier2',
    low: 'minor tier3',
  }),
  dataClassification: values({
    restricted: 'secret strictlyconfidential highlyconfidential',
    confidential: 'sensitive',
    internal: 'internaluse internalonly',
    public: 'open',
  }),
  exposure: values({
    internet: 'external public publicfacing internetfacing dmz',
    internal: 'private intranet lan',
    isolated: 'airgapped offline none',
  }),
  humanImpact: values({ 'very-high': 'veryhigh', high: '', medium: '', low: '' }),
  impactLevel: values({ high: '', moderate: 'medium', low: '' }),
};

/** Does a heading or variable name the asset itself? */
export function isNameWord(heading: string): boolean {
  return nameWords.has(wordOf(heading));
}

/** The field that a heading or variable means, `undefined` for one that means none. */
export function fieldOfWord(heading: string): FieldName | undefined {
  return fieldWords.get(wordOf(heading));
}

/** A value in our words; `undefined` when the field has a closed set of words and this means none of them. */
export function valueFor(field: FieldName, value: string): string | undefined {
  const words = valueWords[field];
  if (words !== undefined) return words.get(wordOf(value));
  if (field === 'supportEnds') return parseDate(value) === undefined ? undefined : value;
  if (field === 'visitDuration') return /^\d+(?:\.\d+)?(?:min|h)$|^\d+d$/.test(value) ? value : undefined;
  return field === 'owner' || field === 'cluster' || field === 'uid' ? nameFrom(value) : value;
}

/** A text as a resource name: letters, digits, `.`, `_` and `-`, at most 253; `undefined` when nothing is left. */
export function nameFrom(text: string): string | undefined {
  const name = text
    .trim()
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[._-]+|-+$/g, '')
    .slice(0, 253);
  return name === '' ? undefined : name;
}

/** A heading reduced to what it says: letters and digits, lower case. */
export function wordOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

function aliases(field: FieldName, words: string): readonly (readonly [string, FieldName])[] {
  return words.split(' ').map((word) => [word, field] as const);
}

function values(byValue: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(byValue).flatMap(([value, others]) =>
      [wordOf(value), ...others.split(' ').filter((word) => word !== '')].map((word) => [word, value] as const),
    ),
  );
}
