import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../../src/model/requirement.ts';
import { decided, yaml } from '../../support/estate.ts';
import { advisoryFile, exceptionFiles } from '../../support/ledger.ts';
import { at } from '../../support/world.ts';

interface Case {
  readonly satisfiedBy?: readonly string[];
  readonly controls?: readonly string[];
  readonly exception?: object;
}

const walled = { compensatingControls: [{ control: 'waf', evidence: 'https://example.org/waf' }] };

/** What is required of npm's `app` under an approved Exception that mitigates; the fix was due on 2 November. */
function requirement({
  satisfiedBy = ['patch', 'mitigation'],
  controls = [],
  exception = walled,
}: Case = {}): Requirement | undefined {
  const then = { priority: 'immediate', within: '24h', satisfiedBy };
  const assets = [{ name: 'host-1', controls, components: [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }] }];
  const files = exceptionFiles('e', 'A', '2026-12-31');
  const spec = {
    selector: { all: true },
    advisories: ['A'],
    treatment: 'mitigate',
    reason: 'a filter stands before it',
    requestedBy: 'p-1',
    expires: '2026-12-31',
    ...exception,
  };
  const { plan } = decided(
    {
      ...files,
      ...advisoryFile('A'),
      'exceptions/e.yaml': yaml('Exception', 'e', spec),
      'policies/base.yaml': yaml('PatchPolicy', 'base', { rules: [{ id: 'all', then }] }),
      'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets }),
    },
    { asOf: at('2026-11-10T00:00:00Z') },
  );
  return plan.requirements[0];
}

describe('an approved exception that mitigates', () => {
  it('stops the clock of a rule that accepts it, and the requirement stays listed', () => {
    expect(requirement()).toMatchObject({
      state: 'mitigated',
      overdue: false,
      target: '1.0.1',
      due: at('2026-11-02T00:00:00Z'),
      exception: { name: 'e' },
    });
  });

  it('rests on controls that are in evidence: named with a place to look, or listed for the asset', () => {
    const unproven = { compensatingControls: [{ control: 'waf' }] };
    expect(requirement({ exception: unproven })).toMatchObject({ state: 'excepted', overdue: true });
    expect(requirement({ exception: unproven, controls: ['waf'] })).toMatchObject({ state: 'mitigated' });
    expect(requirement({ exception: {} })?.reasons).toContainEqual({
      code: 'mitigation-insufficient',
      text: 'exception e names no compensating control',
    });
  });

  it('is an accepted risk where a rule asks for the patch', () => {
    expect(requirement({ satisfiedBy: ['patch'] })).toMatchObject({ state: 'excepted', overdue: true });
  });

  it('mitigates nothing when it only accepts', () => {
    const found = requirement({ exception: { ...walled, treatment: 'accept' } });
    expect(found).toMatchObject({ state: 'excepted' });
    expect(found?.reasons.map(({ code }) => code)).not.toContain('mitigation-insufficient');
  });
});
