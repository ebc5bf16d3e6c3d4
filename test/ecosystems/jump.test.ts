import { describe, expect, it } from 'vitest';
import { jump } from '../../src/ecosystems/jump.ts';

describe('the jump of an update', () => {
  it.each([
    ['deb', '1.2.3-1', '1.2.3-2', 'patch'],
    ['deb', '1.2.3-1+deb12u1', '1.2.4-1~deb12u1', 'patch'],
    ['deb', '1.2.3-1', '1.3-1', 'minor'],
    ['deb', '1.9-1', '2.0-1', 'major'],
    ['deb', '1.9-1', '1:1.9-1', 'major'],
    ['deb', '1.9-1', '2.0~rc1-1', 'prerelease'],
    ['deb', '1.9~rc1-1', '1.9-1', 'patch'],
    ['deb', '2.4~dfsg-1', '2.4.1~dfsg-1', 'patch'],
    ['deb', '22.01+dfsg-1', '22.01+really26.02+dfsg-1', 'major'],
    ['deb', '9.2p1-2', '9.2p1-2+deb12u3', 'patch'],
    ['rpm', '0:4.18.0-553.el8_10', '4.18.0-553.5.1.el8_10', 'patch'],
    ['rpm', '3.0.7-27.el9', '3.2.2-1.el9', 'minor'],
    ['rpm', '1.8.0-1', '1:1.8.0-1', 'major'],
    ['rpm', '1.0-1', '1.1~beta1-1', 'prerelease'],
    ['apk', '3.3.1-r0', '3.3.1-r1', 'patch'],
    ['apk', '1.05-r0', '1.06-r0', 'minor'],
    ['apk', '3.3.1-r0', '4.0.0-r0', 'major'],
    ['apk', '3.3.1-r0', '3.4.0_rc1-r0', 'prerelease'],
    ['semver', '1.2.3', '1.2.4', 'patch'],
    ['semver', 'v1.2.3', '1.10.0', 'minor'],
    ['semver', '1.2', '10.0.0', 'major'],
    ['semver', '1.2.3', '2.0.0-rc.1', 'prerelease'],
    ['go', 'v0.0.0-20190308221718-c2843e01d9a2', 'v0.0.0-20200227202807-02e2044944cc', 'patch'],
    ['go', 'go1.21.3', 'go1.22rc1', 'prerelease'],
    ['bitnami', '1.2.3', '1.2.3-1', 'patch'],
    ['pub', '1.0.0', '1.0.0+1', 'patch'],
    ['pep440', '1.0', '1.0.post1', 'patch'],
    ['pep440', '1.0', '1.1', 'minor'],
    ['pep440', '2024.1', '1!1.0', 'major'],
    ['pep440', '1.0', '1.1.dev3', 'prerelease'],
    ['maven', '4.1.94.Final', '4.1.95.Final', 'patch'],
    ['maven', '1', '1.1-jre', 'minor'],
    ['maven', '1.0', '1.1-M3', 'prerelease'],
    ['nuget', '1.0.0', '1.0.0.1', 'patch'],
    ['nuget', '1.0.0', '1.1.0-beta', 'prerelease'],
    ['rubygems', '6.1.7', '6.1.7.1', 'patch'],
    ['rubygems', '6.1.7', '7.0.0.rc1', 'prerelease'],
    ['packagist', 'v4.4.0', 'v4.4.50', 'patch'],
    ['packagist', 'v4.4.0', 'v5.0.0-BETA1', 'prerelease'],
    ['openssl', '1.0.2u', '1.0.2zg', 'patch'],
    ['openssl', '1.0.2u', '1.1.1', 'minor'],
    ['dotted', '10.0.19045.4412', '10.0.22631.1', 'patch'],
    ['semver-like', '1.2', '1.3', 'minor'],
  ])('by %s from %s to %s is %s', (id, from, to, expected) => {
    expect(jump(id, from, to)).toBe(expected);
  });

  it('is a stream when the module streams differ, whatever the versions say', () => {
    expect(jump('rpm', '16.20.2-1', '16.20.2-2', { from: 'nodejs:16', to: 'nodejs:18' })).toBe('stream');
    expect(jump('rpm', '16.20.2-1', '16.20.2-2', { from: 'nodejs:16', to: 'nodejs:16' })).toBe('patch');
  });

  it.each([
    ['a scheme without parts', 'date', '2026-01-01', '2026-02-01'],
    ['an unknown scheme', 'constructor', '1', '2'],
    ['a version that cannot be ordered', 'semver', '1.0.0', 'latest'],
    ['a step back', 'semver', '2.0.0', '1.0.0'],
    ['no step at all', 'deb', '1.0', '1.0-0'],
  ])('is undefined for %s', (_, id, from, to) => {
    expect(jump(id, from, to)).toBeUndefined();
  });
});
