import { normaliseName } from '../../ecosystems/names.ts';
import { componentFromPurl, type PurlComponent } from '../../ecosystems/purl.ts';
import type { Component, ComponentSet } from '../../model/asset.ts';
import type { SourceLocation } from '../../model/diagnostic.ts';
import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Component as ComponentSpec } from '../../model/generated/common.ts';
import type { Instant } from '../../model/time.ts';
import { canonicalJson, digestOf } from '../digest.ts';
import { parseInstant } from '../time.ts';

/** Names a package across assets: ecosystem and normalised name. */
export const packageKey = (ecosystem: string, name: string): string =>
  `${ecosystem}\u0000${normaliseName(ecosystem, name)}`;

/** A component as people state it. */
export interface StatedComponent {
  readonly component: Component;
  readonly firstSeen: Instant | undefined;
}

/** Components as they could be read, and those that were left out, as people would name them. */
export interface ReadComponents extends Outcome<readonly StatedComponent[]> {
  readonly left: readonly string[];
}

/**
 * Components as people write them in an Inventory: ecosystem, name and version, or a purl that carries them.
 * One that lacks a part is a diagnostic and is left out; the others go on.
 */
export function readComponents(
  asset: string,
  specs: readonly ComponentSpec[],
  at: (index: number) => SourceLocation,
): ReadComponents {
  const diagnostics: Diagnostic[] = [];
  const left: string[] = [];
  const value: StatedComponent[] = [];
  const elsewhere: InUse[] = [];
  for (const [index, spec] of specs.entries()) {
    const read = readComponent(asset, spec, () => at(index));
    if (read.value) value.push(read.value);
    else left.push(spec.name ?? spec.purl ?? `the one at place ${index + 1}`);
    const { running } = spec;
    if (read.value && typeof running === 'string' && running !== read.value.component.version) {
      elsewhere.push({ beside: read.value, version: running });
    }
    diagnostics.push(...read.diagnostics);
  }
  return { value: elsewhere.reduce(withInUse, value), left, diagnostics };
}

/** A version that is said to be in use, beside a component that is installed in another. */
interface InUse {
  readonly beside: StatedComponent;
  readonly version: string;
}

/** The version in use decides, listed or not: until a reboot it is there, whatever has been installed since. */
function withInUse(stated: readonly StatedComponent[], { beside, version }: InUse): readonly StatedComponent[] {
  const { component, firstSeen } = beside;
  const isMeant = (other: Component): boolean =>
    other.version === version &&
    packageKey(other.ecosystem, other.name) === packageKey(component.ecosystem, component.name);
  if (stated.some((one) => isMeant(one.component))) {
    return stated.map((one) =>
      isMeant(one.component) ? { ...one, component: { ...one.component, running: true } } : one,
    );
  }
  const { source, ...rest } = component;
  // The source's version is that of another build.
  const named = source === undefined ? rest : { ...rest, source: { name: source.name } };
  return [...stated, { component: { ...named, version, running: true }, firstSeen }];
}

function readComponent(
  asset: string,
  spec: ComponentSpec,
  place: () => SourceLocation,
): Outcome<StatedComponent | undefined> {
  const named = spec.purl === undefined ? undefined : componentFromPurl(spec.purl, spec.version);
  if (named?.kind === 'refused') {
    return {
      value: undefined,
      diagnostics: [diagnostic('link/bad-purl', { purl: spec.purl ?? '', reason: named.reason }, { at: place() })],
    };
  }
  const ecosystem = spec.ecosystem ?? named?.component.ecosystem;
  const name = spec.name ?? named?.component.name;
  const version = spec.version ?? named?.component.version;
  if (ecosystem === undefined || name === undefined || version === undefined || version === '') {
    const missing = ecosystem === undefined ? 'ecosystem' : name === undefined ? 'name' : 'version';
    const component = spec.name ?? spec.purl ?? '(unnamed)';
    const problem = diagnostic('link/component-without-version', { component, asset, missing }, { at: place() });
    return { value: undefined, diagnostics: [problem] };
  }
  const component = { ecosystem, name, version, ...detailsOf(spec, version, named?.component) };
  return { value: { component, firstSeen: parseInstant(spec.firstSeen ?? '') }, diagnostics: [] };
}

function detailsOf(spec: ComponentSpec, version: string, named: PurlComponent | undefined): Partial<Component> {
  const running = typeof spec.running === 'string' ? spec.running === version : spec.running;
  const source = spec.source ?? named?.source;
  return {
    ...(spec.scheme !== undefined && { scheme: spec.scheme }),
    ...(source !== undefined && { source }),
    ...(spec.class !== undefined && { class: spec.class }),
    ...(spec.path !== undefined && { path: spec.path }),
    ...(running !== undefined && { running }),
  };
}

/**
 * A set of components under the digest of its content, so that equal hosts share one: sorted by ecosystem, name, version
 * and path. Order and doubles do not matter.
 */
export function componentSet(components: readonly Component[]): ComponentSet {
  const byKey = new Map(components.map((component) => [sortKey(component), component] as const));
  const sorted = [...byKey.keys()].sort().map((key) => byKey.get(key) as Component);
  return { digest: digestOf(sorted), components: sorted };
}

/** Two components that differ in anything are two. */
const sortKey = (component: Component): string =>
  [component.ecosystem, component.name, component.version, component.path ?? '', canonicalJson(component)].join(
    '\u0000',
  );
