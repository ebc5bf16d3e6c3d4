import { pub } from '../../src/ecosystems/pub.ts';
import { describeOrder } from '../support/order-table.ts';

describeOrder(pub, {
  rules: {
    'build metadata makes a version newer':
      '1.0.0-pre < 1.0.0-pre+build < 1.0.0 < 1.0.0+1 < 1.0.0+2 < 1.0.0+10 < 1.0.1',
    'build numbers are below build words': '1.2.3+1 < 1.2.3+900 < 1.2.3+1z < 1.2.3+9a < 1.2.3+a < 1.2.3+a1 < 1.2.3+b',
    'everything before the build is SemVer': 'v1.2.3 = 1.2.3 < 1.2.10 < 1.10.0 < 2.0.0-rc.1 < 2',
  },
  refused: { 'what SemVer refuses': '1.0.0+ 1.0.0+a+b latest ^1.0.0 1.0.0rc1' },
});
