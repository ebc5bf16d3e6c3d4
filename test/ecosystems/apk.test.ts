import { apk } from '../../src/ecosystems/apk.ts';
import { describeOrder } from '../support/order-table.ts';

describeOrder(apk, {
  rules: {
    'the first number compares by value, leading zeros aside': '5 < 06 = 6 < 10 = 010 < 20050718',
    'numbers compare by value': '1.2 < 1.9 < 1.10 < 1.100',
    'a later number with a leading zero is a fraction': '1.0 < 1.01 < 1.05 < 1.059 < 1.06 < 1.1 < 1.10',
    'numbers have no limit': '1.18446744073709551615 < 1.18446744073709551616 < 1.100000000000000000000',
    'a further number is newer': '1.2 < 1.2.0 < 1.2.0.0 < 1.2.1',
    'a letter is newer than none and older than a further number': '1.0.2 < 1.0.2a < 1.0.2u < 1.0.2.1',
    'suffixes before a release rise': '1.0_alpha < 1.0_alpha2 < 1.0_beta < 1.0_pre1 < 1.0_rc1 < 1.0_rc10 < 1.0',
    'suffixes behind a release rise': '1.0 < 1.0_cvs1 < 1.0_svn < 1.0_git20240101 < 1.0_hg < 1.0_p1 < 1.0_p10 < 1.0a',
    'a suffix of a suffix counts': '1.0_alpha_pre2 < 1.0_alpha < 1.0_alpha_p1 < 1.0_beta',
    'builds rise, and no build is below build zero': '1.2.3 < 1.2.3-r0 < 1.2.3-r1 < 1.2.3-r2 < 1.2.3-r10 < 1.2.3.0',
    'a commit hash follows build numbers and compares as text':
      '1.2-r1 < 1.2~abc123 < 1.2~abc123-r0 < 1.2~def456 < 1.2_p1',
    'OpenSSL of the 1.0 line rises': '1.0.2r-r0 < 1.0.2s-r0 < 1.0.2t-r0 < 1.1.0-r0',
    'Wolfi rebuilds rise': '3.3.1-r0 < 3.3.1-r4 < 3.3.2-r0 < 3.3.10-r0 < 3.4.0-r0',
    'a pre-release of the next version is newer than this one': '0.9-r3 < 1.0_rc1-r0 < 1.0-r0',
  },
  refused: {
    'a version without a leading number': 'v1.0 a1 .1 -r1 _rc1 latest',
    'more than one letter': '1.0bc 1.0a1 1.0ab-r1',
    'unknown suffixes': '1.0_foo 1.0_a1 1.0_ 1.0__rc1 1.0_RC1',
    'a build that is no number': '1.0-r 1.0-1 1.0-ruff 1.0-r1-r2 1.0-r-1',
    'an empty number or hash': '1. 1..2 1.0~ 1.0~xyz',
  },
});
