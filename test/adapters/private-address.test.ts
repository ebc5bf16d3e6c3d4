import { describe, expect, it } from 'vitest';
import { isPrivateAddress, isPrivateHost } from '../../src/adapters/private-address.ts';

describe('an address is private', () => {
  it.each([
    ['127.0.0.1', true],
    ['10.255.255.255', true],
    ['100.64.0.1', true],
    ['169.254.169.254', true],
    ['172.31.0.1', true],
    ['192.168.0.1', true],
    ['0.0.0.0', true],
    ['224.0.0.1', true],
    ['255.255.255.255', true],
    ['8.8.8.8', false],
    ['100.63.255.255', false],
    ['172.32.0.1', false],
    ['::', true],
    ['::1', true],
    ['fe80::1%eth0', true],
    ['fd00::1', true],
    ['2606:4700::1111', false],
  ])('%s: %s', (address, isPrivate) => {
    expect(isPrivateAddress(address)).toBe(isPrivate);
  });

  it.each([
    ['::ffff:10.0.0.1', true],
    ['::ffff:0a00:0001', true],
    ['::ffff:8.8.8.8', false],
    ['64:ff9b::7f00:1', true],
    ['64:ff9b::808:808', false],
    ['2002:a9fe:a9fe::1', true],
    ['2002:808:808::1', false],
  ])('by the IPv4 address that it carries: %s: %s', (address, isPrivate) => {
    expect(isPrivateAddress(address)).toBe(isPrivate);
  });
});

describe('a host is private as it is written', () => {
  it.each([
    ['localhost', true],
    ['a.localhost', true],
    ['[::1]', true],
    ['127.0.0.1', true],
    ['intranet.example.org', false],
    ['[2606:4700::1111]', false],
  ])('%s: %s', (host, isPrivate) => {
    expect(isPrivateHost(host)).toBe(isPrivate);
  });

  it('also where an address writes it as one number', () => {
    expect(isPrivateHost(new URL('http://2130706433/').hostname)).toBe(true);
  });
});
