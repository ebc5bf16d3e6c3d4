// Completes package-lock.json after `npm install <package>`: `npm ci` refuses a lock that lacks one platform's binary.
//
// A registry mirror that carries packages for its own platform only leaves the others out of the lock, and npm says
// nothing until somebody runs `npm ci`. Version, system, processor and C library follow from the dependency and its
// name; the digest is known only to a registry that has the package, so npm adds it on the next full install.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const lock = JSON.parse(readFileSync(path, 'utf8'));
const added = [];
for (const [place, { optionalDependencies, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies ?? {})) {
    if (isLocked(place, name)) continue;
    lock.packages[`node_modules/${name}`] = { version, ...platformOf(name), ...(dev && { dev }), optional: true };
    added.push(name);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? 'the lock is complete' : `added to the lock:\n  ${added.join('\n  ')}`);

/** Whether Node's own search, from the package's folder upwards, ends at a locked package. */
function isLocked(place, name) {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
  }
}

function platformOf(name) {
  const os = /\b(android|darwin|freebsd|linux|openharmony|win32)\b/.exec(name)?.[1];
  const cpu = /-(arm64|arm|ia32|ppc64|riscv64|s390x|x64)\b/.exec(name)?.[1];
  if (os === undefined || cpu === undefined) throw new Error(`no platform in the name of ${name}: lock it by hand`);
  const libc = os !== 'linux' ? undefined : /-musl/.test(name) ? 'musl' : 'glibc';
  return { cpu: [cpu], ...(libc && { libc: [libc] }), os: [os] };
}
