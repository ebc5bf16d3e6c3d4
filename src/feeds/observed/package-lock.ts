import type { Outcome } from '../../model/diagnostic.ts';
import type { ReportedAsset, ReportReader } from '../../model/feed.ts';
import type { Pointer, SourceFile } from '../../model/source.ts';
import { problemsOf } from '../problems.ts';
import { asRecord, fieldOf, recordOf, textOf, type UnknownRecord } from '../shape.ts';
import { singleReport } from './report.ts';
import { readJsonObject } from './report-json.ts';
import { type Software, softwareOf } from './software.ts';

/** Reads npm's `package-lock.json` and `npm-shrinkwrap.json`, lockfile versions 1 to 3. */
export const packageLockReader: ReportReader = {
  id: 'package-lock',
  title: 'package-lock.json',
  specification: 'https://docs.npmjs.com/cli/v10/configuring-npm/package-lock-json',
  scope: 'asset',
  recognises: ({ form, keys }) => form === 'json-object' && keys.has('lockfileVersion'),
  read: readLock,
};

function readLock(file: SourceFile): Outcome<readonly ReportedAsset[]> {
  const problems = problemsOf(file.path, 'observed/further-problems');
  const lock = readJsonObject(file, problems);
  if (lock === undefined) return { value: [], diagnostics: problems.list() };
  const lockVersion = fieldOf(lock, 'lockfileVersion');
  if (lockVersion !== 1 && lockVersion !== 2 && lockVersion !== 3) {
    const args = { format: 'package-lock.json', version: String(lockVersion).slice(0, 20), known: '1, 2, 3' };
    problems.tell('observed/untested-version', args);
  }
  const software = softwareOf(file, problems);
  // Version 2 holds everything twice; `packages` is what npm itself reads.
  const packages = recordOf(lock, 'packages');
  if (packages !== undefined) readPackages(packages, software);
  else readDependencies(recordOf(lock, 'dependencies') ?? {}, software);
  const name = textOf(lock, 'name') ?? textOf(recordOf(packages ?? {}, '') ?? {}, 'name');
  const { components, unread } = software.finish();
  return singleReport({ names: name === undefined ? [] : [name], components, unread }, problems);
}

const folder = 'node_modules/';

function readPackages(packages: UnknownRecord, software: Software): void {
  for (const [path, item] of Object.entries(packages)) {
    const record = asRecord(item);
    const entry = { label: path, pointer: ['packages', path] };
    const at = path.lastIndexOf(folder);
    if (path === '') continue;
    if (record === undefined) software.leaveOut('wrong', 'it is not an object', entry);
    else if (fieldOf(record, 'link') === true || at === -1) {
      software.leaveOut('not-software', "it is the project's own code", entry);
    } else addPackage(textOf(record, 'name') ?? path.slice(at + folder.length), record, path, software, entry.pointer);
  }
}

function addPackage(
  name: string,
  record: UnknownRecord,
  path: string,
  software: Software,
  pointer: Pointer | undefined,
): void {
  const version = textOf(record, 'version');
  const entry = { label: name, pointer };
  if (version === undefined || version === '') {
    // An optional package of another platform stands in the lock without a version when npm did not fetch it.
    software.leaveOut('wrong', 'it has no version', entry);
  } else if (version.startsWith('file:')) software.leaveOut('not-software', "it is the project's own code", entry);
  else if (/^(?:git\+|git:|github:|https?:|[\w-]+\/)/.test(version)) {
    software.leaveOut('unmatched', 'it comes from an address and has no version of the registry', entry);
  } else software.add({ ecosystem: 'npm', name, version, path });
}

interface Nested {
  readonly record: UnknownRecord;
  /** Path of the package that holds these, with a `/` behind it. */
  readonly path: string;
  readonly pointer: Pointer;
}

/** Version 1 nests packages as their folders do; those inside wait in a list, not on the stack. */
function readDependencies(top: UnknownRecord, software: Software): void {
  const waiting: Nested[] = [{ record: top, path: '', pointer: ['dependencies'] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [given, item] of Object.entries(next.record)) {
      const inner = readDependency(given, item, next, software);
      if (inner !== undefined) waiting.push(inner);
    }
  }
}

/** Reads one package and answers those inside it. */
function readDependency(given: string, item: unknown, parent: Nested, software: Software): Nested | undefined {
  const record = asRecord(item);
  const pointer = parent.pointer.length < deepestPointer ? [...parent.pointer, given] : parent.pointer;
  const path = `${parent.path}${folder}${given}`;
  if (record === undefined || path.length > longestPath) {
    const reason = record === undefined ? 'it is not an object' : 'it lies too deep';
    software.leaveOut('wrong', reason, { label: given, pointer });
    return undefined;
  }
  const alias = /^npm:((?:@[^@/]+\/)?[^@/]+)@(.+)$/.exec(textOf(record, 'version') ?? '');
  addPackage(alias?.[1] ?? given, alias === null ? record : { version: alias[2] }, path, software, pointer);
  const inner = recordOf(record, 'dependencies');
  return inner && { record: inner, path: `${path}/`, pointer: [...pointer, 'dependencies'] };
}

const deepestPointer = 30;
/** No file system takes more. */
const longestPath = 4096;
