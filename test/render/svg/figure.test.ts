import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { ReportChart } from '../../../src/model/chart.ts';
import type { ReportFigure } from '../../../src/model/report.ts';
import type { Instant } from '../../../src/model/time.ts';
import { renderFigure } from '../../../src/render/svg/figure.ts';

const day = 86_400_000;
const at = (days: number): Instant => (Date.UTC(2026, 0, 1) + days * day) as Instant;

const figure = (chart: ReportChart, more: Partial<ReportFigure> = {}): ReportFigure => ({
  id: 'd5-ageing',
  title: 'Open requirements by age',
  description: 'Seven are older than a month.',
  tableId: 'd5-buckets',
  chart,
  ...more,
});

const charts: readonly ReportChart[] = [
  { kind: 'lines', at: [at(0), at(7), at(14)], series: [{ label: 'on time', values: [80, undefined, 95] }], unit: '%' },
  {
    kind: 'stacked-bars',
    categories: ['0-7', '8-14'],
    series: [
      { label: 'immediate', values: [1, 2] },
      { label: 'scheduled', values: [3, 0] },
    ],
    unit: 'requirements',
  },
  {
    kind: 'gantt',
    from: at(0),
    to: at(4),
    rows: [{ label: 'weekend', bars: [{ kind: 'window', from: at(1), to: at(2), label: 'weekend' }] }],
  },
  { kind: 'coverage', steps: [{ at: at(0), label: 'wave 1', share: 1 / 3 }], needed: 2 / 3 },
];

const numbersIn = (svg: string): readonly number[] =>
  [...svg.matchAll(/ (?:x|y|cx|cy|width|height)="([^"]*)"/g)].map(([, value]) => Number(value));

describe.each(charts.map((chart) => [chart.kind, chart] as const))('a figure of %s', (_, chart) => {
  it('is well-formed, and named and described for those who do not see it', () => {
    const svg = renderFigure(figure(chart));

    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).toContain('role="img" aria-labelledby="d5-ageing-title d5-ageing-desc"');
    expect(svg).toContain('<title id="d5-ageing-title">Open requirements by age</title>');
    expect(svg).toContain('<desc id="d5-ageing-desc">Seven are older than a month.</desc>');
  });

  it('needs no script, style or request', () => {
    expect(renderFigure(figure(chart))).not.toMatch(/<script|<style|style=|href=|@import|url\((?!#)/);
  });

  it('draws nothing where there is no number for it', () => {
    expect(numbersIn(renderFigure(figure(chart))).filter((value) => !Number.isFinite(value))).toEqual([]);
  });

  it('takes hostile words as words', () => {
    const words = '"/><script>alert(1)</script>\u001b[2J\u202e';
    const hostile = JSON.parse(
      JSON.stringify(chart).replaceAll(/"label":"[^"]*"/g, `"label":${JSON.stringify(words)}`),
    );
    const svg = renderFigure(figure(hostile, { title: words, description: words }));

    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('\u001b');
  });
});

describe('charts of nothing', () => {
  it.each<ReportChart>([
    { kind: 'lines', at: [], series: [], unit: '%' },
    { kind: 'lines', at: [at(0)], series: [{ label: 'a', values: [undefined] }], unit: '%' },
    { kind: 'stacked-bars', categories: [], series: [], unit: 'a' },
    { kind: 'gantt', from: at(0), to: at(0), rows: [] },
    { kind: 'coverage', steps: [], needed: undefined },
  ])('are drawn all the same: %j', (chart) => {
    const svg = renderFigure(figure(chart));

    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('a line', () => {
  it('has a gap where a value is not known, never a zero', () => {
    const svg = renderFigure(
      figure({
        kind: 'lines',
        at: [at(0), at(1), at(2), at(3)],
        series: [{ label: 'a', values: [1, 2, undefined, 3] }],
        unit: 'n',
      }),
    );
    const paths = new XMLParser({ ignoreAttributes: false }).parse(svg).svg.path as readonly { '@_d': string }[];

    expect(paths.at(-2)?.['@_d'].match(/M/g)).toHaveLength(2);
    expect(svg.match(/<circle/g)).toHaveLength(3);
  });
});

describe('bars', () => {
  it('are as high as their values, and their sum stands above them', () => {
    const svg = renderFigure(figure(charts[1] as ReportChart));
    const heights = [...svg.matchAll(/<rect x="[^"]*" y="[^"]*" width="64" height="([^"]*)"/g)].map(([, text]) =>
      Number(text),
    );

    expect((heights[1] ?? 0) / (heights[0] ?? 1)).toBeCloseTo(3, 1);
    expect(svg).toContain('>4</text>');
  });
});
