import { describe, expect, it } from 'vitest';
import { exceptionName } from '../../../src/core/exception/draft.ts';

describe('the name of an exception', () => {
  it.each([
    ['gw-1', 'openssl', 'gw-1-openssl'],
    ['gw-1', 'CVE-2024-6387', 'gw-1-CVE-2024-6387'],
    ['gw-1', 'ALSA-2025:3645', 'gw-1-ALSA-2025-3645'],
    ['gw-1', '@babel/core', 'gw-1-babel-core'],
    ['gw-1', '../../etc/passwd', 'gw-1-..-..-etc-passwd'],
    ['gw-1', 'libstdc++', 'gw-1-libstdc'],
  ])('of %s and %s is %s, which is a file of one folder', (asset, subject, name) => {
    expect(exceptionName(asset, subject)).toBe(name);
  });

  it('is cut to what file systems take', () => {
    expect(exceptionName('gw-1', 'x'.repeat(300)).length).toBe(120);
  });
});
