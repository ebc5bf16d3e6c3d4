import { describe, expect, it } from 'vitest';
import { decisionTable } from '../../src/core/prioritise/table.ts';
import { formatInstant } from '../../src/core/time.ts';
import { clocksAt, decide, preset, presetIds } from '../support/policies.ts';

const shipped = presetIds.map((id) => ({ id, policy: preset(id), table: decisionTable(preset(id), 'UTC') }));

describe('the shipped presets', () => {
  it('are those of the design', () => {
    expect(presetIds).toEqual([
      'cis-v8-control-7',
      'cisa-bod-22-01',
      'cisa-bod-26-04',
      'cyber-essentials',
      'essential-eight-ml1',
      'essential-eight-ml2',
      'essential-eight-ml3',
      'fedramp-rev5',
      'mission-24h',
      'nerc-cip-007-6-r2',
      'nist-800-40r4',
      'pci-dss-4.0.1',
      'pci-dss-4.0.1-strict',
      'ssvc-deployer',
    ]);
  });

  it.each(shipped)('$id names itself, its authority and the day it was read', ({ id, policy }) => {
    const { spec } = policy.document;
    expect(policy.name).toBe(id);
    expect(spec.preset?.id).toBe(id);
    expect(spec.authority?.framework).toBeTruthy();
    expect(spec.authority?.retrieved).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it.each(shipped)('$id has no two rules of one id', ({ table }) => {
    const ids = table.rules.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(shipped)('$id never answers nothing known more loosely than anything known', ({ table }) => {
    const worst = decide(table, {});
    for (const rule of table.rules) {
      const due = worst.map((one) => one.due ?? Number.POSITIVE_INFINITY);
      const asIf = decide({ ...table, rules: [{ ...rule, when: [] }] }, { kevDueDate: '2027-01-01' });
      expect(Math.min(...due)).toBeLessThanOrEqual(Math.min(...asIf.map((one) => one.due ?? Number.POSITIVE_INFINITY)));
    }
  });
});

describe.each(shipped.filter(({ policy }) => policy.document.spec.tests))(
  '$id by its own tests',
  ({ policy, table }) => {
    it.each(policy.document.spec.tests ?? [])('$name', ({ facts = {}, clocks = {}, expect: wanted }) => {
      const decided = decide(table, facts, clocksAt(clocks));
      const [first] = decided;

      expect(decided.length).toBe(wanted.rule === 'none' ? 0 : 1);
      if (wanted.rule !== undefined) expect(first?.rule ?? 'none').toBe(wanted.rule);
      if (wanted.priority !== undefined) expect(first?.priority).toBe(wanted.priority);
      if (wanted.within !== undefined) expect(first?.within).toBe(wanted.within);
      if (wanted.due !== undefined) expect(first?.due && formatInstant(first.due)).toBe(wanted.due);
      if (wanted.needsFacts !== undefined) expect(first?.marks.includes('needs-facts')).toBe(wanted.needsFacts);
    });
  },
);

describe('mission-24h, BOD 26-04, PCI DSS and the small presets', () => {
  it.each(shipped.filter(({ id }) => !id.startsWith('essential-eight') && id !== 'ssvc-deployer'))(
    '$id has a test that reaches each of its rules',
    ({ policy, table }) => {
      const reached = new Set((policy.document.spec.tests ?? []).map(({ expect: wanted }) => wanted.rule));
      const unreached = table.rules.map((rule) => rule.id).filter((id) => !reached.has(id));
      expect(unreached).toEqual([]);
    },
  );
});
