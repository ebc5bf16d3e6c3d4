import { describe, expect, it } from 'vitest';
import { componentFromPurl } from '../../src/ecosystems/purl.ts';
import { purlOf } from '../../src/ecosystems/purl-of.ts';

describe('the package URL of a component', () => {
  it.each([
    ['npm', '@scope/app', '1.0.0', 'pkg:npm/%40scope/app@1.0.0'],
    ['npm', 'app', '1.0.0', 'pkg:npm/app@1.0.0'],
    ['Maven', 'org.example:lib', '1', 'pkg:maven/org.example/lib@1'],
    ['Go', 'github.com/a/b', 'v1.2.3', 'pkg:golang/github.com/a/b@v1.2.3'],
    ['PyPI', 'requests', '2', 'pkg:pypi/requests@2'],
    ['Debian:12', 'openssl', '3.0.15-1~deb12u1', 'pkg:deb/debian/openssl@3.0.15-1~deb12u1?distro=debian-12'],
    ['Ubuntu:22.04:LTS', 'bash', '5.1', 'pkg:deb/ubuntu/bash@5.1?distro=ubuntu-22.04'],
    ['AlmaLinux:9', 'tomcat', '1:9.0.87-1', 'pkg:rpm/almalinux/tomcat@9.0.87-1?distro=almalinux-9&epoch=1'],
    ['Rocky Linux:9', 'bash', '0:5.1-1', 'pkg:rpm/rocky/bash@5.1-1?distro=rocky-9'],
    ['Alpine:v3.19', 'musl', '1.2.4-r2', 'pkg:apk/alpine/musl@1.2.4-r2?distro=alpine-3.19'],
    ['Wolfi', 'musl', '1.2.4-r2', 'pkg:apk/wolfi/musl@1.2.4-r2?distro=wolfi'],
  ])('of %s %s reads back as the same component', (ecosystem, name, version, purl) => {
    const read = componentFromPurl(purl);

    expect(purlOf({ ecosystem, name, version })).toBe(purl);
    expect(read).toMatchObject({ kind: 'component', component: { ecosystem, name } });
    expect(read.kind === 'component' && read.component.version).toBe(version.replace(/^0:/, ''));
  });

  it('is none where the ecosystem has no type, or the type refuses the name', () => {
    expect(purlOf({ ecosystem: 'Siemens', name: 'a', version: '1' })).toBeUndefined();
    expect(purlOf({ ecosystem: 'npm', name: '', version: '1' })).toBeUndefined();
  });
});
