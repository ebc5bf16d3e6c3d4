import { describe, expect, it } from 'vitest';
import { unseenOf } from '../../../src/core/estate/freshness.ts';
import { reportOf } from '../../../src/core/estate/reports.ts';
import { workspaceSettings } from '../../../src/core/estate/workspace.ts';
import { parseInstant } from '../../../src/core/time.ts';
import { readObservations } from '../../../src/feeds/observed/observation.ts';
import type { Instant } from '../../../src/model/time.ts';

const at = (text: string): Instant => parseInstant(text) as Instant;
const workspace = workspaceSettings(undefined);
const line = (source: string, lastSeen: string, missingSince?: string): string =>
  JSON.stringify({ asset: 'a', source, lastSeen, missingSince });
const missing = (...lines: readonly string[]): Instant | undefined =>
  reportOf(readObservations({ path: 'x', text: lines.join('\n') }).value.observations).missingSince;

describe('an asset that its source reports no more', () => {
  it('is stale from then on, however lately it was seen', () => {
    const asset = { lastSeen: at('2026-01-01T00:00:00Z'), missingSince: at('2026-01-02T00:00:00Z') };

    expect(unseenOf(asset, workspace, at('2026-01-03T00:00:00Z'))).toEqual({
      kind: 'missing',
      since: at('2026-01-02T00:00:00Z'),
    });
    expect(unseenOf(asset, workspace, at('2026-01-01T12:00:00Z'))).toBeUndefined();
  });

  it('is seen when another source saw it since', () => {
    const gone = line('a', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z');

    expect(missing(gone)).toBe(at('2026-01-02T00:00:00Z'));
    expect(missing(gone, line('b', '2026-01-01T12:00:00Z'))).toBe(at('2026-01-02T00:00:00Z'));
    expect(missing(gone, line('b', '2026-01-03T00:00:00Z'))).toBeUndefined();
    expect(missing(gone, line('a', '2026-01-03T00:00:00Z'))).toBeUndefined();
  });
});

describe('an asset that was last seen', () => {
  it('longer ago than staleAfter is stale', () => {
    const asset = { lastSeen: at('2026-01-01T00:00:00Z'), missingSince: undefined };

    expect(unseenOf(asset, workspace, at('2026-01-15T00:00:01Z'))?.kind).toBe('old');
    expect(unseenOf(asset, workspace, at('2026-01-15T00:00:00Z'))).toBeUndefined();
  });
});
