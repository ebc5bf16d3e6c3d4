import { semverLike } from '../../../src/ecosystems/generic/semver-like.ts';
import { describeOrder } from '../../support/order-table.ts';

describeOrder(semverLike, {
  rules: {
    'any count of numbers compares by value': '1 = 1.0.0.0.0 < 1.0.0.0.1 < 1.2 < 1.10 < 2',
    'a pre-release word needs no hyphen':
      '1.2alpha1 = 1.2-alpha.1 < 1.2.beta-2 < 1.2rc1 = 1.2_RC1 < 1.2rc2 < 1.2rc10 < 1.2',
    'a snapshot precedes its release': '1.1 < 1.2-SNAPSHOT < 1.2 = v1.2',
    'everything else is SemVer': '1.0.0-1 < 1.0.0-a < 1.0.0 = 1.0.0+b',
  },
  refused: { 'words that mean no pre-release': '1.2c 1.2p3 latest', 'empty parts': '1. 1.2-' },
});
