import { describe, expect, it } from 'vitest';
import { approvedExceptions } from '../../../src/core/prioritise/approval.ts';
import { coversFinding, effectiveExceptions, exceptionFor } from '../../../src/core/prioritise/exception.ts';
import type { ApprovalRecord } from '../../../src/model/generated/approval-record.ts';
import type { Exception } from '../../../src/model/generated/exception.ts';
import { approval, approvalRecord, exception } from '../../support/decisions.ts';
import { at, componentWith, estateWith, findingWith } from '../../support/world.ts';

const asOf = at('2026-11-22T12:00:00Z');

function effective(spec: Partial<Exception['spec']>, approved = new Map([['e', approval('p-2')]])) {
  const resources = { Exception: new Map([['e', exception('e', spec)]]) };
  return effectiveExceptions({ estate: estateWith({ resources }), approved, asOf, locate: undefined });
}

describe('an exception', () => {
  it('has an effect once somebody else approved it', () => {
    const { value, diagnostics } = effective({});

    expect(value.map(({ cover }) => cover.name)).toEqual(['e']);
    expect(diagnostics).toEqual([]);
  });

  it.each([
    ['policy/exception-unapproved', {}, new Map()],
    ['policy/exception-self-approved', { requestedBy: 'p-2' }, undefined],
    ['policy/exception-expired', { expires: '2026-11-21' }, undefined],
    ['policy/exception-expired', { expires: '2026-11-22T11:59:59Z' }, undefined],
  ])('has none and is reported: %s', (code, spec, approved) => {
    const { value, diagnostics } = effective(spec, approved);

    expect(value).toEqual([]);
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
  });

  it('holds until the day it expires is over', () => {
    expect(effective({ expires: '2026-11-22' }).value.length).toBe(1);
  });

  it('has ended at the very instant at which it expires', () => {
    expect(effective({ expires: '2026-11-22T12:00:00Z' }).value).toEqual([]);
    expect(effective({ expires: '2026-11-22T12:00:01Z' }).value.length).toBe(1);
  });
});

describe('an erratum about several CVEs', () => {
  const cves = ['CVE-2026-0001', 'CVE-2026-0002'];
  const finding = findingWith({ advisory: 'ALSA-2026:1', cves });
  /** What exceptions make of it, each given by what it names and when it ends. */
  const readingOf = (...specs: readonly (readonly [string, readonly string[], string])[]) => {
    const exceptions = specs.flatMap(([name, advisories, expires]) =>
      effective({ advisories: advisories as [string], expires }).value.map((one) => ({
        ...one,
        cover: { ...one.cover, name },
      })),
    );
    const { cover, partly } = exceptionFor(exceptions, { finding, component: componentWith(), targetPatches: [] });
    return { cover: cover?.name, partly };
  };

  it('that goes by the name of one of them is not covered by its risk alone', () => {
    const named = findingWith({ advisory: 'CVE-2026-0001', cves });
    const [first, second] = cves.map((cve) => effective({ advisories: [cve] }).value[0]);
    const both = effective({ advisories: cves as [string, string] }).value[0];
    const covers = (one = both) =>
      one && coversFinding(one, { finding: named, component: componentWith(), targetPatches: [] });

    expect([covers(first), covers(second), covers(both)]).toEqual([false, false, true]);
  });

  it('is not covered by the risk of one of them', () => {
    expect(readingOf(['a', ['CVE-2026-0001'], '2027-01-01'])).toEqual({
      cover: undefined,
      partly: { exceptions: ['a'], left: ['CVE-2026-0002'] },
    });
  });

  it('is covered when it is named itself, or every one of them is', () => {
    expect(readingOf(['a', ['ALSA-2026:1'], '2027-01-01']).cover).toBe('a');
    expect(readingOf(['a', cves, '2027-01-01']).cover).toBe('a');
  });

  it('is covered by several exceptions together until the first of them ends', () => {
    const [first, second] = [
      ['a', ['CVE-2026-0001'], '2027-02-01'],
      ['b', ['CVE-2026-0002'], '2027-01-01'],
    ] as const;

    expect(readingOf(first, second)).toEqual({ cover: 'b', partly: undefined });
    expect(readingOf(first, second, ['c', ['CVE-2026-0002'], '2027-03-01']).cover).toBe('a');
  });

  it('is covered by the one that does so longest', () => {
    expect(readingOf(['a', ['ALSA-2026:1'], '2027-02-01'], ['b', cves, '2027-01-01']).cover).toBe('a');
    expect(readingOf(['b', cves, '2027-01-01'], ['a', ['ALSA-2026:1'], '2027-01-01']).cover).toBe('a');
  });

  it('is spoken of by no exception for another CVE', () => {
    expect(readingOf(['a', ['CVE-2026-0009'], '2027-01-01'])).toEqual({ cover: undefined, partly: undefined });
  });
});

