import { describe, expect, it } from 'vitest';
import { comparerFor, comparers, compareVersions, isComparerId } from '../../src/ecosystems/registry.ts';

describe('the comparer of an ecosystem', () => {
  it.each([
    ['AlmaLinux:9', 'rpm'],
    ['Alpine:v3.19', 'apk'],
    ['Azure Linux:3', 'rpm'],
    ['Bitnami', 'bitnami'],
    ['Chainguard', 'apk'],
    ['crates.io', 'semver'],
    ['Debian', 'deb'],
    ['Debian:12', 'deb'],
    ['GitHub Actions', 'semver'],
    ['Go', 'go'],
    ['Hex', 'semver'],
    ['Mageia:9', 'rpm'],
    ['Maven', 'maven'],
    ['Maven:https://repo1.maven.org/maven2', 'maven'],
    ['npm', 'semver'],
    ['NuGet', 'nuget'],
    ['openEuler:24.03-LTS', 'rpm'],
    ['openSUSE:Leap 15.6', 'rpm'],
    ['Packagist', 'packagist'],
    ['Photon OS:5.0', 'rpm'],
    ['Pub', 'pub'],
    ['PyPI', 'pep440'],
    ['Red Hat:enterprise_linux:9::baseos', 'rpm'],
    ['Rocky Linux:9', 'rpm'],
    ['RubyGems', 'rubygems'],
    ['SUSE:Linux Enterprise Server 15 SP5', 'rpm'],
    ['SwiftURL', 'semver'],
    ['Ubuntu:22.04:LTS', 'deb'],
    ['Ubuntu:Pro:18.04:LTS', 'deb'],
    ['Wolfi', 'apk'],
  ])('for %s is %s', (ecosystem, id) => {
    expect(comparerFor(ecosystem)?.id).toBe(id);
  });

  it('is unknown for names that nobody orders, in another case, or inherited from Object', () => {
    const unknown = ['generic', 'OSS-Fuzz', 'Linux', 'debian', 'constructor', '__proto__', 'toString', '', ':Debian'];

    expect(unknown.filter((ecosystem) => comparerFor(ecosystem) !== undefined)).toEqual([]);
  });

  it('is the declared scheme where the ecosystem has no order of its own', () => {
    expect(comparerFor('generic', 'openssl')?.id).toBe('openssl');
    expect(comparerFor('generic', 'semver-like')?.id).toBe('semver-like');
    expect(comparerFor('generic:firmware', 'deb')?.id).toBe('deb');
    expect(comparerFor('generic', 'constructor')).toBeUndefined();
    expect(comparerFor('generic', 'roman-numerals')).toBeUndefined();
  });

  it('is not overruled by a declared scheme', () => {
    expect(comparerFor('Debian:12', 'lexicographic')?.id).toBe('deb');
  });
});

describe('two versions compared as text', () => {
  it('are less, equal, greater or not orderable', () => {
    expect(compareVersions(comparers.deb, '1.0~rc1', '1.0')).toBe('<');
    expect(compareVersions(comparers.deb, '1.0', '1.0-0')).toBe('=');
    expect(compareVersions(comparers.deb, '1.10', '1.9')).toBe('>');
    expect(compareVersions(comparers.deb, '1.0', 'unknown')).toBe('?');
    expect(compareVersions(comparers.deb, 'unknown', '1.0')).toBe('?');
  });

  it('are not orderable when both are the same text but no version', () => {
    expect(compareVersions(comparers.semver, 'latest', 'latest')).toBe('?');
  });
});

describe('the registry', () => {
  it('knows its ids and cannot be changed', () => {
    expect(isComparerId('deb')).toBe(true);
    expect(isComparerId('hasOwnProperty')).toBe(false);
    expect(Object.isFrozen(comparers)).toBe(true);
    expect(Object.values(comparers).every((comparer) => Object.isFrozen(comparer))).toBe(true);
  });
});
