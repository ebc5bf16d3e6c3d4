import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../../src/adapters/terminal.ts';
import { diffPlans, diffSide } from '../../../src/core/plan/diff.ts';
import type { PlanDiff } from '../../../src/model/plan-diff.ts';
import { renderDiffJson } from '../../../src/render/diff/json.ts';
import { renderDiffMarkdown } from '../../../src/render/diff/markdown.ts';
import { diffHeadline, renderDiffText } from '../../../src/render/diff/text.ts';
import { decided, yaml } from '../../support/estate.ts';

const advisory = JSON.stringify({
  id: 'GHSA-test-0000-0001',
  modified: '2026-11-20T00:00:00Z',
  published: '2026-11-20T00:00:00Z',
  aliases: ['CVE-2026-0001'],
  affected: [
    {
      package: { ecosystem: 'npm', name: 'app' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
    },
  ],
});

const asset = (name: string, version = '1.0.0') => ({
  name,
  type: 'server',
  components: [{ ecosystem: 'npm', name: 'app', version }],
});

const policy = (within: string, extra: object = {}) =>
  yaml('PatchPolicy', 'base', { rules: [{ id: 'all', then: { priority: 'scheduled', within } }], ...extra });

const estate = (changes: Readonly<Record<string, string>> = {}) => ({
  'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets: [asset('a-1'), asset('a-2')] }),
  'policies/base.yaml': policy('7d'),
  'catalog/one.json': advisory,
  ...changes,
});

const diff = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): PlanDiff =>
  diffPlans(diffSide(decided(before)), diffSide(decided(after)));

describe('a difference between two estates', () => {
  it('is nothing when nothing but the order of files changed', () => {
    const reversed = Object.fromEntries(Object.entries(estate()).reverse());

    const found = diff(estate(), reversed);

    expect(diffHeadline(found)).toBe('Nothing changes.');
  });

  it('calls more time a promise loosened, with the assets it is made to and the dues it moves', () => {
    const found = diff(estate(), estate({ 'policies/base.yaml': policy('14d') }));

    expect(found.promises).toEqual([
      {
        rule: 'base/all',
        at: 'policies/base.yaml:4',
        kind: 'loosened',
        before: 'scheduled within 7d of released',
        after: 'scheduled within 14d of released',
        assets: 2,
      },
    ]);
    expect(found.changed.map(({ asset: name, due }) => [name, due])).toEqual([
      ['a-1', 'later'],
      ['a-2', 'later'],
    ]);
  });

  it.each([
    ['24h', 'tightened'],
    ['168h', 'same'],
    ['2w', 'loosened'],
    ['none', 'loosened'],
    ['next-upgrade', 'loosened'],
  ])('weighs 7d against %s as %s', (within, kind) => {
    const [promise] = diff(estate(), estate({ 'policies/base.yaml': policy(within) })).promises;

    expect(promise?.kind ?? 'same').toBe(kind);
  });

  it('counts a promise that reaches no finding today', () => {
    const quiet = { 'catalog/one.json': advisory.replace('"app"', '"other"') };

    const found = diff(estate(quiet), estate({ ...quiet, 'policies/base.yaml': policy('14d') }));

    expect(found.changed).toEqual([]);
    expect(found.promises.map(({ kind, assets }) => [kind, assets])).toEqual([['loosened', 2]]);
  });

  it('names work that comes and goes with assets', () => {
    const other = yaml('Inventory', 'hosts', { assets: [asset('a-1'), asset('a-3')] });

    const found = diff(estate(), estate({ 'inventory/hosts.yaml': other }));

    expect(found.added.map((requirement) => requirement.asset)).toEqual(['a-3']);
    expect(found.removed.map((requirement) => requirement.asset)).toEqual(['a-2']);
    expect(found.assets).toEqual({ added: ['a-3'], removed: ['a-2'] });
  });

  it('names assets that no policy covers any more', () => {
    const narrowed = policy('7d', { selector: { names: ['a-1'] } });

    const found = diff(estate(), estate({ 'policies/base.yaml': narrowed }));

    expect(found.uncovered).toEqual(['a-2']);
  });

  it('names exceptions that were added', () => {
    const exception = yaml('Exception', 'accepted', {
      selector: { names: ['a-1'] },
      advisories: ['CVE-2026-0001'],
      treatment: 'accept',
      reason: 'isolated',
      requestedBy: 'p-1',
      expires: '2027-01-01',
    });

    const found = diff(estate(), estate({ 'exceptions/accepted.yaml': exception }));

    expect(found.exceptions.added).toEqual(['accepted']);
  });

  it('says when a visit moves', () => {
    const window = (hour: string) =>
      yaml('MaintenanceWindow', 'night', {
        start: `2026-11-01T${hour}:00`,
        rrule: 'FREQ=DAILY',
        duration: '2h',
        maxConcurrent: 2,
      });

    const found = diff(estate({ 'schedules/w.yaml': window('20') }), estate({ 'schedules/w.yaml': window('22') }));

    expect(found.visits.map(({ asset: name, kind }) => [name, kind])).toEqual([
      ['a-1', 'moved'],
      ['a-2', 'moved'],
    ]);
  });
});

describe('a rendered difference', () => {
  const found = diff(estate(), estate({ 'policies/base.yaml': policy('14d') }));

  it('puts promises first, with file and line', () => {
    const text = renderDiffText(found, plainPaint);

    expect(text.split('\n')[0]).toBe('1 promise loosened · 2 dues moved');
    expect(text).toContain('policies/base.yaml:4');
  });

  it('is JSON with instants in UTC', () => {
    const document = JSON.parse(renderDiffJson(found));

    expect(document.schema).toBe('patchledger.diff/v1');
    expect(document.changed[0].before.due).toBe('2026-11-27T00:00:00Z');
    expect(document.changed[0].after.due).toBe('2026-12-04T00:00:00Z');
  });

  it('is Markdown in which what loosens is marked', () => {
    expect(renderDiffMarkdown(found)).toContain('| **loosened** |');
  });
});
