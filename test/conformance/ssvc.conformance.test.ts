import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decisionTable } from '../../src/core/prioritise/table.ts';
import type { Facts } from '../../src/model/generated/patch-policy.ts';
import { dataRoot } from '../support/conformance-data.ts';
import { decide, preset } from '../support/policies.ts';

/** Rows of a published decision table, header aside; no cell of these holds a comma. */
function rows(file: string): readonly (readonly string[])[] {
  const [, ...lines] = readFileSync(join(dataRoot, 'data', 'ssvc', file), 'utf8')
    .trim()
    .split(/\r?\n/);
  return lines.map((line) => line.split(','));
}

describe('the published SSVC deployer tree', () => {
  const table = decisionTable(preset('ssvc-deployer'), 'UTC');
  const published = rows('deployer_patch_application_priority_1_0_0.csv');

  it('has 72 rows', () => {
    expect(published.length).toBe(72);
  });

  it.each(published)(
    'row %s: %s, %s, automatable %s, impact %s is %s',
    (_row, exploitation, exposure, auto, impact, outcome) => {
      const facts: Facts = {
        exploitation: { none: 'none', 'public poc': 'poc', active: 'active' }[exploitation ?? ''] as 'none',
        exposure: { small: 'isolated', controlled: 'internal', open: 'internet' }[exposure ?? ''] as 'isolated',
        automatable: auto === 'yes',
        humanImpact: impact?.replace(' ', '-') as 'low',
      };

      const decided = decide(table, facts);

      expect(decided.map(({ priority, marks }) => [priority, marks])).toEqual([[outcome, []]]);
    },
  );
});

describe('the published BOD 26-04 table', () => {
  const table = decisionTable(preset('cisa-bod-26-04'), 'UTC');
  const published = rows('cisa_bod_26_04_1_0_0.csv');
  const limits: Readonly<Record<string, readonly [string, number]>> = {
    '3 days & forensic investigation': ['3d', 3],
    '3 days': ['3d', 0],
    '14 days': ['14d', 0],
    '60 days': ['60d', 0],
    'fix on system upgrade': ['next-upgrade', 0],
  };

  it('has 16 rows', () => {
    expect(published.length).toBe(16);
  });

  it.each(published)(
    'row %s: KEV %s, exposed %s, automatable %s, impact %s is %s',
    (_row, kev, exposed, auto, impact, outcome) => {
      for (const exposure of exposed === 'yes' ? (['internet'] as const) : (['internal', 'isolated'] as const)) {
        const facts: Facts = {
          kev: kev === 'yes',
          exposure,
          automatable: auto === 'yes',
          technicalImpact: impact as 'partial',
        };

        const decided = decide(table, facts);

        expect(decided.map(({ within, duties, marks }) => [within, duties.length, marks])).toEqual([
          [...(limits[outcome ?? ''] ?? []), []],
        ]);
      }
    },
  );
});
