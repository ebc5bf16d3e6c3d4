import { dotted } from '../../../src/ecosystems/generic/dotted.ts';
import { describeOrder } from '../../support/order-table.ts';

describeOrder(dotted, {
  rules: {
    'numbers compare by value': '1.2 < 1.9 < 1.10 < 1.100 < 2',
    'missing numbers are zero, leading zeros do not count': '10 = 10.0 = 10.00.0 = 010 < 10.0.0.1',
    'Windows builds rise': '10.0.17763.5936 < 10.0.19045.4412 < 10.0.19045.44120 < 10.0.22631.1',
    'numbers have no limit': '1.99999999999999999999 < 1.100000000000000000000',
  },
  refused: { 'anything but digits and dots': '1.0a 1.0-1 v1.0 1.0_1 1,0', 'empty numbers': '1. .1 1..2 .' },
});
