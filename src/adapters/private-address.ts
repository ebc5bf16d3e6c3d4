import { BlockList, isIP, isIPv4 } from 'node:net';

/**
 * Addresses that no public server has: this host, private and shared networks, link-local (among them the metadata
 * services of clouds), documentation, multicast and reserved ones (IANA special-purpose address registries).
 */
const privateAddresses = new BlockList();
const ranges4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
const ranges6 = [
  ['::', 127],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;
for (const [address, prefix] of ranges4) privateAddresses.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of ranges6) privateAddresses.addSubnet(address, prefix, 'ipv6');

/** Does an IP address lead to this host or into a private network? An IPv6 address that carries an IPv4 one is that one. */
export function isPrivateAddress(address: string): boolean {
  if (isIPv4(address)) return privateAddresses.check(address, 'ipv4');
  const embedded = embeddedIPv4(address);
  return embedded === undefined ? privateAddresses.check(address, 'ipv6') : privateAddresses.check(embedded, 'ipv4');
}

/** Does the host of an address name, as it is written, this host or a place in a private network? */
export function isPrivateHost(host: string): boolean {
  const bare = bareHost(host);
  if (isIP(bare) !== 0) return isPrivateAddress(bare);
  return bare === 'localhost' || bare.endsWith('.localhost');
}

/** The host of a URL as a socket wants it: IPv6 without its brackets. */
export function bareHost(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

/** IPv4-mapped (RFC 4291), NAT64 (RFC 6052) and 6to4 (RFC 3056) addresses. */
function embeddedIPv4(address: string): string | undefined {
  const groups = groupsOf(address);
  if (groups === undefined) return undefined;
  const [first = 0, second = 0, third = 0] = groups;
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  const isNat64 = first === 0x64 && second === 0xff9b && groups.slice(2, 6).every((group) => group === 0);
  if (isMapped || isNat64) return dotted(groups[6] ?? 0, groups[7] ?? 0);
  return first === 0x2002 ? dotted(second, third) : undefined;
}

const dotted = (high: number, low: number): string => [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');

/** The eight groups of an IPv6 address; `undefined` for anything else. */
function groupsOf(address: string): readonly number[] | undefined {
  const [plain = ''] = address.split('%', 1);
  const tail = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(plain);
  const [, head = '', a, b, c, d] = tail ?? [];
  const hex = (high: unknown, low: unknown): string => ((Number(high) << 8) | Number(low)).toString(16);
  const text = tail === null ? plain : `${head}${hex(a, b)}:${hex(c, d)}`;
  const [left = '', right] = text.split('::');
  const parse = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const before = parse(left);
  const after = right === undefined ? [] : parse(right);
  const gap = right === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...new Array<number>(Math.max(0, gap)).fill(0), ...after];
  return groups.length === 8 && groups.every((group) => group >= 0 && group <= 0xffff) ? groups : undefined;
}
