import { describe, expect, it } from 'vitest';
import type { LedgerRecord } from '../../../src/model/generated/ledger-record.ts';
import { yaml } from '../../support/estate.ts';
import {
  advisoryFile,
  duesOf,
  type EstateOverTime,
  estateOver,
  exceptionFiles,
  inventoryFile,
  onlyRequirement,
  policyFile,
} from '../../support/ledger.ts';

const allWithin = (within: string) => policyFile('base', [{ id: 'all', within, priority: 'immediate' }]);
const start = estateOver({
  ...inventoryFile({ 'host-1': { app: '1.0.0' } }),
  ...advisoryFile('CVE-2026-0001'),
  ...allWithin('24h'),
});

/** Observes and answers which lists the record holds; `undefined` when nothing was written. */
function listsOf(record: LedgerRecord | undefined): readonly string[] | undefined {
  const { asOf: _asOf, commit: _commit, tool: _tool, ...lists } = record?.spec ?? {};
  return record && Object.keys(lists).sort();
}

describe('a policy that is loosened and tightened again', () => {
  const first = start.observed('2026-11-01T06:00:00Z');
  const loosened = first.with(allWithin('7d'));

  it('keeps the due of open work, before and after the change is recorded', () => {
    const due = '2026-11-02T00:00:00Z';
    expect(duesOf(loosened.decide('2026-11-01T12:00:00Z'))).toEqual({ due, originalDue: due });

    const { record, estate } = loosened.observe('2026-11-01T12:00:00Z');

    expect(listsOf(record)).toEqual(['dueSet', 'policyEffective']);
    expect(record?.spec.dueSet).toMatchObject([{ within: '7d', due, previousDue: due }]);
    const later = estate.decide('2026-11-03T00:00:00Z');
    expect(duesOf(later)).toEqual({ due, originalDue: due });
    expect(onlyRequirement(later)).toMatchObject({ state: 'overdue', overdue: true });
    expect(onlyRequirement(later).reasons.map(({ code }) => code)).toContain('kept-due');
  });

  it('governs clocks that start after it took effect, and those alone', () => {
    const estate = loosened
      .observed('2026-11-01T12:00:00Z')
      .with(inventoryFile({ 'host-2': { app: '1.0.0', lib: '1.0.0' } }));
    const before = estate.with(advisoryFile('CVE-2026-0002', { pkg: 'lib', published: '2026-11-01T11:00:00Z' }));
    const after = estate.with(advisoryFile('CVE-2026-0002', { pkg: 'lib', published: '2026-11-01T13:00:00Z' }));
    const dueOfLib = (one: EstateOverTime): string | undefined => {
      const { requirements } = one.decide('2026-11-01T14:00:00Z').plan;
      return textOf(requirements.find(({ component }) => component.name === 'lib')?.due);
    };

    expect(dueOfLib(before)).toBe('2026-11-02T11:00:00Z');
    expect(dueOfLib(after)).toBe('2026-11-08T13:00:00Z');
  });

  it('shortens what opened while it was loose from the moment it is tight again', () => {
    const loose = start.with(allWithin('7d')).observed('2026-11-01T06:00:00Z');
    expect(duesOf(loose.decide('2026-11-03T00:00:00Z')).due).toBe('2026-11-08T00:00:00Z');

    const { record, estate } = loose.with(allWithin('24h')).observe('2026-11-03T00:00:00Z');

    const dues = { due: '2026-11-04T00:00:00Z', originalDue: '2026-11-08T00:00:00Z' };
    expect(record?.spec.dueSet).toMatchObject([{ within: '24h', due: dues.due, previousDue: dues.originalDue }]);
    expect(duesOf(estate.decide('2026-11-03T12:00:00Z'))).toEqual(dues);
    const looseAgain = estate.with(allWithin('7d')).observed('2026-11-03T18:00:00Z');
    expect(duesOf(looseAgain.decide('2026-11-05T00:00:00Z'))).toEqual(dues);
  });

  it('keeps an original due that is earlier than the tightened one', () => {
    const loose = start.with(allWithin('7d')).observed('2026-11-01T06:00:00Z');
    const tight = loose.with(allWithin('24h')).observed('2026-11-07T12:00:00Z');
    expect(duesOf(tight.decide('2026-11-07T13:00:00Z')).due).toBe('2026-11-08T00:00:00Z');
  });
});

