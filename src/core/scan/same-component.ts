import { normaliseName } from '../../ecosystems/names.ts';
import type { Component } from '../../model/asset.ts';
import type { ScannerComponent } from '../../model/scanner.ts';

/**
 * Does a scanner mean this component's package? By ecosystem and name where it names the ecosystem; by the name alone, in
 * any case and without a vendor before it, where it does not. The source package's name will do too.
 */
export function isSamePackage(theirs: ScannerComponent, ours: Component): boolean {
  const names = [ours.name, ...(ours.source === undefined ? [] : [ours.source.name])];
  if (theirs.ecosystem !== undefined && theirs.ecosystem !== ours.ecosystem) return false;
  if (theirs.ecosystem !== undefined) {
    const name = normaliseName(ours.ecosystem, theirs.name);
    return names.some((one) => normaliseName(ours.ecosystem, one) === name);
  }
  const name = theirs.name.toLowerCase();
  return names.some((one) => isSameWord(one.toLowerCase(), name));
}

/** Does some component of another ecosystem carry the name? */
export function isNamesake(theirs: ScannerComponent, ours: Component): boolean {
  return theirs.ecosystem !== undefined && theirs.ecosystem !== ours.ecosystem && theirs.name === ours.name;
}

function isSameWord(ours: string, theirs: string): boolean {
  return ours === theirs || ours.endsWith(`/${theirs}`) || theirs.endsWith(`/${ours}`);
}

/** Do both speak of one version? Unknown versions do, and an epoch of zero may be left out. */
export function isSameVersion(theirs: string | undefined, ours: string): boolean {
  if (theirs === undefined) return true;
  const plain = (version: string): string => version.replace(/^0:/, '').replace(/^v(?=\d)/, '');
  return plain(theirs) === plain(ours);
}
