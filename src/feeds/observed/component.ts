import { parseInstant } from '../../core/time.ts';
import { componentFromPurl, type PurlComponent } from '../../ecosystems/purl.ts';
import type { Component } from '../../model/asset.ts';
import type { Instant } from '../../model/time.ts';
import { asRecord, fieldOf, recordOf, textOf, type UnknownRecord } from '../shape.ts';

/** A component as a source states it. */
export interface StatedComponent {
  readonly component: Component;
  readonly firstSeen: Instant | undefined;
}

/**
 * Reads one component of a line of observations (`schemas/common.schema.json`, component): `ecosystem`, `name` and
 * `version`, or a `purl` in their place. What is stated beside a purl holds.
 *
 * @returns why it cannot be read where that is so.
 */
export function readComponent(raw: unknown): StatedComponent | string {
  const record = asRecord(raw);
  if (record === undefined) return 'it is not an object';
  const purl = textOf(record, 'purl');
  const read = purl === undefined ? undefined : componentFromPurl(purl, textOf(record, 'version'));
  if (read?.kind === 'refused') return `of its package URL ${read.reason}`;
  const named = read?.component;
  const ecosystem = textOf(record, 'ecosystem') ?? named?.ecosystem;
  const name = textOf(record, 'name') ?? named?.name;
  const version = textOf(record, 'version') ?? named?.version;
  if (ecosystem === undefined || name === undefined || name === '') return 'it lacks an ecosystem or a name';
  if (!isEcosystem(ecosystem)) return 'its ecosystem is no name of one';
  if (version === undefined || version === '') return 'it lacks a version, which must be a text';
  const component = { ecosystem, name, version, ...detailsOf(record, version, named) };
  return { component, firstSeen: parseInstant(textOf(record, 'firstSeen') ?? '') };
}

/** Is it written like an ecosystem (`schemas/common.schema.json`, ecosystem)? Whether anybody knows it is not asked here. */
export const isEcosystem = (text: string): boolean => /^[A-Za-z][^\s](?:.*\S)?$/.test(text);

function detailsOf(record: UnknownRecord, version: string, named: PurlComponent | undefined): Partial<Component> {
  const source = sourceOf(record) ?? named?.source;
  const running = fieldOf(record, 'running');
  const details = { scheme: textOf(record, 'scheme'), class: textOf(record, 'class'), path: textOf(record, 'path') };
  return {
    ...Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined)),
    ...(source !== undefined && { source }),
    ...(typeof running === 'boolean' && { running }),
    ...(typeof running === 'string' && { running: running === version }),
  };
}

function sourceOf(record: UnknownRecord): Component['source'] {
  const source = recordOf(record, 'source');
  const name = source && textOf(source, 'name');
  if (source === undefined || name === undefined) return undefined;
  const version = textOf(source, 'version');
  return version === undefined ? { name } : { name, version };
}
