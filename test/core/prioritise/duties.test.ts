import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/model/plan.ts';
import type { Requirement } from '../../../src/model/requirement.ts';
import type { Gate } from '../../../src/model/visit.ts';
import { decided, yaml } from '../../support/estate.ts';
import { advisoryFile, inventoryFile } from '../../support/ledger.ts';
import { at } from '../../support/world.ts';

const window = yaml('MaintenanceWindow', 'nights', {
  start: '2026-01-01T22:00',
  rrule: 'FREQ=DAILY',
  duration: '2h',
  maxConcurrent: 5,
});

/** npm's `app` on host-1 and host-2, with an advisory of 1 November whose fix is due on 11 November. */
function planOf(
  duties: readonly object[],
  more: Readonly<Record<string, string>> = {},
  asOf = '2026-11-05T00:00:00Z',
): Plan {
  const then = { priority: 'scheduled', within: '10d', duties };
  const { plan, diagnostics } = decided(
    {
      ...inventoryFile({ 'host-1': { app: '1.0.0' }, 'host-2': { app: '1.0.0' } }),
      ...advisoryFile('A'),
      'policies/base.yaml': yaml('PatchPolicy', 'base', { rules: [{ id: 'all', then }] }),
      'schedules/nights.yaml': window,
      ...more,
    },
    { asOf: at(asOf) },
  );
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return plan;
}

const triage = { id: 'forensic-triage', within: '24h', before: 'patch' };

function evaluation(duties: readonly string[], row: object = {}, evaluatedAt = '2026-11-02T08:00:00Z') {
  const rows = [{ advisories: ['A'], result: 'applicable', duties, ...row }];
  return { 'records/evaluation.yaml': yaml('EvaluationRecord', 'e', { evaluator: 'p-1', evaluatedAt, rows }) };
}

const on = (plan: Plan, asset: string): Requirement | undefined =>
  plan.requirements.find((requirement) => requirement.asset === asset);
const dutiesOn = (plan: Plan, asset = 'host-1') => on(plan, asset)?.obligations.flatMap(({ duties }) => duties) ?? [];
const gatesOn = (plan: Plan, asset = 'host-1'): readonly Gate[] =>
  plan.schedule.visits.find((visit) => visit.asset === asset)?.gates ?? [];
const gateOn = (plan: Plan, kind: Gate['gate'], asset?: string) =>
  gatesOn(plan, asset).find(({ gate }) => gate === kind);
const codesOn = (plan: Plan, asset = 'host-1') => on(plan, asset)?.reasons.map(({ code }) => code) ?? [];

describe('a duty', () => {
  it('is due by its own time and clock, else with the obligation', () => {
    const plan = planOf([
      triage,
      { id: 'scope', within: '2h', clockStart: 'detected' },
      { id: 'report' },
      { id: 'listed', within: '2h', clockStart: 'kev-added' },
    ]);

    expect(dutiesOn(plan).map(({ id, due }) => [id, due])).toEqual([
      ['forensic-triage', at('2026-11-02T00:00:00Z')],
      ['scope', at('2026-11-01T02:00:00Z')],
      ['report', at('2026-11-11T00:00:00Z')],
      ['listed', undefined],
    ]);
  });

  it('that nobody recorded in time is said, and its asset is not compliant', () => {
    const late = planOf([triage, { id: 'report' }]);

    expect(on(late, 'host-1')?.reasons).toEqual(
      expect.arrayContaining([
        { code: 'duty-overdue', text: 'not recorded in time: forensic-triage by 2026-11-02 00:00 +00:00' },
        { code: 'duty', text: 'to be done as well: report by 2026-11-11 00:00 +00:00' },
      ]),
    );
    expect(late.verdicts[0]).toMatchObject({
      compliance: 'non-compliant',
      because: '1 requirement with duties overdue',
    });
    expect(codesOn(planOf([{ id: 'report' }]))).not.toContain('duty-overdue');
  });

  it('is done by the EvaluationRecord that names it, for its advisories and assets', () => {
    const done = planOf([triage], evaluation(['forensic-triage'], { selector: { names: ['host-1'] } }));

    expect(dutiesOn(done)[0]?.done).toEqual({ record: 'e', at: at('2026-11-02T08:00:00Z') });
    expect(codesOn(done)).not.toContain('duty-overdue');
    expect(codesOn(done, 'host-2')).toContain('duty-overdue');

    const others = [{ advisories: ['B'] }, { result: 'deferred' }, { duties: ['report'] }];
    for (const row of others)
      expect(dutiesOn(planOf([triage], evaluation(['forensic-triage'], row)))[0]?.done).toBeUndefined();
    const later = evaluation(['forensic-triage'], {}, '2026-11-06T00:00:00Z');
    expect(dutiesOn(planOf([triage], later))[0]?.done).toBeUndefined();
  });
});

describe('a duty before the patch', () => {
  it('is a gate of the visit: forensics, or a duty by its name', () => {
    const plan = planOf([triage, { id: 'backup', before: 'patch' }, { id: 'report' }]);

    expect(gateOn(plan, 'forensics')).toEqual({
      gate: 'forensics',
      status: 'open',
      needs: 'forensic triage recorded before anything is patched',
    });
    expect(gateOn(plan, 'duty')).toMatchObject({
      status: 'open',
      needs: 'recorded before anything is patched: backup',
    });
    expect(gateOn(planOf([{ id: 'report' }]), 'duty')).toBeUndefined();
  });

  it('is met by its record, which the gate names', () => {
    const plan = planOf([triage, { id: 'backup', before: 'patch' }], evaluation(['forensic-triage']));

    expect(gateOn(plan, 'forensics')).toMatchObject({ status: 'met', metBy: ['e'] });
    expect(gateOn(plan, 'duty')).toMatchObject({ status: 'open' });
  });

  it('of which some are done says which are not', () => {
    const plan = planOf([triage, { id: 'forensic-image', before: 'patch' }], evaluation(['forensic-triage']));
    expect(gateOn(plan, 'forensics')).toMatchObject({ status: 'open', lacks: ['forensic-image is not on record'] });
  });
});
