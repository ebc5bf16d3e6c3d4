import { describe, expect, it } from 'vitest';
import type { AdvisoryDocument } from '../../../src/model/advisory.ts';
import { affectedWith, assessOne, catalogWith, documentWith, kevWith } from '../../support/catalog.ts';

/** What npm's `app` in a version must move to. */
function targetOf(version: string, ...documents: AdvisoryDocument[]) {
  return assessOne(version, catalogWith(documents));
}

describe('the target', () => {
  it('is the smallest fixed version above the installed one', () => {
    const document = documentWith('A', { events: ['introduced 0, fixed 1.2.0', 'introduced 2.0.0, fixed 2.3.0'] });

    expect(targetOf('1.0.0', document).target).toBe('1.2.0');
    expect(targetOf('2.1.0', document).target).toBe('2.3.0');
  });

  it('is affected by no other document of the package, though that document leaves the installed version alone', () => {
    const assessment = targetOf(
      '1.0.0',
      documentWith('A', { events: ['introduced 0, fixed 1.2.0'] }),
      documentWith('B', { events: ['introduced 1.2.0, fixed 1.3.0'] }),
    );

    expect(assessment.target).toBe('1.3.0');
    expect(assessment.refusedTargets).toEqual([{ version: '1.2.0', because: 'affected by B' }]);
  });

  it('may come from a document that does not affect the installed version', () => {
    const assessment = targetOf(
      '1.0.0',
      documentWith('A', { events: ['introduced 0, fixed 1.1.0'] }),
      documentWith('B', { events: ['introduced 1.1.0, fixed 1.4.0'] }),
    );

    expect(assessment.target).toBe('1.4.0');
  });

  it('is absent when no version is known to be fixed', () => {
    const assessment = targetOf('1.0.0', documentWith('A', { events: ['introduced 0, last_affected 1.5.0'] }));

    expect(assessment).toMatchObject({ target: undefined, partial: undefined, jump: undefined });
    expect(assessment.findings[0]?.facts.fixAvailable.value).toBeUndefined();
  });

  it('is absent when nothing affects the installed version', () => {
    expect(targetOf('3.0.0', documentWith('A', { events: ['introduced 0, fixed 1.2.0'] })).target).toBeUndefined();
  });

  it('never comes from a withdrawn document, nor does one stand in its way', () => {
    const withdrawn = { withdrawn: 0 as never, events: ['introduced 0, fixed 1.1.0, introduced 1.2.0'] };
    const assessment = targetOf(
      '1.0.0',
      documentWith('A', { events: ['introduced 0, fixed 1.2.0'] }),
      documentWith('B', withdrawn),
    );

    expect(assessment.target).toBe('1.2.0');
  });

  it('tells how far it is', () => {
    const document = documentWith('A', { events: ['introduced 0, fixed 2.0.0'] });

    expect(targetOf('1.9.0', document).jump).toBe('major');
  });

  it('is refused when an enumerated version list holds it', () => {
    const listed = documentWith('B', { affected: [affectedWith({ versions: ['1.2.0'] })] });
    const fixed = documentWith('A', { events: ['introduced 0, fixed 1.2.0'] });

    expect(targetOf('1.0.0', fixed, listed).target).toBeUndefined();
  });
});

describe('a partial target', () => {
  const critical = { severity: [{ step: 'osv', word: 'critical' }] } as const;
  const low = { severity: [{ step: 'osv', word: 'low' }] } as const;
  const medium = { severity: [{ step: 'osv', word: 'medium' }] } as const;
  const endless = documentWith('END', { ...low, events: ['introduced 0'] });

  it('clears what it can and names what remains', () => {
    const assessment = targetOf('1.0.0', documentWith('A', { ...low, events: ['introduced 0, fixed 1.2.0'] }), endless);

    expect(assessment.target).toBeUndefined();
    expect(assessment.partial).toEqual({ version: '1.2.0', clears: ['A'], remains: ['END'] });
  });

  it('clears the most urgent first, though another version clears more', () => {
    const assessment = targetOf(
      '1.0.0',
      documentWith('CRITICAL', { ...critical, events: ['introduced 0, fixed 2.0.0'] }),
      documentWith('B', { ...medium, events: ['introduced 0, fixed 1.5.0, introduced 2.0.0'] }),
      documentWith('C', { ...medium, events: ['introduced 0, fixed 1.5.0, introduced 2.0.0'] }),
      endless,
    );

    expect(assessment.partial).toEqual({ version: '2.0.0', clears: ['CRITICAL'], remains: ['B', 'C', 'END'] });
  });

  it('clears what is known to be exploited before others of its severity', () => {
    const documents = [
      documentWith('CVE-2024-0001', { ...medium, events: ['introduced 0, fixed 1.1.0, introduced 1.2.0'] }),
      documentWith('CVE-2024-0002', { ...medium, events: ['introduced 0, fixed 1.2.0'] }),
      endless,
    ];
    const kev = kevWith([{ cve: 'CVE-2024-0002', ransomware: 'unknown' }]);

    expect(assessOne('1.0.0', catalogWith(documents)).partial?.version).toBe('1.1.0');
    expect(assessOne('1.0.0', catalogWith(documents, { kev })).partial?.version).toBe('1.2.0');
  });

  it('clears the most among equally urgent, and is the smallest that does', () => {
    const assessment = targetOf(
      '1.0.0',
      documentWith('A', { ...medium, events: ['introduced 0, fixed 1.1.0'] }),
      documentWith('B', { ...medium, events: ['introduced 0, fixed 1.2.0'] }),
      documentWith('C', { ...medium, events: ['introduced 1.4.0, fixed 1.5.0'] }),
      endless,
    );

    expect(assessment.partial).toEqual({ version: '1.2.0', clears: ['A', 'B'], remains: ['END'] });
  });

  it('never brings in something more urgent than what it clears', () => {
    const assessment = targetOf(
      '1.0.0',
      documentWith('A', { ...low, events: ['introduced 0, fixed 1.2.0'] }),
      documentWith('NEW', { ...critical, events: ['introduced 1.1.0'] }),
    );

    expect(assessment.partial).toBeUndefined();
    expect(assessment.refusedTargets).toEqual([{ version: '1.2.0', because: 'affected by NEW' }]);
  });

  it('names what it brings in among what remains', () => {
    const assessment = targetOf(
      '1.0.0',
      documentWith('A', { ...critical, events: ['introduced 0, fixed 1.2.0'] }),
      documentWith('NEW', { ...low, events: ['introduced 1.1.0'] }),
    );

    expect(assessment.partial).toEqual({ version: '1.2.0', clears: ['A'], remains: ['NEW'] });
  });
});
