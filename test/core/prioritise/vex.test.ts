import { describe, expect, it } from 'vitest';
import { vexStatements, withStatements } from '../../../src/core/prioritise/vex.ts';
import type { Assessment } from '../../../src/model/generated/assessment.ts';
import { assessment } from '../../support/decisions.ts';
import { componentWith, estateWith, findingWith } from '../../support/world.ts';

const finding = findingWith({ advisory: 'CVE-2026-0001' });

function statusAfter(...specs: readonly Partial<Assessment['spec']>[]): string {
  const Assessment = new Map(specs.map((spec, index) => [`v${index}`, assessment(`v${index}`, spec)]));
  const statements = vexStatements(estateWith({ resources: { Assessment } })).value;
  return withStatements(finding, componentWith(), statements).status;
}

const notAffected = { status: 'not-affected', justification: 'vulnerable_code_not_present' } as const;

describe('a VEX statement', () => {
  it('sets the status of the findings it names', () => {
    expect(statusAfter(notAffected)).toBe('not-affected');
    expect(statusAfter({ ...notAffected, advisories: ['CVE-2026-0002'] })).toBe('affected');
  });

  it('may be limited to packages', () => {
    expect(statusAfter({ ...notAffected, packages: [{ name: 'other' }] })).toBe('affected');
  });

  it('may be limited to versions of packages', () => {
    const { name, version } = componentWith();

    expect(statusAfter({ ...notAffected, packages: [{ name, versions: ['0.0.0'] }] })).toBe('affected');
    expect(statusAfter({ ...notAffected, packages: [{ name, versions: ['0.0.0', version] }] })).toBe('not-affected');
  });

  it('about one CVE of an erratum does not clear the others', () => {
    const erratum = findingWith({ advisory: 'ALSA-2026:1', cves: ['CVE-2026-0001', 'CVE-2026-0002'] });
    const statusOf = (...specs: readonly Partial<Assessment['spec']>[]): string => {
      const Assessment = new Map(specs.map((spec, index) => [`v${index}`, assessment(`v${index}`, spec)]));
      const statements = vexStatements(estateWith({ resources: { Assessment } })).value;
      return withStatements(erratum, componentWith(), statements).status;
    };

    expect(statusOf(notAffected)).toBe('affected');
    expect(statusOf(notAffected, { ...notAffected, advisories: ['CVE-2026-0002'] })).toBe('not-affected');
    expect(statusOf({ ...notAffected, advisories: ['ALSA-2026:1'] })).toBe('not-affected');
    expect(statusOf(notAffected, { status: 'under-investigation' })).toBe('under-investigation');
  });

  it('that contradicts the versions leaves open whether there is a fix', () => {
    const Assessment = new Map([['v', assessment('v', { status: 'affected' })]]);
    const statements = vexStatements(estateWith({ resources: { Assessment } })).value;
    const fixKnown = (status: 'fixed' | 'affected') => {
      const judged = findingWith({ advisory: 'CVE-2026-0001', status, facts: { fixAvailable: true } });
      return withStatements(judged, componentWith(), statements).facts.fixAvailable.value;
    };

    expect(fixKnown('fixed')).toBeUndefined();
    expect(fixKnown('affected')).toBe(true);
  });

  it('leaves its reason in the evidence', () => {
    const statements = vexStatements(
      estateWith({ resources: { Assessment: new Map([['v', assessment('v', notAffected)]]) } }),
    );

    expect(withStatements(finding, componentWith(), statements.value).evidence).toEqual([
      { document: 'v', verdict: 'not-affected', because: 'vulnerable_code_not_present' },
    ]);
  });

  it('of not-affected without a reason changes nothing and is reported', () => {
    const resources = { Assessment: new Map([['v', assessment('v', { status: 'not-affected' })]]) };
    const { value, diagnostics } = vexStatements(estateWith({ resources }));

    expect(value).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['policy/assessment-unjustified']);
  });

  it('gives way to a newer one', () => {
    const older = { ...notAffected, assessedAt: '2026-11-01T00:00:00Z' };
    expect(statusAfter(older, { status: 'affected', assessedAt: '2026-11-02T00:00:00Z' })).toBe('affected');
    expect(statusAfter({ status: 'affected', assessedAt: '2026-10-02T00:00:00Z' }, older)).toBe('not-affected');
  });

  it('gives way to a more cautious one that is equally new, in whichever order they come', () => {
    expect(statusAfter(notAffected, { status: 'under-investigation' })).toBe('under-investigation');
    expect(statusAfter({ status: 'under-investigation' }, notAffected)).toBe('under-investigation');
  });
});
