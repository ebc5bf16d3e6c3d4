import { pep440 } from '../../src/ecosystems/pep440.ts';
import { describeOrder } from '../support/order-table.ts';

describeOrder(pep440, {
  rules: {
    'stages of one release rise':
      '1.0.dev1 < 1.0a1.dev1 < 1.0a1 < 1.0a1.post1.dev2 < 1.0a1.post1 < 1.0a2 < 1.0b1 < 1.0rc1 < 1.0 < 1.0.post1.dev1 < 1.0.post1',
    'the epoch outweighs everything else': '2024.1 < 1!0.1 < 1!1.0 < 2!0 < 10!0',
    'trailing zeros do not count': '1 = 1.0 = 1.0.0 = 0!1.0 < 1.0.1 < 1.1 = 1.1.0.0',
    'numbers compare by value': '1.9 < 1.10 = 1.010 < 1.11 < 1.100',
    'numbers have no limit': '9007199254740993 < 9007199254740994 < 20240101000000000000 < 20240101000000000001',
    'spellings of a pre-release are one': '1.0a1 = 1.0alpha1 = 1.0.a.1 = 1.0-alpha_1 = 1.0A1 < 1.0b1 = 1.0.BETA.1',
    'c, pre and preview are release candidates': '1.0b9 < 1.0rc1 = 1.0c1 = 1.0pre1 = 1.0-preview-1 = 1.0RC1 < 1.0rc2',
    'spellings of a post-release are one':
      '1.0 < 1.0.post1 = 1.0-1 = 1.0post1 = 1.0.rev1 = 1.0-r1 = 1.0_post_1 < 1.0.post2',
    'a stage without a number is number zero': '1.0a = 1.0a0 < 1.0a1 < 1.0.post = 1.0.post0 < 1.0-1',
    'a development release of the final precedes its alphas':
      '0.9 < 1.0.dev0 = 1.0dev < 1.0.dev10 < 1.0a0.dev5 < 1.0a0',
    'local labels are above the public version':
      '1.0 < 1.0+abc < 1.0+abc.1 < 1.0+abd < 1.0+1 < 1.0+1.a < 1.0+1.1 < 1.0.post1',
    'separators and case of local labels do not count': '1.0+ubuntu.1 = 1.0+ubuntu-1 = 1.0+UBUNTU_1 < 1.0+ubuntu.2',
    'a local label that looks like a float or hex is a word': '1.0+0x10 < 1.0+1e5 < 1.0+9 < 1.0+16 < 1.0+100000',
    'a leading v and blanks around are tolerated': 'v1.0 = 1.0 < v1.1',
    'calendar versions rise': '2023.7.22 < 2023.11.17 < 2024.2.2 = 2024.02.02 < 2024.7.4',
  },
  refused: {
    'legacy versions': '1.0-final-x dev 2004d 1.0.0-SNAPSHOT 1.0beta5prerelease',
    'constraints and words': '>=1.0 ==1.0 1.* latest 1.0,2.0',
    'empty parts': '1. .1 1..2 1!! !1 1.0+ 1.0+a..b 1.0+-a',
  },
});
