import { describe, expect, it } from 'vitest';
import { yaml } from '../../support/estate.ts';
import { linting, pointedAt } from '../../support/lint.ts';

const files = (cost: object | undefined): Record<string, string> => ({
  'patchledger.yaml': yaml('Workspace', 'acme', { timeZone: 'UTC', ...(cost && { cost }) }),
  'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'db-1' }] }),
});
const rates = [{ name: 'infra', base: '52.00', employerShare: '21.5' }];

describe('lint/cost-rate-unknown', () => {
  it('names a step whose rate nobody states, where the step names it', () => {
    const estate = files({
      currency: 'EUR',
      rates,
      steps: { deploy: { rate: 'infar', minutes: 5 }, test: { rate: 'infra' } },
    });
    const found = linting('lint/cost-rate-unknown', estate);

    expect(found).toMatchObject([{ message: 'the step deploy costs the rate infar, which is not stated' }]);
    expect(pointedAt(estate, found[0])).toBe('"infar"');
  });

  it('names every one where no rate is stated at all', () => {
    const cost = { currency: 'EUR', steps: { deploy: { rate: 'infra', minutes: 5 } } };

    expect(linting('lint/cost-rate-unknown', files(cost))).toMatchObject([{ hint: expect.stringContaining('none') }]);
  });

  it('names the rate of activities as well', () => {
    const estate = files({ currency: 'EUR', rates, activities: { rate: 'staff' } });
    const found = linting('lint/cost-rate-unknown', estate);

    expect(found).toMatchObject([{ message: expect.stringContaining('the rate staff, which is not stated') }]);
    expect(pointedAt(estate, found[0])).toBe('"staff"');
    expect(linting('lint/cost-rate-unknown', files({ currency: 'EUR', rates, activities: { rate: 'infra' } }))).toEqual(
      [],
    );
  });

  it('keeps silent where nothing is priced', () => {
    expect(linting('lint/cost-rate-unknown', files(undefined))).toEqual([]);
  });
});
