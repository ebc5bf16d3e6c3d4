import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/model/diagnostic.ts';
import { linked, yaml } from '../../support/estate.ts';

const assets = [
  { name: 'db-1', environment: 'production', labels: { site: 'fra', tier: 'gold' } },
  { name: 'web-1', environment: 'staging', labels: { site: 'muc' } },
];
const inventory = yaml('Inventory', 'hosts', { assets });

function judge(selector: object, files: Readonly<Record<string, string>> = { 'inventory/a.yaml': inventory }) {
  const freeze = yaml('Freeze', 'f', { selector, reason: 'x', from: '2026-12-20', to: '2026-12-27' });
  return problemsOf({ ...files, 'schedules/f.yaml': freeze });
}

const problemsOf = (files: Readonly<Record<string, string>>): readonly Diagnostic[] =>
  linked(files).diagnostics.filter(({ code }) => code.startsWith('link/'));

const told = (problems: readonly Diagnostic[]): readonly string[] =>
  problems.map(({ code, severity }) => `${severity} ${code}`);

describe('a selector', () => {
  it.each([
    [{ all: true }],
    [{ labels: { site: 'fra' } }],
    [{ labels: { site: ['fra', 'muc'] } }],
    [{ names: ['db-*'] }],
    [{ match: { environment: ['staging'] } }],
    [{ not: { labels: { tier: 'gold' } } }],
  ])('that takes something is fine: %j', (selector) => {
    expect(judge(selector)).toEqual([]);
  });

  it.each([
    [{ labels: { sites: 'fra' } }, 'error link/unknown-label-key'],
    [{ not: { labels: { sites: 'fra' } } }, 'error link/unknown-label-key'],
    [{ anyOf: [{ all: true }, { labels: { constructor: 'x' } }] }, 'error link/unknown-label-key'],
    [{ labels: { site: 'ber' } }, 'warning link/unknown-label-value'],
    [{ labels: { site: ['fra', 'ber'] } }, 'warning link/unknown-label-value'],
    [{ names: ['mail-*'] }, 'warning link/selects-nothing'],
    [{ match: { environment: ['development'] } }, 'warning link/selects-nothing'],
    [{ labels: { site: 'muc', tier: 'gold' } }, 'warning link/selects-nothing'],
  ])('that cannot be meant is told: %j', (selector, expected) => {
    expect(told(judge(selector))).toEqual([expected]);
  });

  it('is told where the wrong key or value stands, with the nearest key', () => {
    const problems = judge({ labels: { sites: 'fra' } });

    expect(problems).toMatchObject([
      { hint: 'did you mean site?', file: 'schedules/f.yaml', range: { start: { line: 4 } } },
    ]);
    expect(problems[0]?.range?.start.column).toBe('spec: {"selector":{"labels":{'.length + 1);
    expect(judge({ labels: { site: 'ber' } })[0]?.range?.start.column).toBe(
      'spec: {"selector":{"labels":{"site":'.length + 1,
    );
  });

  it('names every value that no asset has', () => {
    expect(judge({ labels: { site: ['ber', 'fra', 'ham'] } }).map(({ message }) => message)).toEqual([
      'no asset has the label site: ber',
      'no asset has the label site: ham',
    ]);
  });

  it('takes nothing from an estate without assets, which is no mistake of its own', () => {
    expect(judge({ names: ['db-*'] }, {})).toEqual([]);
  });

  it('is not blamed while an Inventory is broken: its labels are not known', () => {
    const broken = yaml('Inventory', 'broken', { assets: 'none' });

    expect(judge({ labels: { zone: 'a' } }, { 'inventory/a.yaml': inventory, 'inventory/b.yaml': broken })).toEqual([]);
  });
});

describe('the selectors of a Rollout', () => {
  it('are judged one by one: its own and those of its rings', () => {
    const rings = [
      { name: 'one', selector: { names: ['db-*'] } },
      { name: 'two', selector: { names: ['mail-*'] } },
    ];
    const problems = problemsOf({
      'inventory/a.yaml': inventory,
      'schedules/r.yaml': yaml('Rollout', 'r', { selector: { labels: { zone: 'a' } }, rings }),
    });

    expect(told(problems)).toEqual(['error link/unknown-label-key', 'warning link/selects-nothing']);
  });
});
