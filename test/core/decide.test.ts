import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import { renderPlanJson } from '../../src/render/plan/json.ts';
import { decided, documents, linked, yaml } from '../support/estate.ts';
import { at } from '../support/world.ts';

const app = { ecosystem: 'npm', name: 'app', version: '1.0.0' };
const osv = JSON.stringify({
  ...{ id: 'GHSA-app', modified: '2026-11-20T00:00:00Z', published: '2026-11-20T00:00:00Z' },
  affected: [
    {
      package: { ecosystem: 'npm', name: 'app' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
    },
  ],
});
const policy = yaml('PatchPolicy', 'p', '{ rules: [{ id: all, then: { priority: scheduled, within: 14d } }] }');
const nights = { start: '2026-01-01T22:00', rrule: 'FREQ=DAILY', duration: '2h', maxConcurrent: 1 };

const files: Readonly<Record<string, string>> = {
  'patchledger.yaml': yaml('Workspace', 'w', { staleAfter: '14d' }),
  'inventory/a.yaml': documents(
    yaml('Inventory', 'hosts', {
      assets: [
        { name: 'clean', components: [{ ...app, version: '1.0.1' }] },
        { name: 'open', components: [app] },
        { name: 'blind', components: [{ ...app, ecosystem: 'Hex' }] },
        { name: 'empty' },
        { name: 'old' },
        { name: 'waiting', components: [{ ...app, version: '1.0.1' }] },
      ],
    }),
  ),
  'observed/hosts.ndjson': [
    { asset: 'old', lastSeen: '2026-11-08T11:59:59Z', source: 's', components: [{ ...app, version: '1.0.1' }] },
    { asset: 'waiting', lastSeen: '2026-11-22T00:00:00Z', source: 's', pendingReboot: true },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join(''),
  'catalog/app.json': osv,
  'policies/p.yaml': policy,
  'schedules/w.yaml': yaml('MaintenanceWindow', 'nights', nights),
};

describe('the decision about an estate', () => {
  const { plan, diagnostics } = decided(files);

  it('gives every asset its verdict: only what is known to be in order is compliant', () => {
    expect(plan.verdicts.map(({ asset, compliance }) => [asset, compliance])).toEqual([
      ['blind', 'unknown'],
      ['clean', 'compliant'],
      ['empty', 'unknown'],
      ['old', 'stale'],
      ['open', 'compliant'],
      ['waiting', 'unknown'],
    ]);
    expect(diagnostics).toEqual([]);
  });

  it('adds up', () => {
    const { assets, requirements, visits, findings, unwatched } = plan.summary;

    expect(assets).toEqual({ total: 6, compliant: 2, 'non-compliant': 0, stale: 1, unknown: 3 });
    expect([requirements.total, visits.total, findings.affected]).toEqual([1, 1, 1]);
    expect(unwatched).toEqual([{ ecosystem: 'Hex', components: 1, assets: ['blind'] }]);
  });

  it('names the place of every rule, and what it takes for granted', () => {
    expect(plan.ruleSources.get('p/all')).toBe('policies/p.yaml:4');
    expect(plan.summary.assumptions.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['kev-absent', 'no-ledger']),
    );
  });

  it('is incomplete as soon as an error left something out, before it or in it', () => {
    const broken = { ...files, 'inventory/b.yaml': yaml('Inventory', 'b', { assets: 'none' }) };
    const frozen = { ...files, 'schedules/f.yaml': yaml('Freeze', 'f', { selector: { all: true }, reason: 'x' }) };

    expect(plan.incomplete).toEqual([]);
    expect(decided(broken).plan.incomplete).toHaveLength(1);
    expect(decided(frozen).plan.incomplete).toEqual([expect.stringContaining('schedules/f.yaml: freeze f')]);
  });

  it('is the same, byte for byte, in whatever order files are read', () => {
    const expected = renderPlanJson({ ...plan, inputsDigest: '' });
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.keys(files), { minLength: Object.keys(files).length }), (paths) => {
        const shuffled = decided(Object.fromEntries(paths.map((path) => [path, files[path] ?? ''])));

        expect(renderPlanJson({ ...shuffled.plan, inputsDigest: '' })).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('of nothing is a plan of nothing', () => {
    const { plan: nothing } = decided({});

    expect([nothing.requirements, nothing.verdicts, nothing.incomplete, nothing.summary.assumptions]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });
});

describe('a visit of an open proposal', () => {
  it('stays where it is, although an earlier time is free', () => {
    const { estate, locate } = linked(files);
    const [visit] = decided(files).plan.schedule.visits;
    const moved = { start: '2026-11-25T22:00:00Z', end: '2026-11-26T00:00:00Z' };
    const { plan } = decide({
      ...{ estate, locate, asOf: at('2026-11-22T12:00:00Z'), tool: { version: '0', tzdata: '0' }, problems: [] },
      proposals: [
        {
          ...{ apiVersion: 'patchledger/v1', kind: 'Change', metadata: { name: 'c' } },
          spec: {
            key: { team: 'unowned', approvers: [], lane: 'routine', number: 1 },
            ...{ asOf: '2026-11-21T00:00:00Z', planFp: 'sha256:0', inputsDigest: 'sha256:0' },
            visits: [
              {
                ...{ id: 'V-mine', asset: 'open', kind: 'routine', window: 'nights', wave: 1, ...moved },
                requirements: (visit?.requirements ?? []).map((id) => ({
                  ...{ id, component: app, target: '1.0.1', advisories: ['GHSA-app'], priority: 'scheduled' as const },
                })),
              },
            ],
          },
        },
      ],
    }).value;

    expect(visit?.start).toBe(at('2026-11-22T22:00:00Z'));
    expect(plan.schedule.visits).toMatchObject([{ id: 'V-mine', start: at(moved.start), state: 'proposed' }]);
  });
});
