import { describe, expect, it } from 'vitest';
import { decided, yaml } from '../../support/estate.ts';

interface Flaw {
  readonly id: string;
  readonly introduced?: string;
  readonly fixed?: string;
  readonly severity?: string;
}

const osv = ({ id, introduced = '0', fixed, severity = 'HIGH' }: Flaw) => ({
  ...{ id, modified: '2026-11-01T00:00:00Z', published: '2026-11-01T00:00:00Z', database_specific: { severity } },
  affected: [
    {
      package: { ecosystem: 'npm', name: 'app' },
      ranges: [{ type: 'SEMVER', events: [{ introduced }, ...(fixed === undefined ? [] : [{ fixed }])] }],
    },
  ],
});

/** What is required of app in a version, and how `explain` and the lines for people put it. */
function required(version: string, flaws: readonly Flaw[], ...statements: readonly object[]) {
  const stated = statements.map((one, at) => [
    `exceptions/v${at}.yaml`,
    yaml('Assessment', `v${at}`, { selector: { names: ['a'] }, ...one }),
  ]);
  const { plan } = decided({
    'inventory/a.yaml': yaml('Inventory', 'hosts', {
      assets: [{ name: 'a', components: [{ ecosystem: 'npm', name: 'app', version }] }],
    }),
    'policies/p.yaml': yaml('PatchPolicy', 'p', {
      rules: [{ id: 'all', then: { priority: 'scheduled', within: '30d' } }],
    }),
    'catalog/app.json': JSON.stringify(flaws.map(osv)),
    ...Object.fromEntries(stated),
  });
  return plan.requirements[0];
}

const affected = (...advisories: readonly string[]) => ({ advisories, status: 'affected' });

describe('a version that a statement calls affected against the documents', () => {
  it('is to move to the smallest fixed version above it that nothing affects', () => {
    const flaws = [
      { id: 'A', fixed: '1.0.1' },
      { id: 'B', introduced: '1.1.0', fixed: '1.2.0' },
      { id: 'C', introduced: '1.2.0', fixed: '1.2.1' },
    ];

    expect(required('1.0.5', flaws, affected('A'))).toMatchObject({
      ...{ target: '1.2.1', jump: 'minor', state: 'open' },
      findings: [{ advisory: 'A', status: 'affected' }],
    });
  });

  it('is to move to the fix where it lies below what was affected', () => {
    expect(required('1.9.0', [{ id: 'A', introduced: '2.0.0', fixed: '2.0.5' }], affected('A'))).toMatchObject({
      ...{ target: '2.0.5', jump: 'major' },
    });
  });

  it('has no fix where none stands above it', () => {
    const requirement = required('1.0.5', [{ id: 'A', fixed: '1.0.1' }], affected('A'));

    expect(requirement).toMatchObject({ target: undefined, state: 'no-fix' });
    expect(requirement?.findings[0]?.facts.fixAvailable.value).toBeUndefined();
  });

  it('has no target of its own where a statement clears all that the documents know', () => {
    const clearing = { advisories: ['A'], status: 'not-affected', justification: 'component_not_present' };

    expect(required('1.0.0', [{ id: 'A', fixed: '1.0.1' }], clearing)).toBeUndefined();
  });

  it('keeps the target that the documents ask for', () => {
    const flaws = [
      { id: 'A', fixed: '1.0.1' },
      { id: 'B', introduced: '2.0.0', fixed: '2.1.0' },
    ];

    expect(required('1.0.0', flaws, affected('B'))).toMatchObject({ target: '1.0.1' });
  });

  it('has none where its order is not known', () => {
    expect(required('one', [{ id: 'A', fixed: '1.0.1' }], affected('A'))).toMatchObject({ target: undefined });
  });
});

describe('a fix that would bring in something more urgent', () => {
  const flaws = [
    { id: 'A', fixed: '1.2.0', severity: 'LOW' },
    { id: 'B', introduced: '1.1.0', severity: 'CRITICAL' },
    { id: 'C', introduced: '1.1.5', severity: 'HIGH' },
  ];

  it('is not to be taken, and is not called unpublished', () => {
    const requirement = required('1.0.0', flaws);

    expect(requirement).toMatchObject({ target: undefined, partial: undefined, state: 'no-fix' });
    expect(requirement?.worse).toEqual({ version: '1.2.0', clears: ['A'], brings: ['B', 'C'] });
    expect(requirement?.reasons[0]?.text).toBe('1.2.0 clears A and would bring in B and C, which is more urgent');
  });

  it('is told of by the one that clears the most urgent', () => {
    const more = [
      ...flaws,
      { id: 'D', fixed: '1.3.0', severity: 'MODERATE' },
      { id: 'E', fixed: '1.4.0', severity: 'LOW' },
    ];

    expect(required('1.0.0', more)?.worse).toEqual({ version: '1.4.0', clears: ['A', 'D', 'E'], brings: ['B', 'C'] });
  });

  it('is not told of where another may be taken', () => {
    const requirement = required('1.0.0', [...flaws, { id: 'D', fixed: '1.0.5', severity: 'LOW' }]);

    expect(requirement).toMatchObject({ partial: { version: '1.0.5', clears: ['D'] }, worse: undefined });
  });

  it('is not told of where none is published', () => {
    expect(required('1.0.0', [{ id: 'A' }])?.reasons[0]?.text).toBe('no fixed version is published');
  });
});
