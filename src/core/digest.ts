import { hash } from 'node:crypto';

/** SHA-256 of a text's UTF-8 bytes, 64 lower-case hexadecimal digits. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}

/** SHA-256 of a text's UTF-8 bytes in base64, as a Content-Security-Policy wants it. */
export function sha256Base64(text: string): string {
  return hash('sha256', text, 'base64');
}

/**
 * The name-based UUID of a name in a namespace (RFC 9562, section 5.5, version 5): the same for the same two on every
 * machine. SHA-1 is what the standard prescribes; the result identifies and proves nothing.
 */
export function uuidV5(namespace: string, name: string): string {
  return uuidsV5(namespace)(name);
}

/** As `uuidV5` for many names in one namespace, which is read once. */
export function uuidsV5(namespace: string): (name: string) => string {
  const space = Uint8Array.from(namespace.replaceAll('-', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const encoder = new TextEncoder();
  return (name) => {
    const bytes = new Uint8Array(space.length + 3 * name.length);
    bytes.set(space);
    const { written } = encoder.encodeInto(name, bytes.subarray(space.length));
    const digits = hash('sha1', bytes.subarray(0, space.length + written), 'hex');
    const variant = ((Number.parseInt(digits.charAt(16), 16) & 0x3) | 0x8).toString(16);
    const [low, middle, last] = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(20, 32)];
    return `${low}-${middle}-5${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${last}`;
  };
}

/** `sha256:` and the digest of a value's canonical form: equal for equal values, whatever the order of their keys. */
export function digestOf(value: unknown): string {
  return `sha256:${sha256Hex(canonicalJson(value))}`;
}

/**
 * JSON in one form only: keys in code unit order, no white space, numbers as ECMAScript prints them (RFC 8785).
 * Properties that are `undefined` are left out. What JSON cannot hold is a bug of the caller and throws.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isPlainObject(value)) throw new TypeError(`not a JSON value: ${Object.prototype.toString.call(value)}`);
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${members.join(',')}}`;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
