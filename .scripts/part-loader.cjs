// Copied to dist/: loads the other parts of the command line, with V8's compiled code where the build has left it.
//
// Parsing a part costs more than running it (the schema validators alone are over a megabyte), and Node 20 keeps no
// compiled code between runs. The code belongs to one release of V8; any other release, or a package installed
// without it, simply parses. Parts are named by content and dist/ is replaced as a whole, so code and source agree.
const { existsSync, readFileSync } = require('node:fs');
const { enableCompileCache, wrap } = require('node:module');
const { join } = require('node:path');
const { Script, constants } = require('node:vm');

const cacheFolder = join(__dirname, 'code-cache', `${process.versions.v8}-${process.arch}`);

/** Name of a part → what it exports; a part is entered before it runs, as in Node's own loader. */
const parts = new Map();

/** Name of a part → its compiled script, for the build to keep. */
const scripts = new Map();

/** The exports of a part, named as in `require` from this folder: `./main-ABC.cjs`. */
function loadPart(name) {
  return existsSync(cacheFolder) ? loadCompiled(name) : loadPlain(name);
}

/** From Node 22.8 on, Node keeps compiled code by itself for whatever is required after the call. */
function loadPlain(name) {
  enableCompileCache?.();
  return require(name);
}

function loadCompiled(name) {
  const known = parts.get(name);
  if (known !== undefined) return known.exports;
  const part = { exports: {} };
  parts.set(name, part);
  const filename = join(__dirname, name);
  // Parts are written in ASCII: a megabyte is read as it is, where decoding UTF-8 would cost several milliseconds.
  const script = new Script(wrap(readFileSync(filename, 'latin1')), {
    filename,
    cachedData: compiledCode(name),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  scripts.set(name, script);
  script.runInThisContext()(part.exports, requireFromPart, part, filename, __dirname);
  return part.exports;
}

function requireFromPart(name) {
  return name.startsWith('./') ? loadCompiled(name) : require(name);
}

function compiledCode(name) {
  try {
    return readFileSync(join(cacheFolder, name));
  } catch {
    return undefined;
  }
}

module.exports = { loadPart, loadCompiled, scripts, cacheFolder };
