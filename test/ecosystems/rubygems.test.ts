import { rubygems } from '../../src/ecosystems/rubygems.ts';
import { describeOrder } from '../support/order-table.ts';

describeOrder(rubygems, {
  rules: {
    'numbers compare by value': '1.0 < 1.2 < 1.9 < 1.10 < 1.100 < 2',
    'trailing zeros do not count': '1 = 1.0 = 1.0.0 < 1.0.0.1 < 1.0.1 < 1.1 = 1.1.0',
    'leading zeros do not count': '1.2 = 01.02 = 1.002 < 1.3',
    'numbers have no limit': '1.18446744073709551615 < 1.18446744073709551616 < 1.100000000000000000000',
    'a word makes a pre-release': '1.0.a < 1.0.b < 1.0.rc1 < 1.0 < 1.0.1.pre < 1.0.1',
    'words and numbers are cut apart': '1.0.a.2 = 1.0.a2 < 1.0.a.10 = 1.0.a10 < 1.0.b1 = 1.b.1',
    'zeros before the first word do not count': '1.a = 1.0.a = 1.0.0.a < 1.0.0.b < 1',
    'zeros at the very end do not count': '1.0.a = 1.0.a.0 = 1.0.a0 < 1.0.a1',
    'capital letters sort before small ones': '1.0.A < 1.0.Z < 1.0.a < 1.0.alpha < 1.0.z < 1.0',
    'a hyphen stands for a pre-release': '1.0-java = 1.0.pre.java < 1.0-1 = 1.0.pre.1 < 1.0-2 < 1.0.rc < 1.0',
    'a word that goes on is below a number in its place': '1.0.a.b < 1.0.a < 1.0.a.1 < 1.0.b',
    'Rails security releases rise': '6.1.7 < 6.1.7.1 < 6.1.7.2 < 6.1.7.10 < 7.0.0.rc1 < 7.0.0 < 7.0.4.1',
    'blanks around are tolerated': '1.0 < 1.1',
  },
  refused: {
    'a version without a leading number': 'a v1.0 .1 -1 latest',
    'empty parts': '1. 1..2 1.0- 1.0-a..b',
    'signs outside the pattern': '1.0_1 1.0+1 1.0~rc1 1.2.3-x86_64-linux >=1.0 1.é',
  },
});
