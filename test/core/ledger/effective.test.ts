import { describe, expect, it } from 'vitest';
import { advisoryFile, commit, duesOf, estateOver, inventoryFile, policyFile } from '../../support/ledger.ts';

const policyPath = 'policies/base.yaml';
const rules = (within: string) => policyFile('base', [{ id: 'all', within }]);

/** A finding of 1 November that is due within 30 days, as the ledger of 2 November has it. */
const observed = estateOver({ ...inventoryFile({ 'host-1': { app: '1.0.0' } }), ...advisoryFile('A'), ...rules('30d') })
  .changed('2026-11-01T12:00:00Z', policyPath)
  .observed('2026-11-02T00:00:00Z');

describe('a policy that was changed', () => {
  it('governs open work since the commit that changed it, before and after a run records that', () => {
    const tightened = observed.with(rules('3d')).changed('2026-11-05T09:00:00Z', policyPath);

    expect(duesOf(tightened.decide('2026-11-07T00:00:00Z')).due).toBe('2026-11-08T09:00:00Z');

    const { estate, record } = tightened.observe('2026-11-07T00:00:00Z');
    expect(record?.spec.policyEffective).toMatchObject([{ rule: 'all', effectiveAt: '2026-11-05T09:00:00Z', commit }]);
    expect(duesOf(estate.decide('2026-11-09T00:00:00Z')).due).toBe('2026-11-08T09:00:00Z');
  });

  it('governs since the run where the commit is not known, and the record does not say otherwise', () => {
    const { estate, record } = observed
      .with(rules('3d'))
      .changed('2026-12-01T00:00:00Z', policyPath)
      .observe('2026-11-07T00:00:00Z');

    expect(record?.spec.policyEffective?.[0]).not.toHaveProperty('effectiveAt');
    expect(record?.spec.policyEffective?.[0]).not.toHaveProperty('commit');
    expect(duesOf(estate.decide('2026-11-08T00:00:00Z')).due).toBe('2026-11-10T00:00:00Z');
  });

  it('cannot be dated back beyond the run that saw it as it was', () => {
    const loosened = observed.with(rules('90d')).changed('2026-10-01T00:00:00Z', policyPath);
    const { estate, record } = loosened.observe('2026-11-07T00:00:00Z');

    expect(record?.spec.policyEffective?.[0]).not.toHaveProperty('effectiveAt');
    expect(duesOf(estate.decide('2026-11-08T00:00:00Z')).due).toBe('2026-12-01T00:00:00Z');
  });

  it('by what extends it governs since that was changed', () => {
    const extended = estateOver({
      ...inventoryFile({ 'host-1': { app: '1.0.0' } }),
      ...advisoryFile('A'),
      ...policyFile('base', [{ id: 'all', within: '3d' }], { preset: { id: 'base', date: '2026-11-01' } }),
      ...policyFile('own', [{ id: 'none', when: { severity: 'low' }, within: '30d' }]),
    }).observed('2026-11-02T00:00:00Z');
    const own = policyFile('own', [{ id: 'none', when: { severity: 'low' }, within: '30d' }], { extends: ['base'] });

    const { record } = extended
      .with(own)
      .changed('2026-11-05T09:00:00Z', 'policies/own.yaml')
      .observe('2026-11-07T00:00:00Z');

    expect(record?.spec.policyEffective?.map((row) => [row.policy, row.effectiveAt])).toEqual([
      ['base', '2026-11-05T09:00:00Z'],
    ]);
  });
});
