import { nuget } from '../../src/ecosystems/nuget.ts';
import { describeOrder } from '../support/order-table.ts';

describeOrder(nuget, {
  rules: {
    'up to four numbers compare by value': '0.9.9.1 < 1.0.0 < 1.0.0.1 < 1.0.0.10 < 1.0.1 < 1.0.10 < 1.2.0 < 1.10 < 2',
    'missing numbers are zero': '1 = 1.0 = 1.0.0 = 1.0.0.0 < 1.0.0.1',
    'leading zeros do not count': '1.0.1 = 1.0.01 = 01.0.1.0 < 1.0.2',
    'numbers have no limit': '1.0.2147483648 < 1.0.99999999999999999999 < 1.0.100000000000000000000',
    'a pre-release is below its release': '1.0.0-alpha < 1.0.0 < 1.0.0.1-alpha < 1.0.0.1-pre < 1.0.0.1',
    'labels compare without regard to case': '1.0.0-ALPHA = 1.0.0-alpha < 1.0.0-Beta = 1.0.0-bEtA < 1.0.0-rc',
    'labels compare piece by piece, numbers below words':
      '1.0.0-beta < 1.0.0-beta.2 < 1.0.0-beta.11 < 1.0.0-beta.x < 1.0.0-beta.x.5 < 1.0.0-beta2 < 1.0.0',
    'a hyphen belongs to the label': '1.0.0-rc-1 < 1.0.0-rc-2 < 1.0.0-rc1',
    'metadata never orders': '1.0.0-beta+aa = 1.0.0-BETA+AA < 1.0.0+a = 1.0.0+b = 1.0',
    'numeric labels have no limit': '1.0.0-b.2147483648 < 1.0.0-b.20240101000000 < 1.0.0-b.100000000000000000000',
  },
  refused: {
    'more than four numbers': '1.2.3.4.5 1.0.0.0.0',
    'a leading v, ranges, words': 'v1.0.0 [1.0,2.0) 1.* latest 1.0.0b1',
    'empty parts': '1. .1 1..2 1.0- 1.0+ 1.0-a..b 1.0-+a',
    'signs outside the specification': '1.0_1 1.0-a_b 1.0-é 1.0~rc1',
  },
});
