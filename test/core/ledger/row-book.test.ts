import { describe, expect, it } from 'vitest';
import { rowBook } from '../../../src/core/ledger/row-book.ts';
import { advisoryFile, estateOver, inventoryFile, policyFile } from '../../support/ledger.ts';

const row = (advisory: string) =>
  ({ ecosystem: 'npm', package: 'app', version: '1.0.0', advisories: [advisory] }) as const;

describe('rows of a record', () => {
  it('name assets that have several of them in common once, as a group', () => {
    const book = rowBook();
    const [one, two] = [book.number('opened', row('CVE-2026-0001')), book.number('opened', row('CVE-2026-0002'))];
    for (const uid of ['c', 'a', 'b']) book.put(uid, [two, one]);
    book.put('z', [two]);

    expect(book.written()).toEqual({
      groups: [['a', 'b', 'c']],
      opened: [
        { ...row('CVE-2026-0001'), groups: [0] },
        { ...row('CVE-2026-0002'), assets: ['z'], groups: [0] },
      ],
    });
  });

  it('name assets themselves where a group would be longer', () => {
    const book = rowBook();
    const only = book.number('opened', row('CVE-2026-0001'));
    for (const uid of ['b', 'a']) book.put(uid, [only]);

    expect(book.written()).toEqual({ opened: [{ ...row('CVE-2026-0001'), assets: ['a', 'b'] }] });
  });

  it('do not depend on the order in which they were found', () => {
    const written = (advisories: readonly string[], uids: readonly string[]) => {
      const book = rowBook();
      for (const uid of uids) {
        book.put(
          uid,
          advisories.map((advisory) => book.number('opened', row(advisory))),
        );
      }
      return book.written();
    };
    expect(written(['CVE-2', 'CVE-1'], ['b', 'a'])).toEqual(written(['CVE-1', 'CVE-2'], ['a', 'b']));
  });
});

describe('a record of many assets', () => {
  it('grows by little more than their names', () => {
    const fleet = (size: number): number => {
      const hosts = Array.from({ length: size }, (_, index) => [
        `host-${1000 + index}`,
        { app: '1.0.0', lib: '1.0.0' },
      ]);
      const estate = estateOver({
        ...inventoryFile(Object.fromEntries(hosts)),
        ...advisoryFile('CVE-2026-0001'),
        ...advisoryFile('CVE-2026-0002', { pkg: 'lib' }),
        ...policyFile('base', [{ id: 'all', within: '24h' }]),
      });
      return JSON.stringify(estate.observe('2026-11-01T06:00:00Z').record).length;
    };
    const bytesPerAsset = (fleet(300) - fleet(100)) / 200;
    expect(bytesPerAsset).toBeLessThan('"host-1000",'.length + 1);
  });
});
