import { describe, expect, it } from 'vitest';
import { yaml } from '../../support/estate.ts';
import { linting, pointedAt } from '../../support/lint.ts';
import { at } from '../../support/world.ts';

const files = (spec: object): Record<string, string> => ({
  'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'db-1' }] }),
  'directory/people.yaml': yaml('Team', 'ops', { people: [{ id: 'p-ada' }] }),
  'exceptions/x.yaml': yaml('Exception', 'x', {
    selector: { all: true },
    advisories: ['CVE-2026-1'],
    treatment: 'accept',
    reason: 'none',
    requestedBy: 'p-ada',
    expires: '2026-11-29',
    ...spec,
  }),
});

describe('lint/exception-expiring', () => {
  it('names an exception that ends within dueSoon, its last day included', () => {
    const found = linting('lint/exception-expiring', files({}), at('2026-11-23T00:00:00Z'));

    expect(found).toMatchObject([{ message: expect.stringContaining('within 7d') }]);
    expect(pointedAt(files({}), found[0])).toBe('"2026-11-29"');
  });

  it('keeps silent before that, and when it has ended', () => {
    expect(linting('lint/exception-expiring', files({}), at('2026-11-22T23:59:59Z'))).toEqual([]);
    expect(linting('lint/exception-expiring', files({}), at('2026-11-30T00:00:00Z'))).toEqual([]);
  });
});

describe('lint/mitigation-unnamed', () => {
  it('names an exception that mitigates by nothing', () => {
    const estate = files({ treatment: 'mitigate' });
    const found = linting('lint/mitigation-unnamed', estate);

    expect(found).toMatchObject([{ hint: expect.stringContaining('compensatingControls') }]);
    expect(pointedAt(estate, found[0])).toBe('"mitigate"');
  });

  it('keeps silent of other treatments, and where a control is named', () => {
    expect(linting('lint/mitigation-unnamed', files({}))).toEqual([]);
    expect(
      linting('lint/mitigation-unnamed', files({ treatment: 'mitigate', compensatingControls: [{ control: 'waf' }] })),
    ).toEqual([]);
  });
});
