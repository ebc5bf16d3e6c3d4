import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/core/digest.ts';
import { bookFrom, bookOf, emptySet, revisedBook } from '../../../src/core/prioritise/book.ts';
import type { RequirementSet } from '../../../src/model/requirement.ts';
import { requirementOf } from '../../support/schedule.ts';
import { assetWith } from '../../support/world.ts';

const { id: _id, asset: _asset, ...openssl } = requirementOf({ asset: 'a' });
const shared: RequirementSet = { requirements: [openssl], keys: ['Debian:12\u0000openssl'] };
const assets = ['a', 'b', 'c'].map((name) => assetWith({ name, uid: `uid-${name}` }));
const book = bookOf(assets, [shared, emptySet, shared]);

describe('a book of requirements', () => {
  it('gives each asset of a set requirements of its own, in the order of the assets', () => {
    expect(book.all().map(({ asset, component }) => `${asset} ${component.name}`)).toEqual(['a openssl', 'c openssl']);
    expect(new Set(book.all().map(({ id }) => id)).size).toBe(2);
  });

  it('mints ids from the uid and the package, so that neither a rename nor an upgrade changes them', () => {
    const renamed = assets.map((asset) => ({ ...asset, name: `new-${asset.name}` }));
    const upgraded = { ...shared, requirements: [{ ...openssl, target: '3' }] };

    expect(bookOf(renamed, [upgraded, emptySet, upgraded]).idsAt(0)).toEqual(book.idsAt(0));
    expect(book.idsAt(0)).toEqual([expect.stringMatching(/^R-[0-9a-f]{12}$/)]);
    expect(book.idsAt(1)).toEqual([]);
  });

  it('mints ids that anybody can check: 48 bits of the digests of uid and package, xor', () => {
    const bits = (text: string): bigint => BigInt(`0x${sha256Hex(text).slice(0, 12)}`);
    const id = (bits('uid-a') ^ bits('Debian:12\u0000openssl')).toString(16).padStart(12, '0');

    expect(book.idsAt(0)).toEqual([`R-${id}`]);
  });

  it('finds a requirement by its id, and nothing where nothing bears it', () => {
    const [id = ''] = book.idsAt(2);

    expect(book.find(id)).toEqual({ ...openssl, id, asset: 'c' });
    expect(book.find('R-000000000000')).toBeUndefined();
  });

  it('takes over requirements that are made already, and leaves out those of no asset', () => {
    const made = [requirementOf({ asset: 'b' }), requirementOf({ asset: 'nobody' })];

    expect(bookFrom(assets, made).all()).toEqual(made.slice(0, 1));
    expect(bookFrom(assets, made).find('R-b-openssl')).toBe(made[0]);
  });
});

describe('a revision of a book', () => {
  it('leaves assets of which nothing changes in their set, and gives others one of their own', () => {
    const revised = revisedBook(assets, book, (requirement, { asset }) =>
      asset.name === 'c' ? [{ ...requirement, state: 'done' }] : [requirement],
    );

    expect(revised.sets[0]).toBe(shared);
    expect(revised.all().map(({ state }) => state)).toEqual(['open', 'done']);
    expect(revised.idsAt(2)).toEqual(book.idsAt(2));
  });

  it('leaves out what is required no more, and tells who asks the id', () => {
    const [gone] = book.idsAt(0);

    const revised = revisedBook(assets, book, (requirement, { id }) => (id() === gone ? [] : [requirement]));

    expect(revised.all().map(({ asset }) => asset)).toEqual(['c']);
  });
});