describe('an exception covers', () => {
  const finding = findingWith({ advisory: 'CVE-2026-0001' });
  const component = componentWith({ ecosystem: 'Debian:12', name: 'libssl3', source: { name: 'openssl' } });
  const covers = (spec: Partial<Exception['spec']>, patches: readonly string[] = []): boolean => {
    const [one] = effective({ advisories: undefined as never, ...spec }).value;
    return one !== undefined && coversFinding(one, { finding, component, targetPatches: patches });
  };

  it.each([
    ['an advisory by its id', { advisories: ['CVE-2026-0001'] }, true],
    ['no other advisory', { advisories: ['CVE-2026-0002'] }, false],
    ['a package by its name', { packages: [{ name: 'libssl*' }] }, true],
    ['a package by its source', { packages: [{ name: 'openssl', ecosystem: 'Debian:12' }] }, true],
    ['no package of another ecosystem', { packages: [{ name: 'openssl', ecosystem: 'Debian:11' }] }, false],
    ['only what all its parts name', { advisories: ['CVE-2026-0001'], packages: [{ name: 'bash' }] }, false],
    ['a patch that is the target', { patches: ['openssl-3'] }, true],
    ['no patch that is not', { patches: ['openssl-4'] }, false],
  ])('%s', (_what, spec, covered) => {
    expect(covers(spec, ['openssl-3'])).toBe(covered);
  });
});

describe('the approver of an exception', () => {
  const names = (
    records: readonly (readonly [string, Partial<ApprovalRecord['spec']>])[],
    login?: readonly [string, string],
  ) => {
    const ApprovalRecord = new Map(records.map(([name, spec]) => [name, approvalRecord(name, spec)]));
    const people = login === undefined ? [] : [{ id: login[1], login: login[0] }];
    const team = { apiVersion: 'patchledger/v1', kind: 'Team', metadata: { name: 't' }, spec: { people } } as const;
    const Team = new Map([
      ['t', { kind: 'Team', name: 't', document: team, origin: { file: 't.yaml', document: 0 } } as const],
    ]);
    return approvedExceptions(estateWith({ resources: { ApprovalRecord, Team } }), asOf).get('e');
  };

  it('counts from the merge on: nothing was approved before', () => {
    const [before, then] = ['2026-11-20T00:00:00Z', '2026-11-22T12:00:00Z'];
    expect(names([['a', { mergedAt: '2026-11-22T12:00:01Z' }]])).toBeUndefined();
    expect(names([['a', { mergedAt: then }]])).toMatchObject({ record: 'a' });
    expect(
      names([
        ['a', { mergedAt: before }],
        ['b', { mergedAt: '2026-12-01T00:00:00Z' }],
      ]),
    ).toMatchObject({ record: 'a' });
  });

  it('is who approved the merge that brought it, by the id that a Team knows', () => {
    expect(names([['a', {}]], ['ada', 'p-7'])).toMatchObject({ record: 'a', approvers: ['p-7'] });
  });

  it('is the forge login where no Team knows it', () => {
    expect(names([['a', {}]])?.approvers).toEqual(['ada']);
  });

  it('is nobody when the last word of a reviewer was no approval', () => {
    const user = { login: 'ada' };
    const reviews = [
      { id: '1', state: 'approved', user },
      { id: '2', state: 'changes-requested', user },
    ] as const;
    expect(names([['a', { reviews }]])).toBeUndefined();
  });

  it('stays who approved when only a comment follows', () => {
    const user = { login: 'ada' };
    const reviews = [
      { id: '1', state: 'approved', user },
      { id: '2', state: 'commented', user },
    ] as const;
    expect(names([['a', { reviews }]])?.approvers).toEqual(['ada']);
  });

  it('is told as its own writer where nobody else approved, and no later word of writers outweighs another person', () => {
    const own = { commitAuthors: ['ada'], mergedAt: '2026-03-01T00:00:00Z' };
    expect(names([['a', own]])).toMatchObject({ approvers: ['ada'], isOwn: true });
    const independent = ['a', { mergedAt: '2026-02-01T00:00:00Z' }] as const;
    expect(names([independent, ['b', own]])).toMatchObject({ record: 'a', isOwn: false });
  });

  it('is nobody for another resource, or for a record that was corrected', () => {
    expect(names([['a', { resources: [{ kind: 'Freeze', name: 'e' }] }]])).toBeUndefined();
    expect(
      names([
        ['a', {}],
        ['b', { supersedes: ['a'], resources: [] }],
      ]),
    ).toBeUndefined();
  });

  it('is who asserts it where no forge can tell', () => {
    expect(names([['a', { reviews: [], evidence: 'asserted', assertedBy: 'p-9' }]])?.approvers).toEqual(['p-9']);
  });
});
