import { describe, expect, it } from 'vitest';
import { packageListReaderFor } from '../../../src/feeds/observed/registry.ts';
import type { Component } from '../../../src/model/asset.ts';
import type { Outcome } from '../../../src/model/diagnostic.ts';

function read(format: string, text: string): Outcome<readonly Component[]> {
  const reader = packageListReaderFor(format);
  if (reader === undefined) throw new Error(`no reader ${format}`);
  return reader.read(text, { ecosystem: 'X:1', file: 'observed/list' });
}

/** `name version` or `name version < source [version]` of every component. */
function shown(format: string, text: string): readonly string[] {
  return read(format, text).value.map(({ name, version, source }) =>
    [name, version, ...(source ? ['<', source.name, ...(source.version ? [source.version] : [])] : [])].join(' '),
  );
}

function codes(format: string, text: string): readonly string[] {
  return read(format, text).diagnostics.map(({ code }) => code);
}

const stanza = (state: string): string => `Package: a\nStatus: ${state}\nVersion: 1-1\n`;

describe('a dpkg status file', () => {
  it('names installed packages with their source package', () => {
    const text = [
      'Package: libssl3\nStatus: install ok installed\nSource: openssl\nVersion: 3.0.11-1',
      'Package: libc6\nStatus: install ok installed\nSource: glibc (2.36-8)\nVersion: 2.36-9',
      'Package: bash\nStatus: install ok installed\nVersion: 5.2-1\nDescription: shell\n Version: 9\n .\n more\n',
    ].join('\n\n');

    expect(shown('dpkg-status', text)).toEqual([
      'libssl3 3.0.11-1 < openssl',
      'libc6 2.36-9 < glibc 2.36-8',
      'bash 5.2-1',
    ]);
  });

  it.each([
    'install ok installed',
    'hold ok installed',
    'install ok triggers-pending',
    'install ok half-configured',
    'deinstall ok unpacked',
  ])('counts a package in state "%s": its files are there', (state) => {
    expect(shown('dpkg-status', stanza(state))).toEqual(['a 1-1']);
  });

  it.each(['deinstall ok config-files', 'purge ok not-installed'])(
    'does not count a package in state "%s"',
    (state) => {
      expect(codes('dpkg-status', stanza(state))).toEqual(['observed/empty-list']);
    },
  );

  it('counts a half installed package and warns', () => {
    expect(shown('dpkg-status', stanza('install reinstreq half-installed'))).toEqual(['a 1-1']);
    expect(codes('dpkg-status', stanza('install reinstreq half-installed'))).toEqual(['observed/half-installed']);
  });

  it('names a package of two architectures once', () => {
    expect(shown('dpkg-status', `${stanza('install ok installed')}\n${stanza('install ok installed')}`)).toHaveLength(
      1,
    );
  });

  it('points at a paragraph that cannot be read and goes on', () => {
    const { value, diagnostics } = read(
      'dpkg-status',
      `${stanza('install ok broken')}\n${stanza('install ok installed')}`,
    );

    expect(value).toHaveLength(1);
    expect(diagnostics).toMatchObject([{ code: 'observed/wrong-entry', range: { start: { line: 1 } } }]);
  });
});

describe('dpkg-query -W', () => {
  it('takes the version of the source as a column of its own too', () => {
    const guide = 'libssl3\t3.0.11-1\topenssl\t3.0.11-1\nlinux-image-amd64\t6.1.90-1\tlinux-signed-amd64\t6.1.90+1\n';

    expect(shown('dpkg-query', guide)).toEqual([
      'libssl3 3.0.11-1 < openssl 3.0.11-1',
      'linux-image-amd64 6.1.90-1 < linux-signed-amd64 6.1.90+1',
    ]);
  });

  it('names packages without their architecture, and the source package when asked', () => {
    expect(shown('dpkg-query', 'libc6:amd64\t2.36-9\tglibc (2.36-9)\r\nbash\t5.2-1\tbash\n')).toEqual([
      'libc6 2.36-9 < glibc 2.36-9',
      'bash 5.2-1 < bash',
    ]);
  });

  it('without source packages warns that advisories name those', () => {
    expect(codes('dpkg-query', 'libssl3\t3.0.11-1\n')).toEqual(['observed/no-source']);
  });

  it('passes over packages of which only the configuration is left', () => {
    expect(shown('dpkg-query', 'gone\t\tgone\nbash\t5.2-1\tbash\n')).toEqual(['bash 5.2-1 < bash']);
  });

  it('reports what is no row', () => {
    expect(codes('dpkg-query', 'bash\t5.2-1\tbash\ndpkg-query: error\n')).toEqual(['observed/wrong-entry']);
  });
});

describe('rpm -qa', () => {
  it('names packages with epoch, version and release, and an epoch of 0 is none', () => {
    const text =
      'nginx\t2:1.20.1-14.el9\tx86_64\tnginx-1.20.1-14.el9.src.rpm\nxz-libs\t0:5.2.5-8.el9\nold\t(none):1-1\n';

    expect(shown('rpm-qa', text)).toEqual([
      'nginx 2:1.20.1-14.el9 < nginx 1.20.1-14.el9',
      'xz-libs 5.2.5-8.el9',
      'old 1-1',
    ]);
    expect(codes('rpm-qa', text)).toEqual([]);
  });

  it('keeps every installed version of a kernel', () => {
    expect(shown('rpm-qa', 'kernel\t0:5.14.0-1.el9\nkernel\t0:5.14.0-2.el9\n')).toHaveLength(2);
  });

  it('without a query format lacks epochs and warns', () => {
    const text = 'openssl-libs-3.0.7-27.el9.x86_64\njava-17-openjdk-17.0.11.0.9-2.el9.x86_64\n';

    expect(shown('rpm-qa', text)).toEqual(['openssl-libs 3.0.7-27.el9', 'java-17-openjdk 17.0.11.0.9-2.el9']);
    expect(codes('rpm-qa', text)).toEqual(['observed/no-epoch']);
  });

  it('does not count signing keys as software', () => {
    expect(shown('rpm-qa', 'gpg-pubkey\t0:b86b3716-61e69f29\t(none)\nxz\t0:5.2.5-8.el9\n')).toEqual(['xz 5.2.5-8.el9']);
  });
});

describe('an apk database', () => {
  it('names packages with their origin', () => {
    expect(
      shown('apk-installed', 'C:Q1x=\nP:musl\nV:1.2.4-r2\nA:x86_64\no:musl\n\nP:libcrypto3\nV:3.1.4-r1\no:openssl\n'),
    ).toEqual(['musl 1.2.4-r2 < musl', 'libcrypto3 3.1.4-r1 < openssl']);
  });

  it('is read as well from apk info -v and apk list', () => {
    const text =
      'WARNING: opening index\nca-certificates-bundle-20230506-r0\nlibcrypto3-3.1.4-r1 x86_64 {openssl} (Apache-2.0) [installed]\n';

    expect(shown('apk-installed', text)).toEqual([
      'ca-certificates-bundle 20230506-r0',
      'libcrypto3 3.1.4-r1 < openssl',
    ]);
  });
});

describe('a package list', () => {
  it.each(['apk-installed', 'dpkg-query', 'dpkg-status', 'rpm-qa'])(
    'of %s that is empty is an error, not a clean asset',
    (format) => {
      expect(read(format, '\n').diagnostics).toMatchObject([{ code: 'observed/empty-list', severity: 'error' }]);
    },
  );

  it.each(['toString', '__proto__', 'snap'])('has no reader for the format %s', (format) => {
    expect(packageListReaderFor(format)).toBeUndefined();
  });
});
