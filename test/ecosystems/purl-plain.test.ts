import fc from 'fast-check';
import { PackageURL } from 'packageurl-js';
import { describe, expect, it } from 'vitest';
import { plainParts } from '../../src/ecosystems/purl-plain.ts';

/** What the library reads of a package URL; `undefined` where it refuses it. */
function byLibrary(purl: string): unknown {
  try {
    const { type, namespace, name, version, qualifiers } = PackageURL.fromString(purl);
    return {
      type,
      namespace: namespace ?? undefined,
      name,
      version: version ?? undefined,
      qualifiers: qualifiers ?? {},
    };
  } catch {
    return undefined;
  }
}

const word = fc.string({ unit: fc.constantFrom(...'ab0.-~_:%40%2B%3A+A@/'.split('')), minLength: 1, maxLength: 8 });
const encoded = fc.constantFrom(
  'a',
  '1',
  '%40',
  '%2B',
  '%3a',
  '%7E',
  '.',
  '-',
  '1.2',
  ':',
  '~',
  '_',
  '/',
  '%20',
  '%26',
);
const part = fc.oneof(
  word,
  fc.array(encoded, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
);
const purls = fc
  .tuple(
    fc.constantFrom('npm', 'deb', 'rpm', 'apk', 'maven'),
    fc.option(fc.oneof(part, fc.constantFrom('%40acme', 'debian', 'alpine')), { nil: undefined }),
    fc.oneof(part, fc.constantFrom('node_modules', 'favicon.ico', 'fs', 'left-pad', 'lib-x.y')),
    part,
    fc.array(fc.tuple(fc.constantFrom('arch', 'distro', 'epoch', 'upstream', 'checksum', 'a'), part), { maxLength: 3 }),
  )
  .map(([type, namespace, name, version, query]) => {
    const search = query.map(([key, value]) => `${key}=${value}`).join('&');
    return `pkg:${type}/${namespace === undefined ? '' : `${namespace}/`}${name}@${version}${search === '' ? '' : `?${search}`}`;
  });

describe('a plainly written package URL', () => {
  it('reads as the library reads it', () => {
    fc.assert(
      fc.property(purls, (purl) => {
        const parts = plainParts(purl);
        if (parts !== undefined) expect(parts).toEqual(byLibrary(purl));
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    'pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12&upstream=openssl',
    'pkg:rpm/almalinux/bash@5.1.8-9.el9?arch=x86_64&epoch=1&distro=almalinux-9.4',
    'pkg:npm/%40babel/core@7.19.4',
    'pkg:apk/alpine/musl@1.2.4-r2?distro=3.19.1',
  ])('is what tools write: %s', (purl) => {
    expect(plainParts(purl)).toEqual(byLibrary(purl));
    expect(plainParts(purl)).toBeDefined();
  });
});
