import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestPieces } from '../../src/adapters/file-pieces.ts';

describe('a text in pieces', () => {
  it('has the size and digest of its UTF-8 bytes, however long a piece is', () => {
    const pieces = ['a', '', 'ü€😀'.repeat(400_000), '\ud83d alone'];
    const bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
    const taken: Uint8Array[] = [];

    expect(digestPieces(pieces, (block) => taken.push(Uint8Array.from(block)))).toEqual({
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(Buffer.concat(taken).equals(bytes)).toBe(true);
  });
});
