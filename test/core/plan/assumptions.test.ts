import { describe, expect, it } from 'vitest';
import { planAssumptions } from '../../../src/core/plan/assumptions.ts';
import type { FeedState } from '../../../src/model/advisory.ts';
import { documentWith } from '../../support/catalog.ts';
import { at, duration, emptyCatalog, estateWith, workspace } from '../../support/world.ts';

const asOf = at('2026-11-22T12:00:00Z');
const feed = (fetchedAt: string | undefined): FeedState => ({
  name: 'osv',
  documents: 1,
  fetchedAt: fetchedAt === undefined ? undefined : at(fetchedAt),
});

const codes = (parts: Partial<typeof emptyCatalog>, maxAge = '24h'): readonly string[] =>
  planAssumptions(
    estateWith({
      catalog: { ...emptyCatalog, ...parts },
      workspace: { ...workspace, catalogMaxAge: duration(maxAge) },
    }),
    asOf,
  ).map(({ code, detail }) => `${code}: ${detail}`);

describe('what a plan takes for granted of its sources', () => {
  it('is nothing when every feed is as fresh as the Workspace asks', () => {
    expect(codes({ feeds: [feed('2026-11-21T12:00:00Z')] })).toEqual([]);
  });

  it('is that a stale feed still holds', () => {
    expect(codes({ feeds: [feed('2026-11-21T11:59:59Z')] })).toEqual([
      'feed-stale: osv was fetched 2026-11-21T11:59:59Z, longer ago than 24h',
    ]);
  });

  it('counts business days as the Workspace has them', () => {
    expect(codes({ feeds: [feed('2026-11-20T12:00:00Z')] }, '1bd')).toEqual([]);
    expect(codes({ feeds: [feed('2026-11-19T12:00:00Z')] }, '1bd')).toHaveLength(1);
  });

  it('is that a feed of unknown age holds', () => {
    expect(codes({ feeds: [feed(undefined)] })).toEqual([
      'feed-date-unknown: nobody recorded when osv was fetched; it is taken as it is',
    ]);
  });

  it('is that nothing is known of exploitation, where advisories are without a KEV catalogue', () => {
    const kev = { version: '1', entries: new Map(), file: 'catalog/kev.json' };

    expect(codes({ documents: [documentWith('A')] })).toEqual([
      'kev-absent: no KEV catalogue: what is exploited is not known',
    ]);
    expect(codes({ documents: [documentWith('A')], kev })).toEqual([]);
    expect(codes({})).toEqual([]);
  });
});
