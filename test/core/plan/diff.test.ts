import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../../src/adapters/terminal.ts';
import { diffPlans, diffSide } from '../../../src/core/plan/diff.ts';
import type { PlanDiff } from '../../../src/model/plan-diff.ts';
import { renderDiffJson } from '../../../src/render/diff/json.ts';
import { renderDiffMarkdown } from '../../../src/render/diff/markdown.ts';
import { renderDiffText } from '../../../src/render/diff/text.ts';
import { diffHeadline } from '../../../src/render/diff/words.ts';
import { decided, documents, yaml } from '../../support/estate.ts';

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
    expect(found.assets).toEqual({ added: ['a-3'], removed: ['a-2'], renamed: [] });
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

describe('promises of two revisions', () => {
  const rules = (...list: readonly object[]) => yaml('PatchPolicy', 'base', { rules: list });
  const row = (id: string, more: object = {}, then: object = {}) => ({
    id,
    ...more,
    then: { priority: 'scheduled', within: '30d', ...then },
  });
  const promisesOf = (before: string, after: string) =>
    diff(estate({ 'policies/base.yaml': before }), estate({ 'policies/base.yaml': after })).promises;
  const brief = (before: string, after: string) =>
    promisesOf(before, after).map(({ rule, kind, assets }) => [rule, kind, assets]);

  it.each([
    ['1mo', 'changed'],
    ['kev-due-date', 'changed'],
    ['none', 'loosened'],
    ['720h', undefined],
    ['31d', 'loosened'],
    ['20bd', 'tightened'],
  ])('call %s in place of 30d %s, by every day of a year', (within, kind) => {
    expect(promisesOf(rules(row('all')), rules(row('all', {}, { within })))[0]?.kind).toBe(kind);
  });

  it.each([
    ['none', 'next-upgrade', 'tightened'],
    ['kev-due-date', 'none', 'loosened'],
  ])('weigh limits that are no lengths: %s against %s is %s', (was, is, kind) => {
    const [promise] = promisesOf(rules(row('all', {}, { within: was })), rules(row('all', {}, { within: is })));

    expect(promise?.kind).toBe(kind);
  });

  it('are changed where time and urgency disagree', () => {
    expect(brief(rules(row('all')), rules(row('all', {}, { priority: 'immediate', within: '60d' })))).toEqual([
      ['base/all', 'changed', 2],
    ]);
  });

  it('are changed where a tighter row asks for something else as well', () => {
    const narrowed = row('all', { when: { kev: true } }, { within: '7d' });

    expect(brief(rules(row('all')), rules(narrowed))).toEqual([['base/all', 'changed', 2]]);
  });

  it('name the row that changed places, and only that', () => {
    const [one, two, three] = [row('one', { when: { kev: true } }), row('two', { when: { kev: false } }), row('three')];

    expect(promisesOf(rules(one, two, three), rules(three, one, two))).toMatchObject([
      {
        rule: 'base/three',
        kind: 'changed',
        before: expect.stringContaining(', row 3'),
        after: expect.stringContaining(', row 1'),
      },
    ]);
  });

  it('tell conditions, duties and what meets them only where those differ', () => {
    const before = row('all', { when: { kev: { known: false }, cvss: { gte: 7, lt: 9 } } });
    const duty = { id: 'triage', within: '1d', clockStart: 'detected', before: 'patch' };
    const after = row(
      'all',
      { when: { kevDueDate: { lte: '2026-12-31' }, severity: ['high', 'critical'] } },
      { duties: [duty], satisfiedBy: ['patch'] },
    );

    expect(promisesOf(rules(before), rules(after))[0]).toMatchObject({
      before:
        'scheduled within 30d of released, when kev is unknown and cvss ≥ 7 and cvss < 9, no duties, met by patch or removal',
      after:
        'scheduled within 30d of released, when kevDueDate ≤ 2026-12-31 and severity is high or critical, ' +
        'duties triage within 1d of detected before patch, met by patch',
    });
  });

  it('are made to fewer assets, or to more, when the selector moves', () => {
    const to = (...names: readonly string[]) => policy('7d', { selector: { names } });

    expect(brief(policy('7d'), to('a-1'))).toEqual([['base/all', 'loosened', 1]]);
    expect(brief(to('a-1'), policy('7d'))).toEqual([['base/all', 'tightened', 1]]);
    expect(brief(to('a-1'), to('a-2'))).toEqual([['base/all', 'changed', 2]]);
    expect(promisesOf(policy('7d'), to('a-1'))[0]?.after).toBe('scheduled within 7d of released, for 1 asset');
  });

  it('do not change when assets come and go', () => {
    const other = yaml('Inventory', 'hosts', { assets: [asset('a-1'), asset('a-3'), asset('a-4')] });

    expect(diff(estate(), estate({ 'inventory/hosts.yaml': other })).promises).toEqual([]);
  });

  it('only loosen when a policy leaves, and only tighten when one comes', () => {
    const more = { ...estate(), 'policies/more.yaml': yaml('PatchPolicy', 'more', { rules: [row('all')] }) };

    const [came] = diff(estate(), more).promises;
    const [left] = diff(more, estate()).promises;

    expect(came).toMatchObject({ rule: 'more/all', kind: 'tightened', before: undefined, assets: 2 });
    expect(left).toMatchObject({ rule: 'more/all', kind: 'loosened', after: undefined, assets: 2 });
  });

  it('may do either when a row of a table comes or goes', () => {
    const [one, two] = [row('one', { when: { kev: true } }), row('two')];

    expect(brief(rules(two), rules(one, two))).toEqual([['base/one', 'added', 2]]);
    expect(brief(rules(one, two), rules(two))).toEqual([['base/one', 'removed', 2]]);
  });

  it('count assets that several policies bring to a preset once each', () => {
    const preset = (within: string) =>
      yaml('PatchPolicy', 'shared', {
        preset: { id: 'shared', date: '2026-01-01' },
        rules: [row('all', {}, { within })],
      });
    const by = (name: string, ...names: readonly string[]) =>
      yaml('PatchPolicy', name, { selector: { names }, extends: ['shared'], rules: [] });
    const files = (within: string) =>
      estate({
        'policies/base.yaml': documents(preset(within), by('left', 'a-1'), by('right', 'a-2'), by('both', 'a-*')),
      });

    expect(diff(files('7d'), files('14d')).promises).toMatchObject([
      { rule: 'shared/all', kind: 'loosened', assets: 2 },
    ]);
  });

  it('say what holds for all rules of a policy', () => {
    const base = policy('7d');
    const skipping = policy('7d', { onUnknown: 'skip' });
    const assuming = policy('7d', { assume: { kev: false, automatable: true }, timeZone: 'Asia/Tokyo' });

    expect(promisesOf(base, skipping)).toMatchObject([
      { rule: 'base', kind: 'loosened', before: 'unknown facts: strictest', after: 'unknown facts: skip', assets: 2 },
    ]);
    expect(promisesOf(skipping, base)[0]?.kind).toBe('tightened');
    expect(promisesOf(base, assuming)[0]).toMatchObject({
      kind: 'changed',
      before: 'assumes nothing, time zone UTC',
      after: 'assumes automatable true, kev false, time zone Asia/Tokyo',
    });
  });
});

