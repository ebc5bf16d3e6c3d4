import type { Component } from '../../model/asset.ts';
import { asRecord, listOf, recordOf, textOf, type UnknownRecord } from '../shape.ts';
import type { Details } from './software.ts';

/** The first value of each property of a component. */
export function propertiesOf(component: UnknownRecord): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const item of listOf(component, 'properties').items) {
    const property = asRecord(item);
    const name = property && textOf(property, 'name');
    const value = property && textOf(property, 'value');
    if (name !== undefined && value !== undefined && !properties.has(name)) properties.set(name, value);
  }
  return properties;
}

const ofDistribution = /^pkg:(?:deb|rpm|apk)\//i;

/** Properties in which tools say where they found a package. */
const pathProperties = [
  'syft:location:0:path',
  'aquasecurity:trivy:FilePath',
  'cdx:npm:package:path',
  'SrcFile',
] as const;

/**
 * What a component says beside its package URL: the source package of a distribution's package, where Trivy or Syft
 * found one, and the place of a language package, of which a machine may hold several copies.
 */
export function cycloneDetails(component: UnknownRecord, purl: string): Details {
  const isOfDistribution = ofDistribution.test(purl);
  if (!Object.hasOwn(component, 'properties') && !Object.hasOwn(component, 'evidence')) return {};
  const properties = propertiesOf(component);
  return isOfDistribution
    ? { source: sourceOf(properties) }
    : { path: occurrenceOf(component) ?? firstOf(properties, pathProperties) };
}

/** `evidence.occurrences[0].location` (CycloneDX 1.5). */
function occurrenceOf(component: UnknownRecord): string | undefined {
  const evidence = recordOf(component, 'evidence');
  const [first] = evidence === undefined ? [] : listOf(evidence, 'occurrences').items;
  const occurrence = asRecord(first);
  return occurrence && textOf(occurrence, 'location');
}

function sourceOf(properties: ReadonlyMap<string, string>): Component['source'] {
  const name = firstOf(properties, ['aquasecurity:trivy:SrcName', 'syft:metadata:source']);
  if (name === undefined) return undefined;
  const bare = firstOf(properties, ['aquasecurity:trivy:SrcVersion', 'syft:metadata:sourceVersion']);
  if (bare === undefined) return { name };
  const release = properties.get('aquasecurity:trivy:SrcRelease');
  const epoch = properties.get('aquasecurity:trivy:SrcEpoch');
  const version = release === undefined ? bare : `${bare}-${release}`;
  return { name, version: epoch === undefined || epoch === '0' ? version : `${epoch}:${version}` };
}

function firstOf(properties: ReadonlyMap<string, string>, names: readonly string[]): string | undefined {
  const name = names.find((candidate) => properties.has(candidate));
  return name === undefined ? undefined : properties.get(name);
}
