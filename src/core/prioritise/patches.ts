import { normaliseName } from '../../ecosystems/names.ts';
import type { Estate } from '../../model/estate.ts';
import type { Selector } from '../../model/generated/common.ts';
import type { Patch } from '../../model/generated/patch.ts';
import type { Origin } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { addDuration, parseDuration, parseInstant } from '../time.ts';

/** What a Patch resource says about one version of a product. */
export interface VendorPatch {
  readonly name: string;
  readonly version: string;
  /** When everybody could have it: not before its embargo ends. */
  readonly releasedAt: Instant | undefined;
  readonly embargoUntil: Instant | undefined;
  readonly classification: string | undefined;
  readonly approval: { readonly state: 'explicit' | 'rejected'; readonly reason: string } | undefined;
  /** Oldest version from which it can be reached in one step; `undefined`: any. */
  readonly upgradableFrom: string | undefined;
  /** Names of the Patches that it takes the place of. */
  readonly supersedes: readonly string[];
  /** `undefined`: the vendor does not say. */
  readonly rebootRequired: boolean | undefined;
  readonly appliesTo: Selector | undefined;
  /** `deadline` is the instant by which every member must carry it: activation minus margin. */
  readonly activation: { readonly deadline: Instant | undefined } | undefined;
  /** It takes effect only later than it is installed: when, as far as that is certain. `undefined`: on installation. */
  readonly takesEffect: { readonly at: Instant | undefined } | undefined;
  /** Advisories that it fixes. */
  readonly fixes: readonly string[];
  readonly origin: Origin;
}

/** Finds the vendor's releases of a package. */
export type PatchesOf = (ecosystem: string, name: string) => readonly VendorPatch[];

const none: readonly VendorPatch[] = [];

/** Indexes the estate's Patch resources by product. */
export function indexPatches(estate: Estate): PatchesOf {
  const byProduct = new Map<string, VendorPatch[]>();
  for (const { name, document, origin } of estate.resources.Patch?.values() ?? []) {
    const { product, version, classification, approval, appliesTo, activation, fixes } = document.spec;
    const key = `${product.ecosystem}\u0000${normaliseName(product.ecosystem, product.name)}`;
    const patch: VendorPatch = {
      name,
      version,
      ...availability(document.spec),
      classification: classification ?? (fixes && fixes.length > 0 ? 'security' : undefined),
      approval,
      upgradableFrom: document.spec.upgradableFrom,
      supersedes: document.spec.supersedes ?? [],
      rebootRequired: document.spec.rebootRequired,
      appliesTo,
      activation: activation && { deadline: activationDeadline(activation, estate) },
      takesEffect: takesEffect(document.spec),
      fixes: fixes ?? [],
      origin,
    };
    byProduct.set(key, [...(byProduct.get(key) ?? []), patch]);
  }
  if (byProduct.size === 0) return () => none;
  return (ecosystem, name) => byProduct.get(`${ecosystem}\u0000${normaliseName(ecosystem, name)}`) ?? none;
}

/**
 * Has a release that is installed not taken effect yet? A set instant passes by itself; of a height, or of a step that
 * somebody must take, only a check can tell.
 */
export function takesEffectLater({ takesEffect: later }: VendorPatch, asOf: Instant): boolean {
  return later !== undefined && (later.at === undefined || asOf < later.at);
}

function takesEffect({ phases = ['install'], activation }: Patch['spec']): VendorPatch['takesEffect'] {
  if (activation === undefined && !phases.includes('activate')) return undefined;
  return { at: activation?.at === undefined ? undefined : parseInstant(activation.at) };
}

type Availability = Pick<VendorPatch, 'releasedAt' | 'embargoUntil'>;

/** A release under an embargo is none before the embargo ends. */
function availability(spec: { readonly releasedAt?: string; readonly embargoUntil?: string }): Availability {
  const [released, embargoUntil] = [spec.releasedAt, spec.embargoUntil].map((text) =>
    text === undefined ? undefined : parseInstant(text),
  );
  const known = [released, embargoUntil].filter((at) => at !== undefined);
  return { releasedAt: known.length === 0 ? undefined : (Math.max(...known) as Instant), embargoUntil };
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