describe('a difference that is no promise', () => {
  it('keeps an asset that has another name, with its work and visits', () => {
    const renamed = yaml('Inventory', 'hosts', {
      assets: [{ ...asset('b-1'), uid: 'a-1', formerNames: ['a-1'] }, asset('a-2')],
    });

    const found = diff(estate(), estate({ 'inventory/hosts.yaml': renamed }));

    expect(found.assets).toEqual({ added: [], removed: [], renamed: [{ from: 'a-1', to: 'b-1' }] });
    expect(diffHeadline(found)).toBe('1 asset renamed');
    expect(renderDiffText(found, plainPaint)).toContain('renamed  a-1 → b-1');
  });

  it('uncovers an asset under its new name', () => {
    const renamed = yaml('Inventory', 'hosts', { assets: [{ ...asset('b-1'), uid: 'a-1', formerNames: ['a-1'] }] });
    const narrow = { 'policies/base.yaml': policy('7d', { selector: { names: ['a-*'] } }) };

    expect(diff(estate(narrow), estate({ ...narrow, 'inventory/hosts.yaml': renamed })).uncovered).toEqual(['b-1']);
  });

  it('is an exception that says something else, with its days', () => {
    const exception = (expires: string, reason = 'isolated') => ({
      'exceptions/e.yaml': yaml('Exception', 'e', {
        selector: { names: ['a-1'] },
        advisories: ['CVE-2026-0001'],
        treatment: 'accept',
        requestedBy: 'p-1',
        reason,
        expires,
      }),
    });

    const extended = diff(estate(exception('2027-01-01')), estate(exception('2027-06-01')));
    const reworded = diff(estate(exception('2027-01-01')), estate(exception('2027-01-01', 'alone')));

    expect(diffHeadline(extended)).toContain('1 exception changed');
    expect(renderDiffText(extended, plainPaint)).toContain('changed  e (expires 2027-01-01 → 2027-06-01)');
    expect(renderDiffMarkdown(reworded)).toContain('- changed: e\n');
    expect(diff(estate(exception('2027-01-01')), estate()).exceptions.removed).toEqual(['e']);
  });

  it('is an advisory that no longer speaks of a component, though the work stays', () => {
    const second = advisory.replace('0000-0001', '0000-0002').replace('CVE-2026-0001', 'CVE-2026-0002');

    const found = diff(estate({ 'catalog/two.json': second }), estate());

    expect(diffHeadline(found)).toBe('2 requirements changed otherwise');
    expect(renderDiffText(found, plainPaint)).toContain('affected by GHSA-test-0000-0002 no more');
    expect(renderDiffText(diff(estate(), estate({ 'catalog/two.json': second })), plainPaint)).toContain(
      'affected by GHSA-test-0000-0002 as well',
    );
  });

  it('is incomplete where a side could not be judged in whole', () => {
    const found = diff(estate({ 'policies/base.yaml': policy('1m') }), estate());

    expect(diffHeadline(found)).toMatch(/^INCOMPLETE · /);
    expect(renderDiffMarkdown(found)).toContain('## Not judged in whole\n\n- before: policies/base.yaml');
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

  it('says once what is the same of several assets', () => {
    expect(renderDiffText(found, plainPaint)).toContain('  a-1, a-2  app 1.0.0\n');
    expect(renderDiffMarkdown(found)).toContain('| a-1, a-2 | `app` 1.0.0 |');
  });

  it('names the line that binds, and the one that did where it is another', () => {
    const other = diff(
      estate(),
      estate({
        'policies/more.yaml': yaml('PatchPolicy', 'more', {
          rules: [{ id: 'all', then: { priority: 'immediate', within: '1d' } }],
        }),
      }),
    );

    expect(renderDiffText(other, plainPaint)).toContain(
      'by more/all at policies/more.yaml:4, was by base/all at policies/base.yaml:4',
    );
    expect(
      renderDiffText(
        diff(estate(), { ...estate(), 'policies/base.yaml': policy('7d', { selector: { names: ['b'] } }) }),
        plainPaint,
      ),
    ).toContain('by no rule, was by base/all');
  });

  it('is JSON in which what is absent is null', () => {
    const gone = JSON.parse(renderDiffJson(diff(estate(), estate({ 'policies/base.yaml': policy('none') }))));

    expect(gone.changed[0].after.due).toBeNull();
  });
});
