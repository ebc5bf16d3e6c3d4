// Prepares a schema for json-schema-to-typescript: references become type names, value checks are left out.

/** What a type can say. The other keywords compare values, and `minItems` would turn lists into tuples. */
const typeKeywords = [
  'description',
  'type',
  'const',
  'enum',
  'required',
  'properties',
  'items',
  'additionalProperties',
];

/**
 * The schema with every reference as a type name, without what only a validator needs.
 * `context` is `{common, local, imports}`: the shared definitions, those of the file, and the names it has used.
 */
export function simplified(node, context) {
  if (node === null || typeof node !== 'object') return node;
  if (node.$ref !== undefined) return { description: node.description, tsType: referenceText(node.$ref, context) };
  if (node.anyOf?.at(-1)?.type === 'null') {
    return { description: node.description, tsType: `${typeText(node.anyOf[0], context)} | null` };
  }
  const isUnion = Array.isArray(node.type) && !node.type.includes('null');
  if (isUnion) return { description: node.description, tsType: unionText(node, context) };
  const plain = Object.fromEntries(Object.entries(node).filter(([keyword]) => typeKeywords.includes(keyword)));
  if (node.properties) {
    const properties = Object.entries(node.properties).map(([key, value]) => [key, simplified(value, context)]);
    plain.properties = Object.fromEntries(properties);
  }
  if (node.items) plain.items = simplified(node.items, context);
  if (node.additionalProperties) plain.additionalProperties = simplified(node.additionalProperties, context);
  return plain;
}

/** The name of the type that a reference means. Texts that differ in their pattern alone are all `string`. */
function referenceText(ref, { common, local, imports }) {
  const key = ref.split('/').at(-1);
  const isLocal = ref.startsWith('#');
  const definition = (isLocal ? local : common)[key];
  if (definition.type === 'string' && !definition.enum && !definition.const) return 'string';
  const name = key.charAt(0).toUpperCase() + key.slice(1);
  if (!isLocal) imports.add(name);
  return name;
}

/** The type of a value that may have several JSON types, as the conditions of policies have. */
function unionText(node, context) {
  const texts = node.type.map((type) => {
    if (type === 'array') return arrayText(node.items, context);
    if (type === 'object') return objectText(node, context);
    return type === 'string' && node.then ? typeText(node.then, context) : scalarText(type);
  });
  return [...new Set(texts)].join(' | ');
}

function objectText({ properties, required = [] }, context) {
  const fields = Object.entries(properties).map(([key, value]) => {
    const name = /^\w+$/.test(key) ? key : `'${key}'`;
    return `readonly ${name}${required.includes(key) ? '' : '?'}: ${typeText(value, context)};`;
  });
  return `{ ${fields.join(' ')} }`;
}

function typeText(node, context) {
  if (node.$ref !== undefined) return referenceText(node.$ref, context);
  if (node.enum !== undefined) return node.enum.map((value) => `'${value}'`).join(' | ');
  return node.type === 'array' ? arrayText(node.items, context) : scalarText(node.type);
}

function arrayText(items, context) {
  const text = typeText(items, context);
  return text.includes('|') ? `readonly (${text})[]` : `readonly ${text}[]`;
}

function scalarText(type) {
  return type === 'integer' ? 'number' : type;
}
