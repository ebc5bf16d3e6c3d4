import { describe, expect, it } from 'vitest';
import { decisionTable } from '../../src/core/prioritise/table.ts';
import type { Facts } from '../../src/model/generated/patch-policy.ts';
import { decide, preset } from '../support/policies.ts';

const quiet: Facts = { severity: 'high', kev: false, exploitation: 'none' };
const critical: readonly (readonly [string, Facts])[] = [
  ['rated critical', { ...quiet, severity: 'critical' }],
  ['not rated', { kev: false, exploitation: 'none' }],
  ['with a proof of concept', { ...quiet, exploitation: 'poc' }],
  ['actively exploited', { ...quiet, exploitation: 'active' }],
  ['listed as exploited', { ...quiet, kev: true }],
];

/** Class of software, facts of the asset, then critical and other by maturity level 1, 2, 3; `-` = no obligation. */
const limits: readonly (readonly [
  string,
  Facts,
  readonly [string, string, string],
  readonly [string, string, string],
])[] = [
  ['an online service', { class: 'online-service' }, ['48h', '48h', '48h'], ['2w', '2w', '2w']],
  [
    'the operating system of a server that faces the internet',
    { class: 'operating-system', type: 'server', exposure: 'internet' },
    ['48h', '48h', '48h'],
    ['2w', '2w', '2w'],
  ],
  [
    'the kernel of a network device that faces the internet',
    { class: 'kernel', type: 'network-device', exposure: 'internet' },
    ['48h', '48h', '48h'],
    ['2w', '2w', '2w'],
  ],
  ['a browser', { class: 'browser' }, ['2w', '2w', '48h'], ['2w', '2w', '2w']],
  ['a browser extension', { class: 'browser-extension' }, ['2w', '2w', '48h'], ['2w', '2w', '2w']],
  ['an office suite', { class: 'office' }, ['2w', '2w', '48h'], ['2w', '2w', '2w']],
  ['an e-mail client', { class: 'email' }, ['2w', '2w', '48h'], ['2w', '2w', '2w']],
  ['PDF software', { class: 'pdf' }, ['2w', '2w', '48h'], ['2w', '2w', '2w']],
  ['a security product', { class: 'security-product' }, ['2w', '2w', '48h'], ['2w', '2w', '2w']],
  ['another application', { class: 'application' }, ['-', '1mo', '1mo'], ['-', '1mo', '1mo']],
  [
    'the operating system of a workstation',
    { class: 'operating-system', type: 'workstation', exposure: 'internet' },
    ['1mo', '1mo', '48h'],
    ['1mo', '1mo', '1mo'],
  ],
  [
    'the operating system of an internal server',
    { class: 'operating-system', type: 'server', exposure: 'internal' },
    ['1mo', '1mo', '48h'],
    ['1mo', '1mo', '1mo'],
  ],
  ['a driver', { class: 'driver' }, ['-', '-', '48h'], ['-', '-', '1mo']],
  ['firmware', { class: 'firmware' }, ['-', '-', '48h'], ['-', '-', '1mo']],
];

const cases = limits.flatMap(([what, asset, ofCritical, ofOther]) =>
  ([1, 2, 3] as const).flatMap((level) => [
    ...critical.map(([how, facts]) => ({
      what,
      how,
      level,
      facts: { ...asset, ...facts },
      limit: ofCritical[level - 1],
    })),
    { what, how: 'neither critical nor exploited', level, facts: { ...asset, ...quiet }, limit: ofOther[level - 1] },
  ]),
);
const tables = [1, 2, 3].map((level) => decisionTable(preset(`essential-eight-ml${level}`), 'UTC'));

describe('the Essential Eight', () => {
  it.each(cases)('level $level gives $what $limit when $how', ({ facts, level, limit }) => {
    const table = tables[level - 1];
    const decided = table === undefined ? [] : decide(table, facts);

    expect(decided.map((one) => one.within)).toEqual(limit === '-' ? [] : [limit]);
    expect(decided.flatMap((one) => one.marks)).toEqual([]);
    expect(decided.every((one) => one.satisfiedBy.includes('mitigation'))).toBe(true);
  });

  it('takes the strictest limit where the class is unknown, and says so', () => {
    const [table] = tables;
    const decided = table === undefined ? [] : decide(table, { ...quiet, severity: 'critical' });

    expect(decided.map(({ within, marks }) => [within, marks])).toEqual([['48h', ['needs-facts']]]);
  });
});
