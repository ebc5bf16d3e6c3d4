import type { Component } from '../../model/asset.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type {
  FileSample,
  Observation,
  ObservationFragment,
  ObservedComponents,
  ObservedSet,
} from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { jsonProblem, parseJson } from '../documents.ts';
import { numberedLines } from '../lines.ts';
import { lineAt } from '../position.ts';
import { problemsOf, type Tell, tellAt } from '../problems.ts';
import { asRecord, listOf, recordOf, textOf, type UnknownRecord } from '../shape.ts';
import { isEcosystem, readComponent } from './component.ts';
import { readFlag, readInstant, readInstants, readLastSeen, readRunning, readUnread } from './observation-values.ts';

const fields: ReadonlySet<string> = new Set([
  ...['asset', 'lastSeen', 'source', 'set', 'components', 'raw'],
  ...['firstSeen', 'running', 'pendingReboot', 'down', 'resyncing', 'unread', 'missingSince'],
]);
const setFields: ReadonlySet<string> = new Set(['set', 'components']);

/** Does the content look like lines of observations or component sets? */
export function recognisesObservations({ form, keys }: FileSample): boolean {
  return form === 'json-object' && (keys.has('asset') || (keys.has('set') && keys.has('components')));
}

/**
 * Reads a file of observations: one JSON object a line, about an asset (`schemas/observation.schema.json`) or defining
 * a component set (`schemas/component-set.schema.json`). A wrong line costs only itself.
 */
export function readObservations(file: SourceFile): Outcome<ObservationFragment> {
  const problems = problemsOf(file.path, 'observed/further-problems');
  const observations: Observation[] = [];
  const sets: ObservedSet[] = [];
  for (const [number, line] of numberedLines(file.text)) {
    if (line.trim() === '') continue;
    const tell = tellAt(() => lineAt(file.path, number, line.slice(0, 200)), problems);
    const parsed = parseJson(line);
    const record = asRecord(parsed.value);
    if (!parsed.isWhole) {
      problems.add(jsonProblem(file.path, line, { origin: { line: number, column: 1 }, code: 'observed/syntax' }));
    } else if (record === undefined) {
      tell('observed/wrong-entry', { entry: `Line ${number}`, reason: 'it is not an object' });
    } else if (Object.hasOwn(record, 'asset')) {
      observations.push(...readObservation(record, { file: file.path, line: number }, tell));
    } else sets.push(...readSet(record, { file: file.path, line: number }, tell));
  }
  return { value: { observations, sets }, diagnostics: problems.list() };
}

interface Place {
  readonly file: string;
  readonly line: number;
}

function readSet(record: UnknownRecord, place: Place, tell: Tell): readonly ObservedSet[] {
  const set = textOf(record, 'set');
  const entry = `Line ${place.line}`;
  if (set === undefined || listOf(record, 'components').isWrong || !Object.hasOwn(record, 'components')) {
    tell('observed/wrong-entry', { entry, reason: 'it has neither an "asset" nor a "set" with its "components"' });
    return [];
  }
  tellUnknown(record, setFields, entry, tell);
  return [{ set, ...readComponents(record, entry, new Map(), tell), ...place }];
}

function readObservation(record: UnknownRecord, place: Place, tell: Tell): readonly Observation[] {
  const asset = textOf(record, 'asset');
  if (asset === undefined) {
    tell('observed/wrong-entry', { entry: `Line ${place.line}`, reason: '"asset" is not a name' });
    return [];
  }
  tellUnknown(record, fields, asset, tell);
  const firstSeen = readInstants(record, asset, tell);
  const { components, partlyRead } = componentsOf(record, asset, firstSeen, tell);
  const flag = (field: string): boolean | undefined => readFlag(record, field, asset, tell);
  return [
    {
      asset,
      source: textOf(record, 'source') ?? '',
      lastSeen: readLastSeen(record, asset, tell),
      components,
      firstSeen,
      running: readRunning(record, asset, tell),
      pendingReboot: flag('pendingReboot'),
      down: flag('down'),
      resyncing: flag('resyncing'),
      partlyRead: readUnread(record, asset, tell) || partlyRead,
      missingSince: readInstant(record, 'missingSince', asset, tell),
      ...place,
    },
  ];
}

/** A set speaks before a list of its own, and that before a raw file: a line that names several names one thing. */
function componentsOf(
  record: UnknownRecord,
  asset: string,
  firstSeen: Map<string, Instant>,
  tell: Tell,
): { readonly components: ObservedComponents; readonly partlyRead: boolean } {
  const set = textOf(record, 'set');
  if (set !== undefined) return { components: { kind: 'set', set }, partlyRead: false };
  if (Object.hasOwn(record, 'components')) {
    const { components, partlyRead } = readComponents(record, asset, firstSeen, tell);
    return { components: { kind: 'list', components }, partlyRead };
  }
  const wrong = ['set', 'raw'].find((field) => Object.hasOwn(record, field));
  const raw = readRaw(record, asset, tell);
  return { components: raw ?? { kind: 'none' }, partlyRead: raw === undefined && wrong !== undefined };
}

function readRaw(record: UnknownRecord, asset: string, tell: Tell): ObservedComponents | undefined {
  const raw = recordOf(record, 'raw');
  if (raw === undefined) {
    if (Object.hasOwn(record, 'raw'))
      tell('observed/wrong-value', { entry: asset, field: 'raw', expected: 'an object' });
    if (Object.hasOwn(record, 'set'))
      tell('observed/wrong-value', { entry: asset, field: 'set', expected: 'the digest of a component set' });
    return undefined;
  }
  const [path, format, ecosystem] = [textOf(raw, 'path'), textOf(raw, 'format'), textOf(raw, 'ecosystem')];
  const isInside = path !== undefined && !path.startsWith('/') && !path.split(/[/\\]/).includes('..');
  const isNamed = ecosystem === undefined ? !Object.hasOwn(raw, 'ecosystem') : isEcosystem(ecosystem);
  if (path !== undefined && isInside && format !== undefined && isNamed) {
    return { kind: 'raw', path, format, ecosystem, sha256: textOf(raw, 'sha256') };
  }
  tell('observed/wrong-value', {
    entry: asset,
    field: 'raw',
    expected: 'a path inside the estate, a format, an ecosystem',
  });
  return undefined;
}

function readComponents(
  record: UnknownRecord,
  entry: string,
  firstSeen: Map<string, Instant>,
  tell: Tell,
): { readonly components: readonly Component[]; readonly partlyRead: boolean } {
  const list = listOf(record, 'components');
  let partlyRead = list.isWrong;
  if (list.isWrong) tell('observed/wrong-value', { entry, field: 'components', expected: 'a list' });
  const components = new Map<string, Component>();
  for (const [index, raw] of list.items.entries()) {
    const read = readComponent(raw);
    if (typeof read === 'string') {
      tell('observed/wrong-component', { entry, component: index + 1, reason: read });
      partlyRead = true;
      continue;
    }
    const { component } = read;
    const key = [component.ecosystem, component.name, component.version, component.path ?? ''].join('\u0000');
    if (!components.has(key)) components.set(key, component);
    const known = firstSeen.get(component.name);
    const seen = read.firstSeen;
    if (seen !== undefined && (known === undefined || seen < known)) firstSeen.set(component.name, seen);
  }
  return { components: [...components.values()], partlyRead };
}

function tellUnknown(record: UnknownRecord, known: ReadonlySet<string>, entry: string, tell: Tell): void {
  for (const field of Object.keys(record)) {
    if (!known.has(field)) tell('observed/unknown-field', { entry, field: field.slice(0, 60) });
  }
}
