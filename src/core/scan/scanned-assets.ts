import type { Asset } from '../../model/asset.ts';
import { assetFinder } from '../estate/asset-names.ts';

/** Finds the asset that a scanner means by any of the names it uses. */
export type ScannedAssetFinder = (names: readonly string[]) => Asset | undefined;

/**
 * Looks assets up by the names of a scanner: as the estate's own sources are looked up, then in any case, then by the host
 * part of a domain name. A name that could mean two assets means neither.
 */
export function scannedAssetFinder(assets: readonly Asset[]): ScannedAssetFinder {
  const exact = assetFinder(assets);
  const folded = new Map<string, Asset | undefined>();
  const hosts = new Map<string, Asset | undefined>();
  for (const asset of assets) {
    for (const name of new Set([asset.name, asset.uid, ...asset.formerNames].map((one) => one.toLowerCase()))) {
      folded.set(name, folded.has(name) ? undefined : asset);
    }
    const host = hostOf(asset.name);
    hosts.set(host, hosts.has(host) ? undefined : asset);
  }
  return (names) => {
    for (const name of names) {
      const found = exact(name) ?? folded.get(name.toLowerCase());
      if (found !== undefined) return found;
    }
    for (const name of names) {
      const found = isAddress(name) ? undefined : hosts.get(hostOf(name));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** The first label of a domain name, without a Windows domain before it. */
function hostOf(name: string): string {
  const [host = ''] = name.toLowerCase().replace(/^.*\\/, '').split('.', 1);
  return host;
}

/** `10.0.0.1` has no host part; its first number names nothing. */
function isAddress(name: string): boolean {
  return /^[\d.]+$/.test(name) || name.includes(':');
}
