import { describe, expect, it } from 'vitest';
import { alike } from '../../../src/core/report/alike.ts';
import { textCell } from '../../../src/core/report/cells.ts';

describe('cells of rows that are alike', () => {
  const line = { name: 'openssl' };
  const cellOf = alike(
    ({ of, version }: { of: { name: string }; version: string }) => [of, version],
    (of, version) => textCell(`${of.name} ${version}`),
  );

  it('are one cell while all parts are those of the row before', () => {
    const first = cellOf({ of: line, version: '1' });

    expect(cellOf({ of: line, version: '1' })).toBe(first);
    expect(first).toEqual(textCell('openssl 1'));
  });

  it('are made anew where any part is another', () => {
    cellOf({ of: line, version: '1' });

    expect(cellOf({ of: line, version: '2' })).toEqual(textCell('openssl 2'));
    expect(cellOf({ of: { name: 'zlib' }, version: '2' })).toEqual(textCell('zlib 2'));
  });
});
