import { describe, expect, it } from 'vitest';
import { loadResources } from '../../../src/core/load/load.ts';
import { decided, yaml } from '../../support/estate.ts';

const inventory = (asset: object) => yaml('Inventory', 'i', { assets: [{ name: 'a', ...asset }] });
const codesOf = (text: string) =>
  loadResources([{ path: 'a.yaml', text }]).diagnostics.map(({ code, range }) => [code, range?.start.line]);

describe('a date that no calendar has', () => {
  it.each([
    ['a day', inventory({ supportEnds: '2026-02-30' })],
    ['29 February of a year that is no leap year', inventory({ supportEnds: '2100-02-29' })],
    ['an instant', inventory({ lastSeen: '2026-06-31T00:00:00Z' })],
    [
      'the end of an Exception',
      yaml('Exception', 'e', {
        ...{ selector: { all: true }, advisories: ['CVE-2026-0001'], treatment: 'accept', reason: 'x' },
        ...{ requestedBy: 'ann', expires: '2026-02-30' },
      }),
    ],
  ])('is no value: %s', (_, text) => {
    expect(codesOf(text)).toEqual([['schema/malformed', 4]]);
  });

  it.each(['2024-02-29', '2000-02-29', '2026-01-31', '2026-04-30', '2026-02-28'])('is not %s', (day) => {
    expect(codesOf(inventory({ supportEnds: day, lastSeen: `${day}T10:00:00+02:00` }))).toEqual([]);
  });

  it('leaves the asset unknown, and the plan goes on', () => {
    const { plan } = decided({ 'inventory/i.yaml': inventory({ supportEnds: '2026-02-30' }) });

    expect(plan.assets[0]?.facts.supportEnded).toBeUndefined();
    expect(plan.verdicts[0]?.because).toContain('(supportEnds)');
  });
});
