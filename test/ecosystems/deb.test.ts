import { deb } from '../../src/ecosystems/deb.ts';
import { describeOrder } from '../support/order-table.ts';

describeOrder(deb, {
  rules: {
    'the epoch outweighs everything else': '9.9-9 < 1:0.1-1 < 2:0.0.1-1 < 10:0-1',
    'a missing epoch is epoch zero, and its zeros do not count': '1.0-1 = 0:1.0-1 = 00:1.0-1 < 1:1.0-1 = 01:1.0-1',
    'a missing revision is revision zero': '1.0 = 1.0-0 = 1.0-00 < 1.0-1',
    'a tilde sorts before the end': '1.0~~ < 1.0~~a < 1.0~ < 1.0~rc1 < 1.0~rc2 < 1.0 < 1.0a',
    'a backport is older than the release it was made from': '1.2-3~bpo11+1 < 1.2-3~bpo12+1 < 1.2-3 < 1.2-3+b1',
    'security updates of a release rise by their number':
      '9.2p1-2+deb12u1 < 9.2p1-2+deb12u2 < 9.2p1-2+deb12u10 < 9.2p1-3',
    'Ubuntu releases of one revision rise': '3.0.2-0ubuntu1 < 3.0.2-0ubuntu1.2 < 3.0.2-0ubuntu1.10 < 3.0.2-0ubuntu2',
    'numbers compare by value': '1.9 < 1.10 < 1.011 < 1.12 = 1.012',
    'numbers have no limit':
      '18446744073709551615 < 18446744073709551616 < 99999999999999999999 < 100000000000000000000',
    'letters sort before other signs': '1.0a < 1.0b < 1.0+ < 1.0.',
    'capital letters sort before small ones': '1.0A < 1.0Z < 1.0a < 1.0z',
    'a repacked upstream is newer than the plain one': '1.0-1 < 1.0+dfsg-1 < 1.0+dfsg1-1 < 1.0+ds-1 < 1.0+really0.9-1',
    'the last hyphen starts the revision': '1.0-pre-1 < 1.0-pre-2 < 1.0-pre2-1 < 1.0-rc-1',
    'a trailing dot is more than nothing': '1.0 < 1.0. = 1.0.0 < 1.0.1',
    'with an epoch a colon may stand in the upstream version': '1:1.0 < 1:1.0:1 < 1:1.0:2 < 1:1.1',
    'a snapshot marked by a tilde waits for its release': '2.4~git20240101 < 2.4~rc1 < 2.4 < 2.4+git20240101',
    'kernels of one line rise': '6.1.90-1 < 6.1.99-1 < 6.1.106-3 < 6.1.112-1 < 6.10.1-1',
  },
  refused: {
    'an empty upstream version': '1: -1 1:-1 :',
    'an empty revision': '1.0- 1:1.0-',
    'an epoch that is no number': 'a:1.0 :1.0 1~:1.0 -1:2',
    'an upstream version that begins without a digit': 'v1.0 latest ~1 1:a 1:.5',
    'signs that no Debian version holds': '1.0_1 1.0/2 1.0-1:2 1.0-é 1.0-1! {Version} 1,0',
  },
});
