import { packagist } from '../../src/ecosystems/packagist.ts';
import { describeOrder } from '../support/order-table.ts';

describeOrder(packagist, {
  rules: {
    'numbers compare by value': '0.9 < 1.0 < 1.2.0 < 1.9 < 1.10 < 1.100 < 2',
    'versions are filled up to four numbers': '1 = 1.0 = 1.0.0 = 1.0.0.0 = v1 < 1.0.0.1 < 1.0.1',
    'leading zeros do not count': '1.2 = 01.02 = 1.2.00 < 1.3',
    'numbers have no limit': '1.9223372036854775807 < 1.9223372036854775808 < 1.99999999999999999999',
    'stabilities rise': '1.0-dev < 1.0-alpha < 1.0-beta < 1.0-RC < 1.0 = 1.0-stable < 1.0-patch',
    'stabilities are numbered':
      '1.0-alpha < 1.0-alpha1 < 1.0-alpha2 < 1.0-alpha10 < 1.0-beta1 < 1.0-RC1 < 1.0 < 1.0-p1 < 1.0-p2',
    'short names and spellings are one':
      '1.0a1 = 1.0-alpha1 = 1.0.alpha.1 = 1.0_ALPHA-1 < 1.0b1 = 1.0.0-beta1 < 1.0RC1 = 1.0-rc.1',
    'pl, p and patch are one': '1.0 < 1.0-p1 = 1.0pl1 = 1.0.patch1 < 1.0.0.1',
    'a development version of a stage precedes it':
      '1.0-alpha-dev < 1.0-alpha < 1.0-beta1-dev = 1.0-b1dev < 1.0-beta1 < 1.0-beta1-1',
    'build metadata and stability flags do not order': '1.0 = 1.0+build.5 = 1.0@dev = 1.0@stable < 1.1+a',
    'a numbered branch is above its releases': '1.0 < 1.5.9 < 1.5.x-dev < 1.9 < 1.x-dev < 2.0',
    'dates are versions': '2023-12-31 < 2024-01-01 < 2024.01.01 < 2024-01-15 < 2024-02-01',
    'Symfony and Laravel lines rise': 'v4.4.0-BETA1 < v4.4.0-RC1 < v4.4.0 < v4.4.50 < v5.0.0 < v5.4.21',
  },
  refused: {
    'branches without a number': 'dev-main dev-1.x master dev-feature/x feature-dev',
    constraints: '^1.0 ~1.2 >=1.0 1.* 1.x * 1.0,2.0',
    'unknown stages and signs': '1.0-foo 1.0~rc1 1.0.0.0.0 1..2 1.0-1 v latest',
  },
});