describe('a promise', () => {
  const rules = (when: object) => [
    { id: 'critical', when, within: '24h' },
    { id: 'rest', within: '30d' },
  ];
  const critical = policyFile('base', rules({ severity: 'critical' }));
  const first = start.with(critical).observed('2026-11-01T06:00:00Z');
  const due = '2026-11-02T00:00:00Z';

  it('outlives a narrowed condition, a renamed rule and a removed policy', () => {
    const edits = [
      policyFile('base', rules({ severity: 'critical', exposure: 'internet' })),
      policyFile('base', [{ id: 'everything', within: '30d' }]),
      { 'policies/base.yaml': undefined },
    ];
    for (const edit of edits) {
      const edited = first.with(edit);
      expect(duesOf(edited.decide('2026-11-01T07:00:00Z')).due).toBe(due);
      const observed = edited.observed('2026-11-01T07:00:00Z');
      expect(duesOf(observed.decide('2026-11-01T08:00:00Z'))).toEqual({ due, originalDue: due });
      expect(observed.observe('2026-11-01T08:00:00Z').record).toBeUndefined();
    }
  });

  it('follows the facts where the policy stays as it is, and shows what was first promised', () => {
    const relieved = first.with(advisoryFile('CVE-2026-0001', { severity: 'low' }));

    const { record, estate } = relieved.observe('2026-11-01T07:00:00Z');

    const dues = { due: '2026-12-01T00:00:00Z', originalDue: due };
    expect(duesOf(relieved.decide('2026-11-01T07:00:00Z'))).toEqual(dues);
    expect(record?.spec.dueSet).toMatchObject([{ rule: 'rest', due: dues.due, previousDue: due }]);
    expect(duesOf(estate.decide('2026-11-02T00:00:00Z'))).toEqual(dues);
  });

  it('does not restart with a clock that is found to start later', () => {
    const republished = first.with(advisoryFile('CVE-2026-0001', { published: '2026-11-01T05:00:00Z' }));
    expect(duesOf(republished.decide('2026-11-01T07:00:00Z')).due).toBe(due);
    expect(republished.observe('2026-11-01T07:00:00Z').record).toBeUndefined();
  });

  it('of a policy that is new gives open work its whole time', () => {
    const second = first.with(policyFile('second', [{ id: 'all', within: '12h' }]));

    const { record, estate } = second.observe('2026-11-01T10:00:00Z');

    expect(record?.spec.dueSet).toMatchObject([{ policy: 'second', due: '2026-11-01T22:00:00Z' }]);
    expect(duesOf(estate.decide('2026-11-01T11:00:00Z')).due).toBe('2026-11-01T22:00:00Z');
  });
});

describe('a catalogue that nobody syncs any more', () => {
  it('stops no clock: what is imported late was due from when it had to be known', () => {
    const rules = [{ id: 'all', within: '24h', clockStart: 'detected' }];
    const late = '2026-11-20T00:00:00Z';
    const sha256 = 'a'.repeat(64);
    const source = {
      name: 'osv',
      path: 'catalog',
      format: 'osv',
      sha256,
      fetchedAt: late,
      documents: 1,
      importedAt: late,
    };
    const estate = estateOver({
      ...inventoryFile({ 'host-1': { app: '1.0.0' } }),
      ...advisoryFile('CVE-2026-0001'),
      ...policyFile('base', rules),
      'catalog/index.yaml': yaml('CatalogIndex', 'index', { sources: [source] }),
    });

    const { record, estate: after } = estate.observe('2026-11-20T06:00:00Z');

    // Published on 1 November, and the catalogue may lag a day behind.
    expect(record?.spec.dueSet).toMatchObject([{ start: '2026-11-02T00:00:00Z', due: '2026-11-03T00:00:00Z' }]);
    expect(onlyRequirement(after.decide('2026-11-20T07:00:00Z'))).toMatchObject({ state: 'overdue', overdue: true });
  });
});

describe('an exception', () => {
  const observed = start.observed('2026-11-01T06:00:00Z');
  const excepted = observed.with(exceptionFiles('e', 'CVE-2026-0001', '2026-11-10T00:00:00Z'));

  it('ends a finding, and when it expires the requirement is back with its original due', () => {
    const { record, estate } = excepted.observe('2026-11-01T12:00:00Z');
    expect(record?.spec.closed).toMatchObject([{ by: 'exception', record: 'e', version: '1.0.0' }]);
    expect(onlyRequirement(estate.decide('2026-11-05T00:00:00Z'))).toMatchObject({ state: 'excepted', overdue: true });
    expect(estate.observe('2026-11-05T00:00:00Z').record).toBeUndefined();

    const back = estate.observe('2026-11-11T00:00:00Z');

    expect(listsOf(back.record)).toEqual(['opened']);
    const due = '2026-11-02T00:00:00Z';
    expect(duesOf(back.estate.decide('2026-11-11T00:00:00Z'))).toEqual({ due, originalDue: due });
    expect(back.estate.decide('2026-11-11T00:00:00Z').ledger.assets.get('host-1')?.values().next().value).toMatchObject(
      {
        findings: [{ closed: undefined, earlier: [{ closed: { by: 'exception', evidence: 'e' } }] }],
      },
    );
  });

  it('does not let a loosened policy in through its end', () => {
    const loosened = excepted.observed('2026-11-01T12:00:00Z').with(allWithin('30d')).observed('2026-11-02T00:00:00Z');
    expect(duesOf(loosened.observed('2026-11-11T00:00:00Z').decide('2026-11-11T00:00:00Z')).due).toBe(
      '2026-11-02T00:00:00Z',
    );
  });

  it('that was there from the start is recorded as what it is', () => {
    const { record } = start
      .with(exceptionFiles('e', 'CVE-2026-0001', '2026-11-10T00:00:00Z'))
      .observe('2026-11-01T06:00:00Z');
    expect(listsOf(record)).toEqual(['closed', 'dueSet', 'opened', 'policyEffective']);
  });
});

describe('a component that was upgraded by somebody else', () => {
  it('ends its findings out of band, and its requirement is gone', () => {
    const observed = start.observed('2026-11-01T06:00:00Z').with(inventoryFile({ 'host-1': { app: '1.0.2' } }));
    const { record, estate } = observed.observe('2026-11-01T12:00:00Z');

    expect(record?.spec.closed).toMatchObject([{ by: 'out-of-band', version: '1.0.2' }]);
    expect(estate.decide('2026-11-01T12:00:00Z').plan.requirements).toEqual([]);
    expect(estate.observe('2026-11-02T12:00:00Z').record).toBeUndefined();
  });
});

function textOf(due: number | undefined): string | undefined {
  return due === undefined ? undefined : new Date(due).toISOString().replace('.000', '');
}
