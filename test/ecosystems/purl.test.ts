import { describe, expect, it } from 'vitest';
import { componentFromPurl } from '../../src/ecosystems/purl.ts';

const named: readonly (readonly [purl: string, ecosystem: string, name: string, version: string])[] = [
  ['pkg:npm/%40angular/core@17.0.1', 'npm', '@angular/core', '17.0.1'],
  ['pkg:golang/github.com/gorilla/mux@v1.8.0', 'Go', 'github.com/gorilla/mux', 'v1.8.0'],
  ['pkg:pypi/Foo_Bar@1.0', 'PyPI', 'foo-bar', '1.0'],
  ['pkg:maven/org.apache.commons/commons-text@1.9', 'Maven', 'org.apache.commons:commons-text', '1.9'],
  ['pkg:cargo/smallvec@1.6.0', 'crates.io', 'smallvec', '1.6.0'],
  ['pkg:gem/nokogiri@1.18.8', 'RubyGems', 'nokogiri', '1.18.8'],
  ['pkg:nuget/Newtonsoft.Json@12.0.3', 'NuGet', 'Newtonsoft.Json', '12.0.3'],
  ['pkg:composer/symfony/http-kernel@5.4.0', 'Packagist', 'symfony/http-kernel', '5.4.0'],
  ['pkg:hex/phoenix@1.7.0', 'Hex', 'phoenix', '1.7.0'],
  ['pkg:pub/http@1.0.0', 'Pub', 'http', '1.0.0'],
  ['pkg:swift/github.com/apple/swift-nio@2.0.0', 'SwiftURL', 'github.com/apple/swift-nio', '2.0.0'],
  ['pkg:github/actions/checkout@v4', 'GitHub Actions', 'actions/checkout', 'v4'],
  ['pkg:bitnami/nginx@1.25.3', 'Bitnami', 'nginx', '1.25.3'],
  ['pkg:generic/core-switch-os@15.2', 'generic', 'core-switch-os', '15.2'],
  ['pkg:deb/debian/openssl@3.0.11-1?distro=debian-12.5&arch=amd64', 'Debian:12', 'openssl', '3.0.11-1'],
  ['pkg:deb/debian/openssl@3.0.11-1?distro=bookworm', 'Debian:12', 'openssl', '3.0.11-1'],
  ['pkg:deb/ubuntu/openssl@3.0.2-0ubuntu1?distro=ubuntu-22.04', 'Ubuntu:22.04:LTS', 'openssl', '3.0.2-0ubuntu1'],
  ['pkg:deb/ubuntu/openssl@3.2?distro=ubuntu-24.10', 'Ubuntu:24.10', 'openssl', '3.2'],
  ['pkg:rpm/almalinux/nginx@1.20.1-14.el9?epoch=2&distro=almalinux-9.4', 'AlmaLinux:9', 'nginx', '2:1.20.1-14.el9'],
  ['pkg:rpm/almalinux/xz@5.2.5-8.el9?epoch=0&distro=almalinux-9', 'AlmaLinux:9', 'xz', '5.2.5-8.el9'],
  ['pkg:rpm/rocky/xz@5.2.5-8.el9?distro=rocky-9.3', 'Rocky Linux:9', 'xz', '5.2.5-8.el9'],
  ['pkg:rpm/opensuse/bash@4.4-1?distro=opensuse-leap-15.5', 'openSUSE:Leap 15.5', 'bash', '4.4-1'],
  ['pkg:rpm/suse/bash@4.4-1?distro=sles-15.4', 'SUSE:Linux Enterprise Server 15 SP4', 'bash', '4.4-1'],
  ['pkg:rpm/photon/bash@4.4.18-1.ph3?distro=photon-3.0', 'Photon OS:3.0', 'bash', '4.4.18-1.ph3'],
  ['pkg:apk/alpine/musl@1.2.4-r2?distro=alpine-3.19.1', 'Alpine:v3.19', 'musl', '1.2.4-r2'],
  ['pkg:apk/alpine/musl@1.2.4-r2?distro=3.19.1', 'Alpine:v3.19', 'musl', '1.2.4-r2'],
  ['pkg:apk/wolfi/glibc@2.38-r1', 'Wolfi', 'glibc', '2.38-r1'],
];

describe('a package URL', () => {
  it.each(named)('%s names a package of %s', (purl, ecosystem, name, version) => {
    expect(componentFromPurl(purl)).toEqual({ kind: 'component', component: { ecosystem, name, version } });
  });

  it.each([
    ['openssl', 'is no package URL'],
    ['pkg:npm/', 'has no name'],
    ['pkg:deb/debian/openssl@1', 'lacks the release'],
    ['pkg:rpm/redhat/openssl@1?distro=redhat-9.2', 'is of a release that OSV names by product stream'],
    ['pkg:deb/debian/openssl@1?distro=unheard-of', 'is of no known release'],
    ['pkg:docker/nginx@latest', 'is of a type without an ecosystem'],
    [`pkg:npm/${'a'.repeat(3000)}`, 'is too long'],
  ])('%s is refused, because it %s', (purl) => {
    expect(componentFromPurl(purl).kind).toBe('refused');
  });

  it('gives way to a version stated beside it', () => {
    expect(componentFromPurl('pkg:npm/a@1.0.0', '2.0.0')).toMatchObject({ component: { version: '2.0.0' } });
  });

  it('may leave the version to others', () => {
    expect(componentFromPurl('pkg:npm/a')).toMatchObject({ component: { version: undefined } });
  });

  it.each([
    ['pkg:deb/debian/libssl3@3.0.11-1?distro=debian-12&upstream=openssl', { name: 'openssl' }],
    ['pkg:deb/debian/libc6@2.36-9?distro=debian-12&upstream=glibc%402.36-8', { name: 'glibc', version: '2.36-8' }],
    [
      'pkg:rpm/almalinux/xz-libs@5.2.5-8.el9?distro=almalinux-9&upstream=xz-5.2.5-8.el9.src.rpm',
      { name: 'xz', version: '5.2.5-8.el9' },
    ],
  ])('%s names the source package', (purl, source) => {
    expect(componentFromPurl(purl)).toMatchObject({ component: { source } });
  });
});
