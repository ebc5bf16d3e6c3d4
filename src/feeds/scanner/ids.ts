import { isCveId } from '../catalog/cve-id.ts';

/** Text that people and scanners write around several ids. */
const separators = /[\s,;|]+/;

/** Ids in the form catalogues use: CVE and GHSA words in their own case, without spaces around, each once. */
export function cleanIds(texts: readonly (string | undefined)[]): readonly string[] {
  const ids = texts.flatMap((text) => {
    const trimmed = text?.trim() ?? '';
    return trimmed === '' || trimmed.length > 200 ? [] : [canonical(trimmed)];
  });
  return [...new Set(ids)];
}

/** The CVE ids of a cell or text that holds a list of them. */
export function cvesIn(text: string): readonly string[] {
  return [...new Set(text.split(separators).map(canonical).filter(isCveId))];
}

/** Splits a cell that names several things. */
export function listIn(text: string): readonly string[] {
  return [...new Set(text.split(separators).filter((part) => part !== ''))];
}

function canonical(id: string): string {
  if (/^cve-\d/i.test(id)) return id.toUpperCase();
  // GitHub writes GHSA-xxxx-xxxx-xxxx with small letters behind the prefix.
  return /^ghsa(-[a-z0-9]{4}){3}$/i.test(id) ? `GHSA${id.slice(4).toLowerCase()}` : id;
}

/** A score between 0 and 10 from text or number; `undefined` for anything else. */
export function scoreOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && number >= 0 && number <= 10 ? number : undefined;
}
