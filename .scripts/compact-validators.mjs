// Makes the code that ajv writes less than half as long, without changing what it says.
//
// Every command that reads an estate loads this code, so each kilobyte is paid for at every start.

/** The code with schemas cut down to what it looks up in them, and one function that notes errors. */
export function compacted(code) {
  return withShortCalls(withReporter(withPrunedSchemas(code)));
}

/** Drops arguments that only custom keywords read, and joins errors in place: a copy at each would take square time. */
function withShortCalls(code) {
  const short = code
    .replace(/,\s*parentData:\w+,\s*parentDataProperty:(?:\w+|"[^"]*"),\s*rootData\b/g, '')
    .replace(/,\s*parentData,\s*parentDataProperty,\s*rootData(?:=data)?/g, '')
    .replace(
      /vErrors = vErrors === null \? (validate\d+)\.errors : vErrors\.concat\(\1\.errors\);/g,
      'vErrors = join(vErrors, $1.errors);',
    );
  if (/\b(?:parentData|rootData)\b/.test(short))
    throw new Error('compact-validators: a validator is called in an unknown way');
  const join =
    'function join(all, more) { if (all === null) return more; for (const error of more) all.push(error); return all; }';
  return short.replace('"use strict";', `"use strict";${join}`);
}

/** Keeps of each embedded schema the lists and the key sets that the code refers to. */
function withPrunedSchemas(code) {
  const schemas = new Map();
  let rest = '';
  let from = 0;
  for (const match of code.matchAll(/const (schema\d+) = (?=\{)/g)) {
    const start = match.index + match[0].length;
    const end = jsonEnd(code, start);
    schemas.set(match[1], { full: JSON.parse(code.slice(start, end)), kept: undefined });
    rest += code.slice(from, match.index);
    from = end + 1;
  }
  rest += code.slice(from);
  for (const [, name, path] of rest.matchAll(/\b(schema\d+)((?:\.\w+|\["[^"]+"\])*)/g)) keep(schemas.get(name), path);
  const used = [...schemas].filter(([, { kept }]) => kept !== undefined);
  const constants = used.map(([name, { kept }]) => `const ${name} = ${JSON.stringify(kept)};`).join('');
  return rest.replace('"use strict";', `"use strict";${constants}`);
}

/** Where the JSON object that starts here ends. */
function jsonEnd(code, start) {
  let depth = 0;
  for (const { 0: token, index } of code.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (depth === 0) return start + index + 1;
  }
  throw new Error('compact-validators: an embedded schema does not end');
}

/** Keeps the value at the path: a list as it is, of an object its keys. */
function keep(schema, path) {
  const steps = [...path.matchAll(/\.(\w+)|\["([^"]+)"\]/g)].map(([, word, quoted]) => word ?? quoted);
  if (schema === undefined || steps.length === 0) throw new Error(`compact-validators: ${path || 'a whole schema'}`);
  schema.kept ??= {};
  let { full, kept } = schema;
  for (const step of steps.slice(0, -1)) {
    full = full[step];
    if (typeof kept[step] !== 'object') kept[step] = {};
    kept = kept[step];
  }
  const last = steps.at(-1);
  const value = full[last];
  if (typeof value !== 'object') throw new Error(`compact-validators: ${path} is no list and no object`);
  if (Array.isArray(value)) kept[last] = value;
  else kept[last] = { ...Object.fromEntries(Object.keys(value).map((key) => [key, 1])), ...Object(kept[last]) };
}

/** Replaces the four statements that note an error by a call. */
function withReporter(code) {
  const noted =
    /const (err\d+) = \{instancePath(?::([^;]*?))?,schemaPath:("[^"]*"),keyword:("\w+"),params:(.*?)\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}/gs;
  const short = code.replace(noted, (_, __, path, schemaPath, keyword, params) => {
    return `vErrors = note(vErrors, ${path ?? 'instancePath'}, ${schemaPath}, ${keyword}, ${params});`;
  });
  if (/\bconst err\d+ = (?!\{\};)/.test(short))
    throw new Error('compact-validators: an error is noted in an unknown way');
  const note =
    'function note(all, instancePath, schemaPath, keyword, params) { const error = {instancePath, schemaPath, keyword, params}; if (all === null) return [error]; all.push(error); return all; }';
  return short.replace('"use strict";', `"use strict";${note}`);
}
