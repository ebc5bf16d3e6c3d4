import type { Asset } from '../../model/asset.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Selector } from '../../model/generated/common.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate, Pointer } from '../../model/source.ts';
import { nearest } from './nearest.ts';
import { type ComponentSets, selects } from './select.ts';

interface PlacedSelector {
  readonly resource: Resource;
  readonly selector: Selector;
  readonly pointer: Pointer;
}

/**
 * Looks at every selector of the estate: a label key that no asset has is an error, a value that none has
 * and a selector that selects nothing are warnings.
 */
export function checkSelectors(
  resources: readonly Resource[],
  assets: readonly Asset[],
  sets: ComponentSets,
  locate: Locate,
): readonly Diagnostic[] {
  const values = labelValues(assets);
  return resources.flatMap(selectorsOf).flatMap((placed) => {
    const problems = labelProblems(placed.selector, placed.pointer, placed.resource, values, locate);
    const isEmpty =
      problems.length === 0 && assets.length > 0 && !assets.some((asset) => selects(placed.selector, asset, sets));
    return isEmpty ? [selectsNothing(placed, locate)] : problems;
  });
}

/** Kinds that hold work back, or ask for it, so that whom they leave out for a mistake goes free. */
const holdingBack: ReadonlySet<string> = new Set(['Freeze', 'Rollout', 'PatchPolicy']);

/** A resource that selects by a label that no asset has, with the selector that leaves out nobody whom it may mean. */
export interface Misaimed {
  readonly resource: Resource;
  readonly widest: Selector | undefined;
}

/**
 * Freezes, Rollouts and policies that select by a label key that no asset has: whom they mean is not known, which is not
 * that they mean nobody. Of a Rollout its rings count as well: a ring that takes nobody lets everybody pass.
 */
export function misaimedResources(resources: readonly Resource[], assets: readonly Asset[]): readonly Misaimed[] {
  const known = new Set(labelValues(assets).keys());
  return resources
    .filter(({ kind }) => holdingBack.has(kind))
    .filter((resource) => selectorsOf(resource).some(({ selector }) => asksUnknown(selector, known)))
    .map((resource) => {
      const { selector } = resource.document.spec as { selector?: Selector };
      return { resource, widest: selector && widened(selector, known) };
    });
}

function asksUnknown({ labels = {}, not, anyOf = [] }: Selector, known: ReadonlySet<string>): boolean {
  const inner = [...(not ? [not] : []), ...anyOf];
  return Object.keys(labels).some((key) => !known.has(key)) || inner.some((one) => asksUnknown(one, known));
}

/** Without what nobody can have: the labels that no asset has, and what is left out by them. */
function widened({ labels, not, anyOf, ...rest }: Selector, known: ReadonlySet<string>): Selector {
  return {
    ...rest,
    ...(labels && { labels: Object.fromEntries(Object.entries(labels).filter(([key]) => known.has(key))) }),
    ...(not && !asksUnknown(not, known) && { not }),
    ...(anyOf && { anyOf: anyOf.map((one) => widened(one, known)) }),
  } as Selector;
}

function labelValues(assets: readonly Asset[]): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  for (const asset of assets) {
    for (const [key, value] of Object.entries(asset.facts.labels)) {
      const known = values.get(key);
      if (known) known.add(value);
      else values.set(key, new Set([value]));
    }
  }
  return values;
}

/** The resource's own selector and those of a Rollout's rings. */
function selectorsOf(resource: Resource): PlacedSelector[] {
  const spec = resource.document.spec as { selector?: Selector; rings?: readonly { selector?: Selector }[] };
  const own = spec.selector ? [{ resource, selector: spec.selector, pointer: ['spec', 'selector'] }] : [];
  const rings = (spec.rings ?? []).flatMap((ring, index) =>
    ring.selector ? [{ resource, selector: ring.selector, pointer: ['spec', 'rings', index, 'selector'] }] : [],
  );
  return [...own, ...rings];
}

function labelProblems(
  selector: Selector,
  pointer: Pointer,
  resource: Resource,
  known: ReadonlyMap<string, ReadonlySet<string>>,
  locate: Locate,
): Diagnostic[] {
  const { file } = resource.origin;
  const own = Object.entries(selector.labels ?? {}).flatMap(([key, wanted]) => {
    const values = known.get(key);
    const place = [...pointer, 'labels', key];
    if (values === undefined) {
      const near = nearest(key, [...known.keys()]);
      const at = { file, range: locate(resource.origin, place, 'key') };
      return [
        diagnostic(
          'link/unknown-label-key',
          { key },
          near === undefined ? { at } : { at, hint: `did you mean ${near}?` },
        ),
      ];
    }
    const missing = [wanted].flat().filter((value) => !values.has(value));
    const at = { file, range: locate(resource.origin, place) };
    return missing.map((value) => diagnostic('link/unknown-label-value', { key, value }, { at }));
  });
  const nested = [
    ...(selector.not ? [{ inner: selector.not, at: [...pointer, 'not'] }] : []),
    ...(selector.anyOf ?? []).map((inner, index) => ({ inner, at: [...pointer, 'anyOf', index] })),
  ];
  return [...own, ...nested.flatMap(({ inner, at }) => labelProblems(inner, at, resource, known, locate))];
}

function selectsNothing({ resource, pointer }: PlacedSelector, locate: Locate): Diagnostic {
  const at = { file: resource.origin.file, range: locate(resource.origin, pointer, 'key') };
  return diagnostic('link/selects-nothing', { kind: resource.kind, name: resource.name }, { at });
}
