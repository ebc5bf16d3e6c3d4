import { sha256Hex } from '../digest.ts';

/** Makes the ids of what is required of one asset, in the order of the keys. `keys` are those of a set, by identity. */
export type RequirementIds = (uid: string, keys: readonly string[]) => readonly string[];

/**
 * The id of a requirement: `R-` and the 12 hexadecimal digits of the first 48 bits of SHA-256 of the asset's uid, xor those
 * of the requirement's key. Neither a rename nor an upgrade changes the two. A large fleet has some hundred thousand
 * requirements, and its uids and keys are far fewer: each is digested once.
 */
export function requirementIds(): RequirementIds {
  const digestOf = new Map<string, Digest>();
  const digestsOf = new Map<readonly string[], readonly Digest[]>();
  const ofKey = (key: string): Digest => {
    const known = digestOf.get(key) ?? digest(key);
    digestOf.set(key, known);
    return known;
  };
  return (uid, keys) => {
    const known = digestsOf.get(keys) ?? keys.map(ofKey);
    digestsOf.set(keys, known);
    const own = digest(uid);
    return known.map(({ high, low }) => text(own.high ^ high, own.low ^ low));
  };
}

/** 48 bits, in two numbers that fit into 32. */
interface Digest {
  readonly high: number;
  readonly low: number;
}

function digest(content: string): Digest {
  const hex = sha256Hex(content);
  return { high: Number.parseInt(hex.slice(0, 6), 16), low: Number.parseInt(hex.slice(6, 12), 16) };
}

const digits = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

const [letter, dash] = [0x52, 0x2d];

/** Made in one piece: such a text is compared and joined sooner than one that is put together from parts. */
function text(high: number, low: number): string {
  return String.fromCharCode(
    letter,
    dash,
    code(high >>> 20),
    code(high >>> 16),
    code(high >>> 12),
    code(high >>> 8),
    code(high >>> 4),
    code(high),
    code(low >>> 20),
    code(low >>> 16),
    code(low >>> 12),
    code(low >>> 8),
    code(low >>> 4),
    code(low),
  );
}

/** The digit of the last four bits. */
function code(bits: number): number {
  return digits[bits & 0xf] ?? 0;
}
