import { describe, expect, it } from 'vitest';
import { clocksAt, decide, table } from '../../support/policies.ts';
import { at } from '../../support/world.ts';

const bySeverity = `
  rules:
    - { id: critical, when: { severity: critical }, then: { priority: immediate, within: 24h } }
    - { id: exposed, when: { exposure: internet }, then: { priority: out-of-cycle, within: 7d } }
  default: { priority: scheduled, within: 30d }`;

describe('a decision table', () => {
  it('is decided by the first rule that matches', () => {
    const [obligation] = decide(table(bySeverity), { severity: 'critical', exposure: 'internet' });

    expect(obligation).toMatchObject({ rule: 'critical', priority: 'immediate', within: '24h', marks: [] });
    expect(obligation?.due).toBe(at('2026-11-02T00:00:00Z'));
  });

  it('is decided by its default when no rule matches', () => {
    const [obligation] = decide(table(bySeverity), { severity: 'low', exposure: 'internal' });

    expect(obligation).toMatchObject({ rule: 'default', pointer: ['spec', 'default'], marks: [] });
  });

  it('says nothing when no rule matches and it has no default', () => {
    const rules = table('rules: [{ id: r, when: { severity: critical }, then: { priority: immediate, within: 24h } }]');

    expect(decide(rules, { severity: 'low' })).toEqual([]);
  });

  it('lists every fact it looked at, the unknown ones too', () => {
    const [obligation] = decide(table(bySeverity), { severity: 'low' });

    expect(obligation?.facts.map(({ name, value }) => [name, value])).toEqual([
      ['severity', 'low'],
      ['exposure', undefined],
    ]);
  });
});

describe('an unknown fact', () => {
  it('lets the strictest rule that might match decide, and asks for the fact', () => {
    const [obligation] = decide(table(bySeverity), { exposure: 'internal' });

    expect(obligation).toMatchObject({ rule: 'critical', marks: ['needs-facts'] });
  });

  it('does not matter behind the first rule that surely matches', () => {
    const [obligation] = decide(table(bySeverity), { severity: 'critical' });

    expect(obligation).toMatchObject({ rule: 'critical', marks: [] });
  });

  it('never lets a looser rule that might match take the place of one that surely does', () => {
    const rules = table(`
      rules:
        - { id: tolerated, when: { exposure: isolated }, then: { priority: defer, within: 1mo } }
        - { id: rest, then: { priority: immediate, within: 24h } }`);

    const [obligation] = decide(rules, {});

    expect(obligation).toMatchObject({ rule: 'rest', marks: ['needs-facts'] });
  });

  it('gives two obligations when one rule is due first and another is more urgent', () => {
    const rules = table(`
      rules:
        - { id: soon, when: { kev: true }, then: { priority: scheduled, within: 24h } }
        - { id: urgent, then: { priority: immediate, within: 7d } }`);

    expect(decide(rules, {}).map(({ rule }) => rule)).toEqual(['soon', 'urgent']);
  });

  it('needs no facts when every rule that might match demands the same', () => {
    const rules = table(`
      rules:
        - { id: listed, when: { kev: true }, then: { priority: scheduled, within: 7d } }
        - { id: rest, then: { priority: scheduled, within: 7d } }`);

    expect(decide(rules, {})[0]).toMatchObject({ rule: 'rest', marks: [] });
  });

  it('prefers the rule with more duties among rules that are equally strict', () => {
    const rules = table(`
      rules:
        - { id: partial, when: { technicalImpact: partial }, then: { priority: immediate, within: 3d } }
        - id: total
          when: { technicalImpact: total }
          then: { priority: immediate, within: 3d, duties: [{ id: forensic-triage, before: patch }] }`);

    expect(decide(rules, {})[0]).toMatchObject({ rule: 'total', duties: [{ id: 'forensic-triage' }] });
  });

  it('is passed over with skip, and marked when that may be too loose', () => {
    const skipping = table(`${bySeverity}\n  onUnknown: skip`);

    expect(decide(skipping, { exposure: 'internal' })[0]).toMatchObject({
      rule: 'default',
      marks: ['could-be-stricter'],
    });
  });

  it('is filled by what the policy assumes, and each use is written down', () => {
    const assuming = table(`${bySeverity}\n  assume: { severity: low, exposure: internal }`);

    const [obligation] = decide(assuming, { exposure: 'internet' });

    expect(obligation).toMatchObject({ rule: 'exposed', marks: [] });
    expect(obligation?.assumptions).toEqual([{ code: 'fact-assumed', detail: 'policy test: severity taken as low' }]);
    expect(obligation?.facts[0]).toMatchObject({ name: 'severity', value: 'low', assumed: true });
  });

  it('ranks a limit whose clock has not started before no limit at all', () => {
    const rules = table(`
      rules:
        - { id: open-end, when: { kev: true }, then: { priority: scheduled, within: none } }
        - { id: waiting, when: { kev: false }, then: { priority: scheduled, within: 7d, clockStart: evaluated } }`);

    expect(decide(rules, {}, clocksAt({}))[0]).toMatchObject({ rule: 'waiting', due: undefined });
  });
});
