import { describe, expect, it } from 'vitest';
import { lintsOf } from '../../src/commands/open-linted.ts';
import { decided, yaml } from '../support/estate.ts';
import { at } from '../support/world.ts';

const asOf = at('2026-11-22T12:00:00Z');

/** What the lints say of one host with a window that repeats by a rule. */
function lints(rrule: string): readonly string[] {
  const window = { start: '2026-11-23T01:00', rrule, duration: '4h', maxConcurrent: 1 };
  const { estate, locate, diagnostics } = decided(
    {
      'inventory/a.yaml': yaml('Inventory', 'i', { assets: [{ name: 'a' }] }),
      'policies/p.yaml': yaml('PatchPolicy', 'p', {
        rules: [{ id: 'all', then: { priority: 'scheduled', within: '2d' } }],
      }),
      'schedules/w.yaml': yaml('MaintenanceWindow', 'w', window),
    },
    { asOf },
  );
  return lintsOf({ estate, locate, asOf, diagnostics }).map(({ code }) => code);
}

describe('promises are held against windows', () => {
  it('that can be meant', () => {
    expect(lints('FREQ=YEARLY')).toContain('lint/infeasible-promise');
    expect(lints('FREQ=DAILY')).not.toContain('lint/infeasible-promise');
  });

  it('and against none while one cannot: the error is the one thing to tell', () => {
    expect(lints('FREQ=HOURLY')).not.toContain('lint/infeasible-promise');
  });
});
