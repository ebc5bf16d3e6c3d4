import { describe, expect, it } from 'vitest';
import { decided, yaml } from '../../support/estate.ts';

const component = { ecosystem: 'npm', name: 'app', version: '1.0.0' };
const osv = {
  ...{ id: 'GHSA-app', modified: '2026-11-20T00:00:00Z', published: '2026-11-20T00:00:00Z' },
  affected: [
    {
      package: { ecosystem: 'npm', name: 'app' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
    },
  ],
};
const rules = [{ id: 'all', then: { priority: 'scheduled', within: '14d' } }];
const db = { names: ['db'] };

/** Decides about hosts `db` and `web`, both with an update. */
function decidedWith(files: Readonly<Record<string, string>>) {
  const assets = ['db', 'web'].map((name) => ({ name, components: [component] }));
  return decided({
    'patchledger.yaml': yaml('Workspace', 'w', {}),
    'inventory/a.yaml': yaml('Inventory', 'hosts', { assets }),
    'catalog/app.json': JSON.stringify(osv),
    ...files,
  });
}

const verdicts = (files: Readonly<Record<string, string>>) =>
  decidedWith(files).plan.verdicts.map(({ compliance, because }) => `${compliance}: ${because}`);

const policy = (name: string, spec: object) => ({ [`policies/${name}.yaml`]: yaml('PatchPolicy', name, spec) });
const everyone = policy('base', { rules });
const within = 'compliant: 1 requirement within its time';
const lost = (label: string) => `unknown: policy ${label} could not be read, so what is asked of it is not known`;

describe('a policy that cannot be read', () => {
  it.each([
    ['those whom it selects', { selector: db, rulez: [], rules }, [lost('strict (policies/strict.yaml)'), within]],
    [
      'everybody where its selector is lost',
      { selectr: db, rules },
      [lost('strict (policies/strict.yaml)'), lost('strict (policies/strict.yaml)')],
    ],
    [
      'nobody while it is a preset that none extends',
      { preset: { id: 'strict', date: '2026-01-01' }, rulez: [], rules },
      [within, within],
    ],
  ])('leaves unknown %s', (_, spec, expected) => {
    const { preset, ...rest } = spec as { readonly preset?: object };
    const written = preset === undefined ? rest : { ...rest, preset: { id: 'strict', date: '2026-01-01' } };

    expect(verdicts({ ...everyone, ...policy('strict', written) })).toEqual(expected);
  });

  it('leaves unknown whom an extending policy selects, where it is a preset', () => {
    const files = {
      ...everyone,
      ...policy('ours', { selector: db, extends: ['strict'], rules }),
      ...policy('strict', { preset: { id: 'strict', date: '2026-01-01' }, rulez: [], rules }),
    };

    expect(verdicts(files)).toEqual([lost('strict (policies/strict.yaml)'), within]);
  });
});

describe('a policy that is extended and nowhere defined', () => {
  it('leaves unknown whom the extending policies select', () => {
    const files = { ...everyone, ...policy('ours', { selector: db, extends: ['mission'], rules }) };

    expect(verdicts(files)).toEqual([lost('mission (which there is not)'), within]);
  });

  it('is told once, under its own name, where it is there and cannot be read', () => {
    const files = {
      ...policy('ours', { extends: ['strict'], rules }),
      ...policy('strict', { preset: { id: 'strict', date: '2026-01-01' }, rulez: [], rules }),
    };

    expect(verdicts(files)[0]).toBe(lost('strict (policies/strict.yaml)'));
  });
});

describe('an Exception or an Assessment that cannot be read', () => {
  it.each([
    [
      'Exception',
      {
        selector: db,
        advisories: ['GHSA-app'],
        treatment: 'accept',
        reason: 'x',
        requestedBy: 'ann',
        expires: '2027-01-01',
      },
    ],
    [
      'Assessment',
      { selector: db, advisories: ['GHSA-app'], status: 'not-affected', justification: 'component_not_present' },
    ],
  ])('has no effect: %s', (kind, spec) => {
    const { plan } = decidedWith({ ...everyone, 'exceptions/e.yaml': yaml(kind, 'e', { ...spec, wrong: 1 }) });

    expect(plan.requirements.map(({ asset, state }) => [asset, state])).toEqual([
      ['db', 'open'],
      ['web', 'open'],
    ]);
    expect(plan.incomplete).not.toEqual([]);
  });
});

describe('an asset that no policy selects', () => {
  it('is unknown while something is open on it', () => {
    const { plan } = decidedWith(policy('ours', { selector: db, rules }));

    expect(plan.verdicts.map(({ compliance }) => compliance)).toEqual(['compliant', 'unknown']);
    expect(plan.verdicts[1]?.because).toBe('1 requirement open, and no policy selects it');
    expect(plan.summary.assets.unknown).toBe(1);
  });

  it('is told from one whose policy asks nothing', () => {
    const silent = [{ id: 'kernel', when: { package: ['linux'] }, then: { priority: 'scheduled', within: '14d' } }];
    const asking = [{ id: 'all', then: { priority: 'defer', within: 'none' } }];

    expect(verdicts(policy('ours', { selector: db, rules: silent }))).toEqual([
      'compliant: 1 that no policy speaks of',
      'unknown: 1 requirement open, and no policy selects it',
    ]);
    expect(verdicts(policy('ours', { rules: asking }))).toEqual([within, within]);
  });
});
