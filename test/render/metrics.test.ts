import { describe, expect, it } from 'vitest';
import type { Metrics } from '../../src/model/metrics.ts';
import type { Instant } from '../../src/model/time.ts';
import { renderMetrics } from '../../src/render/metrics/registry.ts';

const at = (day: number): Instant => Date.UTC(2026, 10, day) as Instant;
const shared = { id: 'on-time', title: 'Deadlines kept', formula: 'kept / all', populationOf: 'findings' } as const;
const metrics: Metrics = {
  from: at(1),
  to: at(8),
  metrics: [
    { ...shared, unit: 'percent', priority: undefined, value: 50, population: 2 },
    { ...shared, unit: 'percent', priority: 'immediate', value: 100, population: 1 },
    { ...shared, unit: 'percent', priority: 'defer', value: undefined, population: 0 },
    { ...shared, id: 'p50', title: 'Median', unit: 'hours', priority: undefined, value: undefined, population: 0 },
  ],
  trend: [
    { from: at(1), to: at(8), opened: 1, closed: 0, onTime: undefined },
    { from: at(8), to: at(15), opened: 0, closed: 1, onTime: 100 },
  ],
  limits: ['There is no ledger.'],
};

describe('figures', () => {
  it('for people name what they speak of, leave out priorities without any, and say nothing where there is nothing', () => {
    const text = renderMetrics('text', metrics, 'UTC');

    expect(text).toContain('Deadlines kept  50 %');
    expect(text).toContain('  immediate');
    expect(text).not.toContain('defer');
    expect(text).toMatch(/Median +nothing/);
    expect(text).toContain('There is no ledger.');
  });

  it('for programs hold every one, with null where there is nothing', () => {
    const { metrics: all, trend } = JSON.parse(renderMetrics('json', metrics, 'UTC'));

    expect(all).toHaveLength(4);
    expect(all[3]).toMatchObject({ value: null, priority: null });
    expect(trend.map(({ onTime }: { onTime: unknown }) => onTime)).toEqual([null, 100]);
  });

  it('as CSV are a row each, and an unknown format is a bug', () => {
    expect(renderMetrics('csv', metrics, 'UTC').split('\r\n')).toHaveLength(6);
    expect(() => renderMetrics('toString', metrics, 'UTC')).toThrow();
  });
});
