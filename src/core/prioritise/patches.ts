import { normaliseName } from '../../ecosystems/names.ts';
import type { Estate } from '../../model/estate.ts';
import type { Selector } from '../../model/generated/common.ts';
import type { Origin } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { addDuration, parseDuration, parseInstant } from '../time.ts';

/** What a Patch resource says about one version of a product. */
export interface VendorPatch {
  readonly name: string;
  readonly version: string;
  readonly releasedAt: Instant | undefined;
  readonly classification: string | undefined;
  readonly approval: 'explicit' | 'rejected' | undefined;
  readonly appliesTo: Selector | undefined;
  /** `deadline` is the instant by which every member must carry it: activation minus margin (DESIGN §2.1, Patch). */
  readonly activation: { readonly deadline: Instant | undefined } | undefined;
  readonly origin: Origin;
}

/** Finds the vendor's releases of a package. */
export type PatchesOf = (ecosystem: string, name: string) => readonly VendorPatch[];

const none: readonly VendorPatch[] = [];

/** Indexes the estate's Patch resources by product. */
export function indexPatches(estate: Estate): PatchesOf {
  const byProduct = new Map<string, VendorPatch[]>();
  for (const { name, document, origin } of estate.resources.Patch?.values() ?? []) {
    const { product, version, releasedAt, classification, approval, appliesTo, activation, fixes } = document.spec;
    const key = `${product.ecosystem}\u0000${normaliseName(product.ecosystem, product.name)}`;
    const patch: VendorPatch = {
      name,
      version,
      releasedAt: releasedAt === undefined ? undefined : parseInstant(releasedAt),
      classification: classification ?? (fixes && fixes.length > 0 ? 'security' : undefined),
      approval: approval?.state,
      appliesTo,
      activation: activation && { deadline: activationDeadline(activation, estate) },
      origin,
    };
    byProduct.set(key, [...(byProduct.get(key) ?? []), patch]);
  }
  return (ecosystem, name) => byProduct.get(`${ecosystem}\u0000${normaliseName(ecosystem, name)}`) ?? none;
}

type Activation = { readonly at?: string; readonly estimatedAt?: string; readonly margin?: string };

function activationDeadline(
  { at, estimatedAt, margin = '24h' }: Activation,
  { workspace }: Estate,
): Instant | undefined {
  const instant = parseInstant(at ?? estimatedAt ?? '');
  const length = parseDuration(margin);
  if (instant === undefined || length === undefined) return undefined;
  // The margin is laid off backwards: as many milliseconds as it takes from the activation on.
  const { timeZone: zone, weekend, holidays } = workspace;
  const marginMs = addDuration(instant, length, { zone, weekend, holidays }) - instant;
  return (instant - marginMs) as Instant;
}
