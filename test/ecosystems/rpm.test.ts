import { rpm } from '../../src/ecosystems/rpm.ts';
import { describeOrder } from '../support/order-table.ts';

describeOrder(rpm, {
  rules: {
    'the epoch outweighs everything else': '9.9-9 < 1:0.1-1 < 2:0.0.1-1 < 10:0-1',
    'a missing epoch is epoch zero': '1.0-1 = 0:1.0-1 = 00:1.0-1 < 1:1.0-1 = 01:1.0-1',
    'a version without a release is older than with any': '1.0 < 1.0-0 < 1.0-1 < 1.0-1.el9',
    'a tilde sorts before the end': '1.0~~ < 1.0~alpha-1 < 1.0~rc1-1 < 1.0~rc1.1-1 < 1.0-1 < 1.0a-1',
    'a caret sorts after the end and before anything longer': '1.0 < 1.0^ < 1.0^git1 < 1.0^git2 < 1.0a < 1.0.1 < 1.01',
    'a caret of a tilde belongs to the pre-release': '1.0~rc1 < 1.0~rc1^git1 < 1.0~rc2 < 1.0 < 1.0^git1~pre < 1.0^git1',
    'separators only separate': '2.0.1 = 2_0_1 = 2+0+1 = 2..0.1 < 2.0.1a',
    'a trailing separator is nothing': '1.0 = 1.0. = 1.0_ < 1.0.0',
    'numbers compare by value, leading zeros aside': '10.1 = 10.0001 = 10.01 < 10.2 = 10.002 < 10.10',
    'numbers have no limit':
      '18446744073709551615 < 18446744073709551616 < 99999999999999999999 < 100000000000000000000',
    'a number is newer than letters': '1.a < 1.b < 1.0 < 1.1',
    'letters and digits meet without a separator': '5.5p1 < 5.5p2 < 5.5p10 < 5.6p1',
    'capital letters sort before small ones': '1.A < 1.Z < 1.a < 1.z',
    'kernel builds of one minor release rise': '4.18.0-553.el8_10 < 4.18.0-553.5.1.el8_10 < 4.18.0-553.16.1.el8_10',
    'updates of one package rise': '3.0.7-24.el9 < 3.0.7-25.el9_3 < 3.0.7-27.el9 < 3.0.7-27.el9_4 < 3.0.7-27.1.el9',
    'builds of a module rise by context numbers':
      '1.14.1-9.module+el8.0.0+4108 < 1.14.1-9.module+el8.4.0+542 < 1.14.1-9.module+el8.4.0+2542 < 1.14.1-10.module+el8',
    'an old-style pre-release stands in the release': '1.0-0.1.rc1.fc39 < 1.0-0.2.rc2.fc39 < 1.0-1.fc39',
    'more segments are newer': '1.0-1 < 1.0-1.el9 = 1.0-1.el.9 < 1.0-1.el9.1 < 1.0-1.1',
    'signs beyond ASCII only separate': '1.1 = 1.1é = 1.1.ß < 1.1.a',
    'only digits before a colon are an epoch': 'a:1 < a:2 < b:1 < 0:1 = 1 < 1:1',
  },
  refused: {
    'an empty version': '-1 1: 1:-1',
    'an empty release': '1.0- 1:1.0-',
    'signs that no package can carry': '1.0-1! %{version} 1.0/2 1.0(2) 1,0 1.0=2',
  },
});
