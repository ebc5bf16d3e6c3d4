import { describe, expect, it } from 'vitest';
import { indexCatalog } from '../../../src/core/assess/package-index.ts';
import { targetingIn } from '../../../src/core/assess/targeting.ts';
import { prioritise } from '../../../src/core/prioritise/prioritise.ts';
import { policyTables } from '../../../src/core/prioritise/table.ts';
import type { Patch } from '../../../src/model/generated/patch.ts';
import type { Requirement } from '../../../src/model/requirement.ts';
import { assessOne, catalogWith, documentWith } from '../../support/catalog.ts';
import { approval, assessment, exception, patch } from '../../support/decisions.ts';
import { policy } from '../../support/policies.ts';
import { assetWith, at, estateWith } from '../../support/world.ts';

/** What is dealt with otherwise: cleared by a statement, or accepted by an exception. */
interface DealtWith {
  readonly cleared?: [string, ...string[]];
  readonly accepted?: [string, ...string[]];
  readonly release?: Partial<Patch['spec']>;
}

const base = policy('base', '\n  rules: []\n  default: { priority: scheduled, within: 30d }');

/** What is required of npm's `app` 1.0.0: A is fixed in 1.0.1, B in 1.0.2, and C nowhere, nor is anything clean of it. */
function required({ cleared, accepted, release }: DealtWith): Requirement | undefined {
  const published = at('2026-11-01T00:00:00Z');
  const catalog = catalogWith([
    documentWith('A', { events: ['introduced 0, fixed 1.0.1'], published, severity: [{ step: 'osv', word: 'high' }] }),
    documentWith('B', {
      events: ['introduced 0.9.0, fixed 1.0.2'],
      published,
      severity: [{ step: 'osv', word: 'low' }],
    }),
    documentWith('C', { events: ['introduced 0'], published, severity: [{ step: 'osv', word: 'low' }] }),
  ]);
  const status = { status: 'not-affected', justification: 'vulnerable_code_not_present' } as const;
  const estate = estateWith({
    assets: [assetWith()],
    catalog,
    resources: {
      PatchPolicy: new Map([['base', base]]),
      ...(cleared && { Assessment: new Map([['v', assessment('v', { ...status, advisories: cleared })]]) }),
      ...(accepted && { Exception: new Map([['e', exception('e', { advisories: accepted })]]) }),
      ...(release && { Patch: new Map([['p', patch('p', release)]]) }),
    },
  });
  const judged = assessOne('1.0.0', catalog);
  const { value } = prioritise({
    estate,
    installedOn: () => [{ component: judged.component, assessment: judged, pendingReboot: false }],
    tables: policyTables(estate).value,
    approvedExceptions: new Map([['e', approval('p-2')]]),
    asOf: at('2026-11-02T00:00:00Z'),
    targetingOf: targetingIn(indexCatalog(catalog)),
  });
  return value.all()[0];
}

describe('a partial target', () => {
  it('clears the most urgent of what is asked for, and then the most', () => {
    expect(required({})?.partial).toEqual({ version: '1.0.2', clears: ['A', 'B'], remains: ['C'] });
  });

  it.each<readonly [string, DealtWith]>([
    ['a statement cleared', { cleared: ['C'] }],
    ['an exception accepts', { accepted: ['C'] }],
  ])('stays when what it leaves is what %s', (_, dealtWith) => {
    expect(required(dealtWith)).toMatchObject({ state: 'open', partial: { version: '1.0.2' } });
  });

  it.each<readonly [string, DealtWith]>([
    ['statements cleared', { cleared: ['A', 'B'] }],
    ['exceptions accept', { accepted: ['A', 'B'] }],
    ['exceptions accept, a release of it or not', { accepted: ['A', 'B'], release: { version: '1.0.2' } }],
  ])('is none when it would clear only what %s', (_, dealtWith) => {
    expect(required(dealtWith)).toMatchObject({ state: 'no-fix', target: undefined, partial: undefined });
  });

  it('names all that it clears, dealt with or not', () => {
    expect(required({ cleared: ['A'] })?.partial).toEqual({ version: '1.0.2', clears: ['A', 'B'], remains: ['C'] });
  });

  it('is as it was where everything is excepted', () => {
    expect(required({ accepted: ['A', 'B', 'C'] })).toMatchObject({ state: 'excepted', partial: { version: '1.0.2' } });
  });
});
